import { afterAll, beforeAll, expect, test } from "vitest";
import { create } from "#shared/clients/clients.ts";
import { addTeam, close } from "#shared/employees/employees.ts";
import { Problem } from "#shared/errors.ts";
import { of as changesOf } from "#shared/audit/audit.ts";
import type { Caller } from "#shared/caller.ts";
import { set } from "#shared/tasks/set.ts";
import { remindersOf } from "#shared/tasks/table.ts";
import { add, cancel, change, finish, get, mine, plan } from "#shared/tasks/tasks.ts";
import { after } from "#shared/time.ts";
import { wallOf } from "#shared/wall.ts";
import { aCompany, type TestCompany } from "../support/callers.ts";
import { startEngine, type Engine } from "../support/engine.ts";

let engine: Engine;
let company: TestCompany;
let head: Caller;
let seller: Caller;
let stranger: Caller;

beforeAll(async () => {
  engine = await startEngine();
  company = await aCompany();
  head = await company.as("head_of_sales");
  seller = await company.as("sales_manager", { managerId: head.userId });
  head = await company.callerOf(head.userId);
  stranger = await company.as("head_of_sales");
});
afterAll(() => engine.stop());

function inHours(hours: number): string {
  return wallOf(after(new Date().toISOString(), hours * 3600), "Europe/Moscow");
}

function laterOn(caller: Caller, hours: number): Caller {
  return { ...caller, now: after(new Date().toISOString(), hours * 3600) };
}

async function refusal(run: Promise<unknown>) {
  const thrown: unknown = await run.catch((error: unknown) => error);
  if (!(thrown instanceof Problem)) throw new Error(`Expected a problem, got ${String(thrown)}`);
  return { code: thrown.code, ...thrown.details };
}

test("a task without a client is there for its performer, who set it and those who lead them, and for nobody else", async () => {
  const { tasks } = await add(seller, { text: "Buy flowers", at: inHours(20), performerIds: [] });
  const { id, ver } = tasks[0]!;
  for (const caller of [seller, head, company.owner]) expect((await get(caller, { id })).task.id).toBe(id);
  for (const caller of [stranger, await company.as("observer")]) {
    expect((await refusal(get(caller, { id }))).code).toBe("not_found");
    expect((await refusal(change(caller, { id, ver, text: "Mine" }))).code).toBe("not_found");
    expect((await refusal(cancel(caller, { id, ver }))).code).toBe("not_found");
    expect((await refusal(finish(caller, { id, ver, result: "Done" }))).code).toBe("not_found");
  }
  expect((await refusal(changesOf(stranger, { id }))).code).toBe("not_found");
});

test("to work in one team is not to lead it: a colleague's own task, and his head's, are not to be seen", async () => {
  const team = await addTeam(company.owner, { name: "One team" });
  const place = { teamId: team.id };
  const [one, other, their] = [
    await company.as("sales_manager", place),
    await company.as("sales_manager", place),
    await company.as("head_of_sales", place),
  ];
  const { tasks: own } = await add(one, { text: "Own", at: inHours(20), performerIds: [] });
  const { tasks: heads } = await add(their, { text: "Head's", at: inHours(20), performerIds: [] });
  const mate = await company.callerOf(other.userId);
  for (const { id } of [own[0]!, heads[0]!]) expect((await refusal(get(mate, { id }))).code).toBe("not_found");
  const leader = await company.callerOf(their.userId);
  expect((await get(leader, { id: own[0]!.id })).task.id).toBe(own[0]!.id);
});

test("the clock time of another zone is another moment, and the same moment by another clock is no move", async () => {
  const wall = (zone: string, hours: number) => wallOf(after(new Date().toISOString(), hours * 3600), zone);
  const { tasks } = await add(seller, { text: "Zones", at: wall("Europe/Moscow", 30), performerIds: [] });
  const far = { ...head, timeZone: "Asia/Vladivostok" };
  const { id, ver, at } = tasks[0]!;
  const same = await change(far, { id, ver, at: wall("Asia/Vladivostok", 30) });
  expect(same).toMatchObject({ at, timeZone: "Europe/Moscow" });
  const moved = await change(far, { id, ver: same.ver, at });
  expect(moved).toMatchObject({ at, timeZone: "Asia/Vladivostok" });
});

test("whoever is given a task is not told of lead times that were over by then", async () => {
  const early = laterOn(seller, -30);
  const at = wallOf(after(early.now, 5 * 3600), early.timeZone);
  const { tasks } = await add(early, { text: "Late", at, remind: [0, 15, 60], performerIds: [] });
  const { id, ver } = tasks[0]!;
  const given = await change(head, { id, ver, performerId: head.userId });
  expect(remindersOf(given)).toEqual([]);
});

test("a task of a client is nothing for those who may not change what others do", async () => {
  const client = await create(seller, { name: "Northern Wind", kind: "organisation", phones: [], emails: [] });
  const { task } = await plan(seller, { clientId: client.id, text: "Call", at: inHours(20) });
  const colleague = await company.as("sales_manager");
  expect((await get(colleague, { id: task.id })).clientName).toBe("Northern Wind");
  expect((await refusal(cancel(colleague, { id: task.id, ver: task.ver }))).code).toBe("forbidden");
});

test("nothing is planned for an employee who has left, nor more than a day back", async () => {
  const gone = await company.as("sales_manager");
  const { tasks } = await add(head, { text: "Report", at: inHours(20), performerIds: [seller.userId] });
  await close(company.owner, { id: gone.userId, ver: 1 });
  const issue = async (run: Promise<unknown>) => (await refusal(run)).issues?.[0];
  const left = add(head, { text: "Report", at: inHours(20), performerIds: [seller.userId, gone.userId] });
  expect(await issue(left)).toEqual({ path: "performerIds.1", message: "not_one_of" });
  const { id, ver } = tasks[0]!;
  expect(await issue(change(head, { id, ver, performerId: gone.userId }))).toEqual({
    path: "performerId",
    message: "not_one_of",
  });
  expect(await issue(add(head, { text: "Report", at: inHours(-30), performerIds: [] }))).toEqual({
    path: "at",
    message: "past",
  });
  expect(await issue(change(head, { id, ver, at: inHours(-30) }))).toEqual({ path: "at", message: "past" });
  expect((await add(head, { text: "Report", at: inHours(-20), performerIds: [] })).tasks).toHaveLength(1);
});

test("each of a group ends his own; whoever set it cancels it for all, and nobody else does", async () => {
  const others = [await company.as("sales_manager"), await company.as("sales_manager")];
  const performerIds = [seller, ...others].map(({ userId }) => userId);
  const client = await create(seller, { name: "Group client", kind: "organisation", phones: [], emails: [] });
  const { tasks } = await add(head, { text: "Prepare the stand", at: inHours(20), performerIds, clientId: client.id });
  const [first, second, third] = tasks;
  expect(new Set(tasks.map(({ groupId }) => groupId)).size).toBe(1);
  await finish(seller, { id: first!.id, ver: first!.ver, result: "My part is ready" });
  expect((await mine(others[0]!, {})).tasks).toMatchObject([{ id: second!.id, state: "open" }]);
  const wanted = { id: second!.id, ver: second!.ver, scope: "group" as const };
  expect((await refusal(cancel(others[0]!, wanted))).code).toBe("forbidden");
  const moved = await change(others[0]!, { id: second!.id, ver: second!.ver, at: inHours(30) });
  expect((await get(head, { id: third!.id })).task.at).toBe(third!.at);
  await cancel(head, { ...wanted, ver: moved.ver });
  expect((await get(head, { id: first!.id })).task.state).toBe("done");
  for (const { id } of [second!, third!]) expect((await get(head, { id })).task.state).toBe("cancelled");
});

test("a head follows what he set for others: open, late, done with its result, cancelled, by person, page after page", async () => {
  const boss = await company.as("head_of_sales");
  const one = await company.as("sales_manager", { managerId: boss.userId });
  const other = await company.as("accountant");
  const to = (performerId: string, text: string, hours: number) =>
    add(boss, { text, at: inHours(hours), performerIds: [performerId] }).then(({ tasks }) => tasks[0]!);
  const client = await create(one, { name: "Client of the boss", kind: "organisation", phones: [], emails: [] });
  const late = await to(one.userId, "Late", 1);
  const open = await to(one.userId, "Open", 20);
  const { tasks } = await add(boss, {
    text: "With a client",
    at: inHours(3),
    performerIds: [one.userId],
    clientId: client.id,
  });
  await finish(one, { id: tasks[0]!.id, ver: 1, result: "They agreed" });
  const alone = await to(other.userId, "Without a client", 2);
  await finish(other, { id: alone.id, ver: alone.ver, result: "Counted twice" });
  const given = await to(other.userId, "Not needed", 2);
  await cancel(boss, { id: given.id, ver: given.ver });
  await add(boss, { text: "My own", at: inHours(4), performerIds: [] });
  const texts = async (question: Parameters<typeof set>[1]) =>
    (await set(laterOn(boss, 2.5), question)).tasks.map(({ text }) => text);
  expect(await texts({ state: "open" })).toEqual([open.text]);
  expect(await texts({ state: "late" })).toEqual([late.text]);
  expect(await texts({ state: "cancelled" })).toEqual(["Not needed"]);
  const done = await set(boss, { state: "done" });
  expect(done.tasks.map(({ text, result, clientName }) => ({ text, result, clientName }))).toEqual([
    { text: "Without a client", result: "Counted twice", clientName: undefined },
    { text: "With a client", result: "They agreed", clientName: "Client of the boss" },
  ]);
  expect(await texts({ state: "done", performerId: one.userId })).toEqual(["With a client"]);
  expect((await set(laterOn(boss, 2.5), { state: "open" })).people).toEqual([
    { performerId: one.userId, open: 2, late: 1 },
  ]);
  expect(await texts({ state: "open" })).not.toContain("My own");
  expect((await set(stranger, { state: "open" })).tasks).toEqual([]);
  const many = await company.as("head_of_sales");
  for (let made = 0; made < 6; made++) {
    for (let each = 0; each < 5; each++) {
      const performerIds = [one.userId, other.userId];
      await add(many, { text: `Task ${made} ${each}`, at: inHours(20 + made), performerIds });
    }
  }
  for (const state of ["open", "cancelled"] as const) {
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await set(many, { state, ...(cursor ? { cursor } : {}) });
      seen.push(...page.tasks.map(({ id }) => id));
      cursor = page.cursor;
    } while (cursor);
    expect(new Set(seen).size).toBe(60);
    expect(seen).toHaveLength(60);
    if (state === "cancelled") continue;
    for (const id of seen) await cancel(many, { id, ver: 1 });
  }
}, 30_000);

test("a next step may follow a task without a client", async () => {
  const { tasks } = await add(seller, { text: "Draft", at: inHours(5), performerIds: [] });
  const { task, next } = await finish(seller, {
    id: tasks[0]!.id,
    ver: 1,
    result: "Drafted",
    next: { text: "Polish", at: inHours(29) },
  });
  expect(task).toMatchObject({ state: "done", result: "Drafted" });
  expect(next).toMatchObject({ text: "Polish", performerId: seller.userId, state: "open" });
  expect(next!.clientId).toBeUndefined();
});
