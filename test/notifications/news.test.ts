import { afterAll, beforeAll, expect, test } from "vitest";
import { notificationsContract } from "#shared/notifications/contract.ts";
import { aCompany, type TestCompany } from "../support/callers.ts";
import { startEngine, type Engine } from "../support/engine.ts";
import { list, news, read } from "#shared/notifications/notifications.ts";
import { joined, signedUp } from "../support/people.ts";
import { aNotice, tell } from "./telling.ts";

let engine: Engine;

beforeAll(async () => {
  engine = await startEngine();
});
afterAll(() => engine.stop());

const now = () => new Date().toISOString();

async function told(company: TestCompany, ...numbers: number[]) {
  for (const number of numbers) await tell({ ...company.owner, now: now() }, [aNotice(number, false, now())]);
}

test("a page that asks again and again sees each once, whatever it was told before it opened", async () => {
  const company = await aCompany({ language: "en" });
  const { owner } = company;
  await told(company, 1, 2);
  const first = await news(owner, {});
  expect(first).toMatchObject({ notifications: [], unread: 2 });
  const shown = new Set<string>();
  let after = first.after!;
  for (const numbers of [[], [3], [], [4, 5, 6], []]) {
    await told(company, ...numbers);
    const answer = await news(owner, { after });
    for (const { title } of answer.notifications) shown.add(title);
    after = answer.after ?? after;
  }
  expect([...shown].filter((title) => /00[3-6]$/.test(title))).toHaveLength(4);
  expect(await news(owner, { after })).toMatchObject({ unread: 6 });
});

test("before the first of all notices there is a place to ask after", async () => {
  const company = await aCompany();
  const { after, unread } = await news(company.owner, {});
  expect(unread).toBe(0);
  expect(await news(company.owner, { after })).toEqual({ notifications: [] });
  await told(company, 1);
  expect((await news(company.owner, { after })).notifications).toHaveLength(1);
});

test("what is read by itself or up to a later one is unread no more, and a second time changes nothing", async () => {
  const company = await aCompany();
  const { owner } = company;
  await told(company, 1, 2, 3);
  const { notifications } = await list(owner, {});
  await read(owner, { ids: [notifications[0]!.id] });
  expect((await list(owner, {})).unread).toBe(2);
  for (const _ of [1, 2]) await read(owner, { ids: [], until: notifications[1]!.id });
  expect(await list(owner, {})).toMatchObject({ unread: 0 });
});

test("nobody reads or marks what another was told", async () => {
  const company = await signedUp(engine);
  const other = await joined(engine, company, { role: "administrator", name: "Anna" });
  const employee = await aCompany();
  await told(employee, 1);
  const [notice] = (await list(employee.owner, {})).notifications;
  await other.call(notificationsContract.read, { ids: [notice!.id] });
  expect((await list(employee.owner, {})).unread).toBe(1);
  expect((await other.call(notificationsContract.list, {})).notifications).toEqual([]);
  await expect(other.call(notificationsContract.news, { after: "yesterday" })).rejects.toMatchObject({
    problem: { issues: [{ path: "after" }] },
  });
});
