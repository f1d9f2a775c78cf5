import { afterAll, beforeAll, expect, test } from "vitest";
import type { Caller } from "#shared/caller.ts";
import { create } from "#shared/clients/clients.ts";
import { get } from "#shared/day/day.ts";
import { Problem } from "#shared/errors.ts";
import { entryByCode } from "#shared/references.ts";
import { add } from "#shared/tasks/tasks.ts";
import { aCompany, type TestCompany } from "../support/callers.ts";
import { startEngine, type Engine } from "../support/engine.ts";

let engine: Engine;
let company: TestCompany;
let head: Caller;
let seller: Caller;
/** Two in the afternoon of a Tuesday in Moscow. */
const NOW = "2027-03-02T11:00:00.000Z";

beforeAll(async () => {
  engine = await startEngine();
  company = await aCompany();
  const boss = await company.as("head_of_sales");
  seller = { ...(await company.as("sales_manager", { managerId: boss.userId })), now: NOW };
  head = { ...(await company.callerOf(boss.userId)), now: NOW };
});
afterAll(() => engine.stop());

async function planned(by: Caller, text: string, at: string, more: object = {}) {
  const { tasks } = await add({ ...by, now: "2027-02-27T09:00:00.000Z" }, { text, at, performerIds: [], ...more });
  return tasks[0]!;
}

function texts(tasks: readonly { text: string }[]): string[] {
  return tasks.map(({ text }) => text);
}

test("a day tells what is late, what is planned for it, by whom, and which of it is a demonstration", async () => {
  const client = await create(seller, { name: "Northern Wind", kind: "organisation", phones: [], emails: [] });
  const typeId = (await entryByCode(seller, "activity_type", "demonstration"))!.id;
  await planned(seller, "Since last week", "2027-02-27T18:00");
  await planned(seller, "This morning", "2027-03-02T09:00");
  await planned(seller, "In the evening", "2027-03-02T19:00");
  await planned(head, "Show the press", "2027-03-02T15:00", {
    performerIds: [seller.userId],
    clientId: client.id,
    typeId,
  });
  await planned(seller, "Tomorrow", "2027-03-03T10:00");
  const today = await get(seller, {});
  expect(today).toMatchObject({ day: "2027-03-02", today: "2027-03-02", lateMore: false, employeeId: seller.userId });
  expect(texts(today.late)).toEqual(["Since last week", "This morning"]);
  expect(texts(today.planned)).toEqual(["Show the press", "In the evening"]);
  expect(today.planned[0]).toMatchObject({ byOther: true, demonstration: true, clientName: "Northern Wind" });
  expect(today.planned[1]).toMatchObject({ byOther: false, demonstration: false });
  const tomorrow = await get(seller, { day: "2027-03-03" });
  expect(texts(tomorrow.planned)).toEqual(["Tomorrow"]);
  expect(texts(tomorrow.late)).toEqual(["Since last week", "This morning"]);
  const saturday = await get(seller, { day: "2027-02-27" });
  expect(texts(saturday.planned)).toEqual(["Since last week"]);
  expect(texts((await get(seller, { day: "2027-03-01" })).late)).toEqual(["Since last week"]);
});

test("hours and days are those of the reader's own zone", async () => {
  const inTokyo = { ...(await company.as("sales_manager")), now: NOW, timeZone: "Asia/Tokyo" };
  await planned(head, "Late evening in Moscow", "2027-03-02T23:30", { performerIds: [inTokyo.userId] });
  expect(texts((await get(inTokyo, {})).planned)).toEqual([]);
  const next = await get(inTokyo, { day: "2027-03-03" });
  expect(next.planned).toMatchObject([{ at: "2027-03-02T23:30", localAt: "2027-03-03T05:30" }]);
});

test("a head sees the days of whom he leads, an administrator everybody's; a stranger none", async () => {
  await planned(seller, "Private errand", "2027-03-05T10:00");
  const wanted = { day: "2027-03-05", employeeId: seller.userId };
  const seen = await get(head, wanted);
  expect(texts(seen.planned)).toEqual(["Private errand"]);
  expect(seen.people).toEqual([seller.userId]);
  expect(texts((await get({ ...company.owner, now: NOW }, wanted)).planned)).toEqual(["Private errand"]);
  const stranger = await company.as("head_of_sales");
  for (const employeeId of [seller.userId, "usr_00000000000000000000000000"]) {
    const thrown: unknown = await get(stranger, { employeeId }).catch((error: unknown) => error);
    expect(thrown instanceof Problem && thrown.code).toBe("not_found");
  }
});

test("a heap of late tasks does not hide what is planned for the day", async () => {
  const busy = { ...(await company.as("sales_manager")), now: NOW };
  const early = { ...busy, now: "2027-01-01T09:00:00.000Z" };
  const many = Array.from({ length: 210 }, (_, place) => `2027-02-${String(1 + (place % 25)).padStart(2, "0")}T10:00`);
  for (let from = 0; from < many.length; from += 30)
    await Promise.all(many.slice(from, from + 30).map((at) => add(early, { text: at, at, performerIds: [] })));
  await add(early, { text: "Today", at: "2027-03-02T18:00", performerIds: [] });
  const day = await get(busy, {});
  expect(day.late).toHaveLength(200);
  expect(day.lateMore).toBe(true);
  expect(texts(day.planned)).toEqual(["Today"]);
});
