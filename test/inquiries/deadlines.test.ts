import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import * as calendars from "#shared/calendars/calendars.ts";
import type { Caller } from "#shared/caller.ts";
import { forgetContext } from "#shared/companies/context.ts";
import { EmployeeTable } from "#shared/employees/table.ts";
import * as closing from "#shared/inquiries/closing.ts";
import { MOST_REPORTS } from "#shared/inquiries/due.ts";
import * as inquiries from "#shared/inquiries/inquiries.ts";
import { list, medianOf, report } from "#shared/inquiries/queries.ts";
import { usualNorms, type Inquiry, type InquiryChannel } from "#shared/inquiries/schema.ts";
import * as settings from "#shared/inquiries/settings.ts";
import * as notifications from "#shared/notifications/notifications.ts";
import type { Role } from "#shared/policy-names.ts";
import type { Filter } from "#shared/query/tree.ts";
import { dictionaryOf } from "#shared/references.ts";
import { storeOf } from "#shared/table/store.ts";
import { after } from "#shared/time.ts";
import { aCompany, type Place, type TestCompany } from "../support/callers.ts";
import { startEngine, type Engine } from "../support/engine.ts";

let engine: Engine;
beforeAll(async () => {
  engine = await startEngine();
});
afterAll(() => engine.stop());

/** A Friday, ten minutes before the end of work in Moscow. */
const friday = "2026-12-04T14:50:00.000Z";

/** An employee who signs in, as a caller. */
async function anActive(company: TestCompany, role: Role, place: Place = {}, timeZone?: string): Promise<Caller> {
  const { userId } = await company.as(role, place);
  const employee = (await storeOf(company.system).get(EmployeeTable, { id: userId }))!;
  const tx = storeOf(company.system).tx();
  tx.update(EmployeeTable, employee, { state: "active", ...(timeZone ? { timeZone } : {}) });
  await tx.commit({});
  forgetContext(company.id);
  return company.callerOf(userId);
}

function addAt(caller: Caller, now: string, input: Partial<Inquiry> = {}): Promise<Inquiry> {
  return inquiries.add({ ...caller, now }, { channel: "call", subject: "Asks", from: {}, ...input });
}

async function lateTold(caller: Caller, about: string): Promise<number> {
  const told = await notifications.list(caller, {});
  return told.notifications.filter((one) => one.kind === "inquiry_late" && one.about.id === about).length;
}

async function tick(at: string): Promise<void> {
  await engine.tick(at);
  await engine.pump();
}

describe("an inquiry that nobody answers", () => {
  test("is reported to its assignee and his head each period once, ten times at most, however often it is delivered", async () => {
    const company = await aCompany();
    const head = await anActive(company, "head_of_sales");
    const seller = await anActive(company, "sales_manager", { managerId: head.userId });
    const { id } = await addAt(company.owner, friday, { assigneeId: seller.userId });
    await tick("2026-12-07T06:19:00.000Z");
    expect(await lateTold(seller, id)).toBe(0);
    for (const minute of ["20", "20", "49"]) await tick(`2026-12-07T06:${minute}:00.000Z`);
    expect([await lateTold(seller, id), await lateTold(head, id)]).toEqual([1, 1]);
    expect(await lateTold(company.owner, id)).toBe(0);
    for (const time of ["06:50", "06:51"]) await tick(`2026-12-07T${time}:00.000Z`);
    expect([await lateTold(seller, id), await lateTold(head, id)]).toEqual([2, 2]);
    // The clock stood for a day: it is told once more, not for each period that was missed.
    let at = "2026-12-08T07:00:00.000Z";
    await tick(at);
    expect([await lateTold(seller, id), await lateTold(head, id)]).toEqual([3, 3]);
    for (let times = 0; times < 8; times++) await tick((at = after(at, 31 * 60)));
    expect([await lateTold(seller, id), await lateTold(head, id)]).toEqual([MOST_REPORTS, MOST_REPORTS]);
  });

  test("is told of no more once it was answered or closed", async () => {
    const company = await aCompany();
    const head = await anActive(company, "head_of_sales");
    const seller = await anActive(company, "sales_manager", { managerId: head.userId });
    const one = await addAt(company.owner, friday, { assigneeId: seller.userId });
    const other = await addAt(company.owner, friday, { assigneeId: seller.userId });
    await tick("2026-12-07T06:20:00.000Z");
    expect([await lateTold(head, one.id), await lateTold(head, other.id)]).toEqual([1, 1]);
    const now = "2026-12-07T06:30:00.000Z";
    await closing.answer({ ...seller, now }, { id: one.id, ver: one.ver, text: "Called back" });
    await closing.close({ ...seller, now }, { id: other.id, ver: other.ver, outcome: "spam" });
    await tick("2026-12-07T07:30:00.000Z");
    expect([await lateTold(head, one.id), await lateTold(head, other.id)]).toEqual([1, 1]);
  });

  test("and that is passed on late is told to the new one and to his head", async () => {
    const company = await aCompany();
    const head = await anActive(company, "head_of_sales");
    const [first, second] = await Promise.all([
      anActive(company, "sales_manager", { managerId: head.userId }),
      anActive(company, "sales_manager"),
    ]);
    const { id, ver } = await addAt(company.owner, friday, { assigneeId: first.userId });
    await tick("2026-12-07T06:20:00.000Z");
    await inquiries.assign(
      { ...first, now: "2026-12-07T06:25:00.000Z" },
      { id, ver, assigneeId: second.userId, reason: "Hers" },
    );
    await tick("2026-12-07T06:26:00.000Z");
    expect([await lateTold(first, id), await lateTold(second, id)]).toEqual([1, 1]);
    expect(await lateTold(company.owner, id)).toBe(1);
  });

  test("and has no assignee is told to the head of sales", async () => {
    const company = await aCompany();
    const head = await anActive(company, "head_of_sales");
    const { id } = await addAt(company.owner, friday, { assigneeId: head.userId });
    // As when everybody who could take it has left.
    const { InquiryTable } = await import("#shared/inquiries/table.ts");
    const before = (await storeOf(company.system).get(InquiryTable, { id }))!;
    const tx = storeOf(company.system).tx();
    tx.update(InquiryTable, before, { assigneeId: undefined, state: "new" });
    await tx.commit({});
    await tick("2026-12-07T06:30:00.000Z");
    expect(await lateTold(head, id)).toBe(1);
    const taken = await closing.answer({ ...head, now: friday }, { id, ver: before.ver + 1, text: "Mine now" });
    expect(taken.assigneeId).toBe(head.userId);
  });
});

describe("the deadline to the first answer", () => {
  test("counts working time alone: over a night, a weekend and a holiday", async () => {
    const { owner } = await aCompany();
    const assigneeId = owner.userId;
    // 10 minutes on Friday, 20 on Monday from nine.
    expect(await addAt(owner, friday, { assigneeId })).toMatchObject({
      normMinutes: 30,
      dueAt: "2026-12-07T06:20:00.000Z",
    });
    expect(await addAt(owner, friday, { assigneeId, channel: "email" })).toMatchObject({
      normMinutes: 60,
      dueAt: "2026-12-07T06:50:00.000Z",
    });
    const {
      calendars: [main],
    } = await calendars.list(owner);
    await calendars.change(owner, {
      id: main!.id,
      ver: main!.ver,
      exceptions: [{ day: "2026-12-07", name: "Day off", intervals: [] }],
    });
    expect((await addAt(owner, friday, { assigneeId })).dueAt).toBe("2026-12-08T06:20:00.000Z");
  });

  test("is reckoned in the zone of whoever has it, and by the norms of the company", async () => {
    const company = await aCompany();
    const { owner } = company;
    const east = await anActive(company, "sales_manager", {}, "Asia/Vladivostok");
    // Friday 21:50 there: the night and the weekend are still to come.
    expect((await addAt(owner, friday, { assigneeId: east.userId })).dueAt).toBe("2026-12-06T23:30:00.000Z");
    await settings.set(owner, { ver: 0, rules: [], norms: { ...usualNorms, call: 5 } });
    expect(await addAt(owner, friday, { assigneeId: owner.userId })).toMatchObject({
      normMinutes: 5,
      dueAt: "2026-12-04T14:55:00.000Z",
    });
  });
});

test("every figure of timeliness is the number of rows that its condition opens", async () => {
  const company = await aCompany();
  const { owner } = company;
  const seller = await anActive(company, "sales_manager");
  const channels: InquiryChannel[] = ["call", "email", "web"];
  const plan = fc.record({
    channel: fc.constantFrom(...channels),
    byOwner: fc.boolean(),
    minutes: fc.integer({ min: 0, max: 120 }),
    end: fc.constantFrom("none", "answer", "both", "spam", "no_answer"),
  });
  const morning = "2026-12-01T07:00:00.000Z";
  const triggerId = (await dictionaryOf(owner, "trigger"))!.entries[0]!.id;
  for (const { channel, byOwner, minutes, end } of fc.sample(plan, { numRuns: 24, seed: 5 })) {
    const by = byOwner ? owner : seller;
    const one = await addAt(owner, morning, { assigneeId: by.userId, channel, ...(byOwner ? { triggerId } : {}) });
    const then = { ...by, now: after(morning, minutes * 60) };
    let { ver } = one;
    if (end === "answer" || end === "both") ({ ver } = await closing.answer(then, { id: one.id, ver, text: "Said" }));
    if (end === "both") await closing.close(then, { id: one.id, ver, outcome: "answered" });
    if (end === "spam" || end === "no_answer") await closing.close(then, { id: one.id, ver, outcome: end });
  }
  const evening = { ...owner, now: "2026-12-01T08:30:00.000Z" };
  const count = async (...conditions: Filter[]) =>
    (await list(evening, { filter: { and: conditions }, limit: 50 })).total;
  for (const by of ["assigneeId", "channel", "state", "outcome", "triggerId"] as const) {
    const { rows } = await report(evening, { by });
    expect(rows.reduce((sum, one) => sum + one.count, 0)).toBe(24);
    for (const { key, ...figures } of rows) {
      const own: Filter = key === null ? { field: by, op: "empty", value: true } : { field: by, op: "eq", value: key };
      const opened = await list(evening, { filter: own, limit: 50 });
      const took = opened.rows.flatMap(({ answerMinutes, outcome }) =>
        answerMinutes === null || outcome === "spam" ? [] : [answerMinutes],
      );
      expect(figures).toEqual({
        count: opened.total,
        open: await count(own, { field: "state", op: "ne", value: "closed" }),
        inTime: await count(own, { field: "inTime", op: "eq", value: true }),
        tooLate: await count(own, { field: "inTime", op: "eq", value: false }),
        late: await count(own, { field: "late", op: "eq", value: true }),
        medianMinutes: medianOf(took),
      });
      expect(figures.late).toBe(opened.rows.filter(({ late }) => late).length);
    }
  }
  // A call answered within 30 working minutes is in time, one of 31 is not.
  const calls = (await list(evening, { filter: { field: "channel", op: "eq", value: "call" }, limit: 50 })).rows;
  for (const { answerMinutes, answeredAt, dueAt } of calls)
    if (answeredAt) expect(answeredAt <= dueAt).toBe(answerMinutes! <= 30);
});
