import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Caller } from "#shared/caller.ts";
import { Problem } from "#shared/errors.ts";
import type { Task } from "#shared/tasks/schema.ts";
import { add, cancel, change, finish, mine } from "#shared/tasks/tasks.ts";
import { after } from "#shared/time.ts";
import { dayAfter, instantOf } from "#shared/wall.ts";
import { aCompany, type TestCompany } from "../support/callers.ts";
import { startEngine, type Engine } from "../support/engine.ts";

let engine: Engine;
let company: TestCompany;

beforeAll(async () => {
  engine = await startEngine();
  company = await aCompany();
});
afterAll(() => engine.stop());

const START = "2027-03-01T06:00:00.000Z";

function at(caller: Caller, now: string, timeZone = caller.timeZone): Caller {
  return { ...caller, now, timeZone };
}

async function pending(caller: Caller): Promise<Task[]> {
  return (await mine(caller, {})).tasks;
}

async function begin(caller: Caller, said: { at: string; repeat: string } & Partial<Task>): Promise<Task> {
  const { tasks } = await add(caller, { text: "Call the accountant", performerIds: [], ...said });
  return tasks[0]!;
}

/** The days of a simple rule, counted by hand: every so many days, or on some weekdays of each week. */
type Simple = { every: number } | { weekdays: readonly number[] };
const names = ["SU", "MO", "TU", "WE", "TH", "FR", "SA"];

function written(rule: Simple, count: number | undefined): string {
  const days =
    "every" in rule
      ? `FREQ=DAILY;INTERVAL=${rule.every}`
      : `FREQ=WEEKLY;BYDAY=${rule.weekdays.map((day) => names[day]!).join(",")}`;
  return count === undefined ? days : `${days};COUNT=${count}`;
}

function timesOf(rule: Simple, from: string, count = 400): string[] {
  const times: string[] = [];
  for (let away = 0; times.length < count && away < 500; away++) {
    const day = dayAfter(from.slice(0, 10), away);
    const weekday = new Date(`${day}T00:00:00Z`).getUTCDay();
    if ("every" in rule ? away % rule.every === 0 : rule.weekdays.includes(weekday)) times.push(day + from.slice(10));
  }
  return times;
}

const simple: fc.Arbitrary<Simple> = fc.oneof(
  fc.record({ every: fc.integer({ min: 1, max: 9 }) }),
  fc.record({ weekdays: fc.uniqueArray(fc.integer({ min: 0, max: 6 }), { minLength: 1, maxLength: 4 }) }),
);
const acts = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({ act: fc.constantFrom("finish", "skip"), hours: fc.integer({ min: -30, max: 300 }) }),
  },
  { weight: 2, arbitrary: fc.record({ act: fc.constant("move" as const), hours: fc.integer({ min: -20, max: 200 }) }) },
  { weight: 1, arbitrary: fc.record({ act: fc.constantFrom("reword", "end"), hours: fc.constant(0) }) },
);
const places: readonly (readonly [zone: string, from: string])[] = [
  ["Europe/Berlin", "2027-03-24T02:30"],
  ["Europe/Berlin", "2027-10-28T02:30"],
  ["America/New_York", "2027-03-11T02:15"],
  ["America/New_York", "2027-11-04T01:30"],
  ["Australia/Lord_Howe", "2027-09-30T02:15"],
  ["Asia/Kathmandu", "2027-12-29T23:45"],
  ["Europe/Moscow", "2028-02-26T10:00"],
];

test("whatever is done with its tasks and when, a series has one pending task at the moment of its rule, or has ended", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...places),
      simple,
      fc.option(fc.integer({ min: 1, max: 6 }), { nil: undefined }),
      fc.array(acts, { minLength: 1, maxLength: 7 }),
      async ([zone, from], rule, count, steps) => {
        const { userId, ...rest } = await company.as("sales_manager");
        let now = after(instantOf(from, zone), -40 * 3600);
        const caller = () => at({ ...rest, userId }, now, zone);
        const times = timesOf(rule, from, count);
        const first = await begin(caller(), { at: from, repeat: written(rule, count) });
        // The plain model: the place in the list of times, and the moment it was moved to.
        let slot: string | undefined = times[0];
        let moved: string = times[0]!;
        let planned = 1;
        for (const { act, hours } of steps) {
          const [task, ...others] = await pending(caller());
          expect(others).toEqual([]);
          if (slot === undefined) {
            expect(task).toBeUndefined();
            break;
          }
          expect(task).toMatchObject({ at: moved, timeZone: zone, slot, seriesId: first.id, text: first.text });
          const { id, ver } = task!;
          if (act === "move") {
            moved = new Date(Date.parse(`${moved}Z`) + hours * 3_600_000).toISOString().slice(0, 16);
            const least = after(instantOf(moved, zone), 3600);
            if (now > least) now = least;
            await change(caller(), { id, ver, at: moved });
            continue;
          }
          const wanted = after(instantOf(moved, zone), hours * 3600);
          if (act !== "reword" && wanted > now) now = wanted;
          if (act === "reword") {
            await change(caller(), { id, ver, text: "For once by letter" });
            await change(caller(), { id, ver: ver + 1, text: first.text, scope: "one" });
          } else if (act === "finish") await finish(caller(), { id, ver, result: "Talked" });
          else await cancel(caller(), { id, ver, end: act === "end" });
          if (act === "reword") continue;
          const later = [instantOf(moved, zone), now].sort().at(-1)!;
          const last: string = slot;
          slot = act === "end" ? undefined : times.find((one) => one > last && instantOf(one, zone) > later);
          if (slot !== undefined) {
            moved = slot;
            planned += 1;
          }
        }
        if (count !== undefined) expect(planned).toBeLessThanOrEqual(count);
      },
    ),
    { numRuns: 40 },
  );
}, 60_000);

test("what was changed of one task alone is as before in the next one; what was changed for all stays", async () => {
  const head = await company.as("head_of_sales");
  const seller = await company.as("sales_manager", { managerId: head.userId });
  const caller = at(seller, START);
  const first = await begin(caller, { at: "2027-03-01T10:00", repeat: "FREQ=DAILY", remind: [30], place: "Office" });
  const once = await change(caller, {
    id: first.id,
    ver: first.ver,
    place: null,
    remind: [],
    minutes: 40,
    at: "2027-03-01T15:00",
  });
  expect(once).toMatchObject({ remind: [], minutes: 40, slot: "2027-03-01T10:00" });
  const { following: second } = await finish(caller, { id: once.id, ver: once.ver, result: "Done" });
  expect(second).toMatchObject({ at: "2027-03-02T10:00", place: "Office", remind: [30], performerId: seller.userId });
  expect(second!.minutes).toBeUndefined();
  expect(second!.usual).toBeUndefined();
  const all = await change(caller, {
    id: second!.id,
    ver: second!.ver,
    at: "2027-03-02T12:00",
    place: null,
    scope: "following",
  });
  const { following: third } = await finish(caller, { id: all.id, ver: all.ver, result: "Done" });
  expect(third).toMatchObject({ at: "2027-03-03T12:00", remind: [30] });
  expect(third!.place).toBeUndefined();
});

test("a series that somebody else works on stays with whoever set it", async () => {
  const setter = await company.as("sales_manager");
  const seller = await company.as("sales_manager");
  const task = (
    await add(at(setter, START), {
      text: "Weekly report",
      at: "2027-03-05T17:00",
      repeat: "FREQ=WEEKLY",
      performerIds: [seller.userId],
    })
  ).tasks[0]!;
  const { following } = await finish(at(seller, START), { id: task.id, ver: task.ver, result: "Sent" });
  expect(following).toMatchObject({ setBy: setter.userId, createdBy: seller.userId, at: "2027-03-12T17:00" });
  const ended = await cancel(at(setter, START), {
    id: following!.id,
    ver: following!.ver,
    end: true,
  });
  expect(ended).toMatchObject({ state: "cancelled" });
  expect(await pending(seller)).toEqual([]);
});

test("a counted series keeps its count when all that follow are moved", async () => {
  const caller = at(await company.as("sales_manager"), START);
  let task = await begin(caller, { at: "2027-03-01T10:00", repeat: "FREQ=DAILY;COUNT=4" });
  task = (await finish(caller, { id: task.id, ver: task.ver, result: "One" })).following!;
  task = await change(caller, { id: task.id, ver: task.ver, at: "2027-03-04T09:00", scope: "following" });
  expect(task.repeat).toBe("FREQ=DAILY;COUNT=3");
  const moments = [task.at];
  for (let next: Task | undefined = task; next;) {
    next = (await cancel(caller, { id: next.id, ver: next.ver })).following;
    if (next) moments.push(next.at);
  }
  expect(moments).toEqual(["2027-03-04T09:00", "2027-03-05T09:00", "2027-03-06T09:00"]);
});

test("months without a 31st and years without a 29th of February are passed over; UNTIL ends", async () => {
  const caller = at(await company.as("sales_manager"), "2028-01-30T06:00:00.000Z");
  const ends = async (repeat: string, first: string) => {
    let task: Task | undefined = await begin(caller, { at: first, repeat });
    const moments: string[] = [];
    for (; task && moments.length < 4; task = (await cancel(caller, { id: task.id, ver: task.ver })).following)
      moments.push(task.at.slice(0, 10));
    if (task) await cancel(caller, { id: task.id, ver: task.ver, end: true });
    return moments;
  };
  expect(await ends("FREQ=MONTHLY", "2028-01-31T10:00")).toEqual([
    "2028-01-31",
    "2028-03-31",
    "2028-05-31",
    "2028-07-31",
  ]);
  expect(await ends("FREQ=YEARLY", "2028-02-29T10:00")).toEqual([
    "2028-02-29",
    "2032-02-29",
    "2036-02-29",
    "2040-02-29",
  ]);
  expect(await ends("FREQ=WEEKLY;BYDAY=MO;UNTIL=20280214", "2028-02-01T10:00")).toEqual(["2028-02-07", "2028-02-14"]);
});

test("wrong rules are refused with the reason at their field", async () => {
  const caller = at(await company.as("sales_manager"), START);
  const refused = async (run: () => Promise<unknown>) => {
    const thrown = await run().catch((error: unknown) => error);
    return thrown instanceof Problem ? thrown.details.issues?.[0] : thrown;
  };
  expect(await refused(() => begin(caller, { at: "2027-03-02T10:00", repeat: "FREQ=DAILY;UNTIL=20270301" }))).toEqual({
    path: "repeat",
    message: "rule_never",
  });
  expect(await refused(() => begin(caller, { at: "2027-02-20T10:00", repeat: "FREQ=DAILY" }))).toEqual({
    path: "at",
    message: "past",
  });
  const task = await begin(caller, { at: "2027-03-01T10:00", repeat: "FREQ=WEEKLY;BYDAY=MO" });
  expect(
    await refused(() => change(caller, { id: task.id, ver: task.ver, at: "2027-03-03T10:00", scope: "following" })),
  ).toEqual({ path: "at", message: "not_of_the_rule" });
  const freed = await change(caller, { id: task.id, ver: task.ver, repeat: null });
  expect(freed.repeat).toBeUndefined();
  const { following } = await finish(caller, { id: task.id, ver: freed.ver, result: "The last" });
  expect(following).toBeUndefined();
});
