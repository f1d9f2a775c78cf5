import { afterAll, beforeAll, expect, test, vi } from "vitest";
import type { Caller } from "#shared/caller.ts";
import { list } from "#shared/notifications/notifications.ts";
import { fire, type ReminderKinds } from "#shared/reminders/fire.ts";
import { reminderKey, reminderMirror } from "#shared/reminders/items.ts";
import { storeOf } from "#shared/table/store.ts";
import { newMeter } from "#shared/caller.ts";
import { PlatformStore, type Due } from "#shared/table/platform.ts";
import { add } from "#shared/tasks/tasks.ts";
import type { Task } from "#shared/tasks/schema.ts";
import { reminderKinds } from "#functions/lib/reminder-kinds.ts";
import { after } from "#shared/time.ts";
import { wallOf } from "#shared/wall.ts";
import { aCompany, type TestCompany } from "../support/callers.ts";
import { startEngine, type Engine } from "../support/engine.ts";

let engine: Engine;
let company: TestCompany;
beforeAll(async () => {
  engine = await startEngine({
    // What the tick hands over is worked on by the tests themselves.
    handlers: { reminders: () => Promise.resolve({ batchItemFailures: [] }) },
  });
  company = await aCompany();
});
afterAll(() => engine.stop());

async function planned(text: string, minutes: number): Promise<Task> {
  const at = wallOf(after(company.owner.now, minutes * 60), company.owner.timeZone);
  const { tasks } = await add(company.owner, { text, at, remind: [0], performerIds: [] });
  return tasks[0]!;
}

const keyOf = ({ id }: Task) => reminderKey({ kind: "task_soon", about: { kind: "task", id }, part: "0" });
/** Events of the clock have no fractions of a second. */
const at = (minutes: number): Caller => ({
  ...company.system,
  now: after(`${company.owner.now.slice(0, 19)}.000Z`, minutes * 60),
});

async function toldOf({ id }: Task): Promise<number> {
  const { notifications } = await list(company.owner, {});
  return notifications.filter(({ about }) => about.id === id).length;
}

async function dueNow(minutes: number): Promise<Due[]> {
  const found: Due[] = [];
  const now = at(minutes).now;
  for await (const batch of new PlatformStore(newMeter()).due(now.slice(0, 10).replaceAll("-", ""), now))
    found.push(...batch);
  return found;
}

/** The rules, but those of one task fail. */
function failing({ id }: Task): ReminderKinds {
  return {
    ...reminderKinds,
    task_soon: (caller, reminder) =>
      reminder.about.id === id ? Promise.reject(new Error("broken")) : reminderKinds.task_soon(caller, reminder),
  };
}

test("one that fails waits longer each time, holds up no other, and somebody is called in the end", async () => {
  const bad = await planned("Bad", 10);
  const good = await planned("Good", 10);
  const keys = [bad, good].map(keyOf);
  await engine.tick(at(11).now);
  const first = await fire(at(11), keys, failing(bad));
  expect(first).toMatchObject({ done: 1, postponed: 1, troubled: [] });
  expect([await toldOf(good), await toldOf(bad)]).toEqual([1, 0]);

  const waits: number[] = [];
  let minutes = 11;
  for (let tries = 2; tries <= 10; tries++) {
    // Found the minute it is due again, and not before.
    let wait = 0;
    while (!(await dueNow(minutes)).some(({ pk }) => pk.endsWith(bad.id))) {
      minutes += 1;
      wait += 1;
    }
    waits.push(wait);
    await engine.tick(at(minutes).now);
    const again = await fire(at(minutes), [keyOf(bad)], failing(bad));
    expect(again).toMatchObject({ postponed: 1, troubled: tries < 10 ? [] : [keyOf(bad)] });
  }
  expect(waits).toEqual([1, 2, 4, 8, 16, 32, 60, 60, 60]);
  // It is not lost: once a day it is tried, and told when it can be.
  const day = minutes + 24 * 60;
  await engine.tick(at(day - 1).now);
  expect(await fire(at(day - 1), [keyOf(bad)], reminderKinds)).toMatchObject({ done: 0, left: 1 });
  await engine.tick(at(day).now);
  expect(await fire(at(day), [keyOf(bad)], reminderKinds)).toMatchObject({ done: 1 });
  expect(await toldOf(bad)).toBe(1);
});

test("a worker that is behind for hours loses nothing: what it claims in vain is not counted as tried", async () => {
  const task = await planned("Behind", 10);
  for (let minutes = 11; minutes < 11 + 6 * 20; minutes += 6) await engine.tick(at(minutes).now);
  expect(await fire(at(200), [keyOf(task)], reminderKinds)).toMatchObject({ done: 1, troubled: [] });
  expect(await toldOf(task)).toBe(1);
});

test("what was due before it was written is found on the day it is written", async () => {
  const about = { kind: "employee", id: company.owner.userId };
  const tx = storeOf(company.owner).tx();
  tx.put(
    reminderMirror({
      kind: "digest",
      about,
      userId: about.id,
      at: after(company.owner.now, -5 * 86_400),
      part: "past",
    }),
  );
  await tx.commit({});
  expect((await dueNow(1)).some(({ pk, sk }) => pk.endsWith(about.id) && sk.endsWith("past"))).toBe(true);
});

test("one that failed is told once it can be", async () => {
  const task = await planned("Later", 10);
  await engine.tick(at(11).now);
  await fire(at(11), [keyOf(task)], failing(task));
  await engine.tick(at(13).now);
  expect(await fire(at(13), [keyOf(task)], reminderKinds)).toMatchObject({ done: 1 });
  expect(await toldOf(task)).toBe(1);
});

test("two workers with the same reminder at one moment tell it once", async () => {
  const tasks = await Promise.all(Array.from({ length: 12 }, (_, number) => planned(`Both ${number}`, 10)));
  await engine.tick(at(11).now);
  const keys = tasks.map(keyOf);
  const both = await Promise.all([1, 2, 3].map(() => fire(at(11), keys, reminderKinds)));
  expect(both.reduce((sum, { done }) => sum + done, 0)).toBe(tasks.length);
  expect(await Promise.all(tasks.map(toldOf))).toEqual(tasks.map(() => 1));
});

test("two ticks at one moment hand each reminder over once", async () => {
  const tasks = await Promise.all(Array.from({ length: 30 }, (_, number) => planned(`Ticks ${number}`, 20)));
  const dues = (await dueNow(21)).filter(({ pk }) => tasks.some(({ id }) => pk.endsWith(id)));
  expect(dues).toHaveLength(tasks.length);
  const claims = await Promise.all(
    [1, 2, 3].map(() => new PlatformStore(newMeter()).claim(dues, after(at(21).now, 300))),
  );
  const names = claims.flat().map(({ pk }) => pk);
  expect(names.toSorted()).toEqual(dues.map(({ pk }) => pk).toSorted());
});

test("what a queue does not take is handed over again when its claim has run out", async () => {
  const task = await planned("Refused", 30);
  const error = vi.spyOn(process.stdout, "write").mockReturnValue(true);
  const url = process.env["QUEUE_URL_REMINDERS"];
  process.env["QUEUE_URL_REMINDERS"] = `${url}-missing`;
  await expect(engine.tick(at(31).now)).rejects.toThrow();
  process.env["QUEUE_URL_REMINDERS"] = url;
  error.mockRestore();
  expect((await dueNow(35)).some(({ pk }) => pk.endsWith(task.id))).toBe(false);
  expect((await dueNow(37)).some(({ pk }) => pk.endsWith(task.id))).toBe(true);
});

test("a tick that comes with an earlier clock after a later one finds nothing twice", async () => {
  const task = await planned("Backwards", 40);
  await engine.tick(at(41).now);
  expect(await fire(at(41), [keyOf(task)], reminderKinds)).toMatchObject({ done: 1 });
  await engine.tick(at(40).now);
  await engine.tick(at(41).now);
  expect(await fire(at(41), [keyOf(task)], reminderKinds)).toMatchObject({ done: 0, left: 1 });
  expect(await toldOf(task)).toBe(1);
});

test("ticks missed for three days tell what came due in them once, when the next one comes", async () => {
  const task = await planned("Missed", 50);
  const late = 3 * 24 * 60 + 55;
  await engine.tick(at(late).now);
  expect(await fire(at(late), [keyOf(task)], reminderKinds)).toMatchObject({ done: 1 });
  expect(await toldOf(task)).toBe(1);
});
