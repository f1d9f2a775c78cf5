import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Caller } from "#shared/caller.ts";
import { Problem } from "#shared/errors.ts";
import { bookedBetween } from "#shared/resources/bookings.ts";
import { add as addResource, bookings, change as changeResource, list } from "#shared/resources/resources.ts";
import { busySpan } from "#shared/tasks/columns.ts";
import type { Task } from "#shared/tasks/schema.ts";
import { add, cancel, change, finish, get } from "#shared/tasks/tasks.ts";
import { wallAfter } from "#shared/wall.ts";
import { aCompany } from "#test/support/callers.ts";
import { startEngine, type Engine } from "#test/support/engine.ts";

let engine: Engine;
beforeAll(async () => void (engine = await startEngine()));
afterAll(() => engine.stop());

/** The clock of these tests stands: what is planned lies ahead of it. */
const NOW = "2027-03-01T06:00:00.000Z";

function at(caller: Caller, now: string): Caller {
  return { ...caller, now };
}

async function aRoom(owner: Caller, name = "Room") {
  return addResource(owner, { name, kind: "room" });
}

async function plan(caller: Caller, said: { at: string; minutes: number; resourceIds: string[] }): Promise<Task> {
  const { tasks } = await add(caller, { text: "Demonstration", performerIds: [], ...said });
  return tasks[0]!;
}

test("a collision tells who has it, until when, and when it is free next", async () => {
  const { owner, as } = await aCompany();
  const now = at(owner, NOW);
  const room = await aRoom(now);
  await plan(now, { at: "2027-03-02T10:00", minutes: 60, resourceIds: [room.id] });
  await plan(now, { at: "2027-03-02T11:30", minutes: 60, resourceIds: [room.id] });
  const seller = at(await as("sales_manager"), NOW);
  await expect(plan(seller, { at: "2027-03-02T10:30", minutes: 60, resourceIds: [room.id] })).rejects.toMatchObject({
    code: "conflict",
    details: {
      reason: "resource_taken",
      params: { name: "Room", who: "Ольга Ивановна" },
      current: { performerId: owner.userId, until: "2027-03-02T11:00", free: "2027-03-02T12:30" },
    },
  });
  // What was refused left nothing behind.
  expect(await plan(seller, { at: "2027-03-02T12:30", minutes: 60, resourceIds: [room.id] })).toBeDefined();
  expect((await bookings(seller, { id: room.id, from: "2027-03-02", to: "2027-03-02" })).bookings).toEqual([
    { from: "2027-03-02T10:00", to: "2027-03-02T11:00", performerId: owner.userId },
    { from: "2027-03-02T11:30", to: "2027-03-02T12:30", performerId: owner.userId },
    { from: "2027-03-02T12:30", to: "2027-03-02T13:30", performerId: seller.userId },
  ]);
});

test("of many who want the same time at once one gets it", async () => {
  const { owner } = await aCompany();
  const now = at(owner, NOW);
  const room = await aRoom(now);
  const settled = await Promise.allSettled(
    Array.from({ length: 12 }, (_, index) =>
      plan(now, { at: wallAfter("2027-03-02T10:00", index), minutes: 60, resourceIds: [room.id] }),
    ),
  );
  expect(settled.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
  const reasons = settled.flatMap((one) => (one.status === "rejected" ? [(one.reason as Problem).code] : []));
  expect(new Set(reasons)).toEqual(new Set(["conflict"]));
  expect(await bookedBetween(now, room.id, "2027-03-01T00:00:00.000Z", "2027-03-04T00:00:00.000Z")).toHaveLength(1);
});

test("a booking moves with its task, over midnight too, and is free when the task is cancelled", async () => {
  const { owner } = await aCompany();
  const now = at(owner, NOW);
  const room = await aRoom(now);
  const task = await plan(now, { at: "2027-03-02T10:00", minutes: 60, resourceIds: [room.id] });
  const moved = await change(now, { id: task.id, ver: task.ver, at: "2027-03-03T02:30", scope: "one" });
  const days = { id: room.id, from: "2027-03-01", to: "2027-03-05" };
  expect((await bookings(now, days)).bookings).toMatchObject([{ from: "2027-03-03T02:30", to: "2027-03-03T03:30" }]);
  expect(await plan(now, { at: "2027-03-02T10:00", minutes: 60, resourceIds: [room.id] })).toBeDefined();
  await cancel(now, { id: task.id, ver: moved.ver, end: false, scope: "one" });
  expect((await bookings(now, days)).bookings).toMatchObject([{ from: "2027-03-02T10:00" }]);
});

test("done early it is free from then on, done late it was taken as planned", async () => {
  const { owner } = await aCompany();
  const now = at(owner, NOW);
  const room = await aRoom(now);
  const early = await plan(now, { at: "2027-03-02T10:00", minutes: 60, resourceIds: [room.id] });
  const late = await plan(now, { at: "2027-03-02T12:00", minutes: 60, resourceIds: [room.id] });
  await finish(at(owner, "2027-03-02T07:20:00.000Z"), { id: early.id, ver: 1, result: "Done" });
  await finish(at(owner, "2027-03-02T15:00:00.000Z"), { id: late.id, ver: 1, result: "Done" });
  expect((await bookings(now, { id: room.id, from: "2027-03-02", to: "2027-03-02" })).bookings).toMatchObject([
    { from: "2027-03-02T10:00", to: "2027-03-02T10:20" },
    { from: "2027-03-02T12:00", to: "2027-03-02T13:00" },
  ]);
});

test("a task done early and its next step may have the same room on the same day", async () => {
  const { owner } = await aCompany();
  const now = at(owner, NOW);
  const room = await aRoom(now);
  const task = await plan(now, { at: "2027-03-02T10:00", minutes: 60, resourceIds: [room.id] });
  const next = { text: "Again", at: "2027-03-02T10:30", minutes: 60, resourceIds: [room.id] };
  await finish(at(owner, "2027-03-02T07:20:00.000Z"), { id: task.id, ver: 1, result: "Done", next });
  expect((await bookings(now, { id: room.id, from: "2027-03-02", to: "2027-03-02" })).bookings).toMatchObject([
    { from: "2027-03-02T10:00", to: "2027-03-02T10:20" },
    { from: "2027-03-02T10:30", to: "2027-03-02T11:30" },
  ]);
});

test("several people share one booking", async () => {
  const { owner, as } = await aCompany();
  const now = at(owner, NOW);
  const room = await aRoom(now);
  const seller = await as("sales_manager");
  const { tasks } = await add(now, {
    text: "Demonstration",
    at: "2027-03-02T10:00",
    minutes: 60,
    resourceIds: [room.id],
    performerIds: [owner.userId, seller.userId],
  });
  expect(tasks.map(({ resourceIds }) => resourceIds)).toEqual([[room.id], undefined]);
});

test("bad input is refused: no such resource, a hidden one, twice, no time, too long", async () => {
  const { owner } = await aCompany();
  const now = at(owner, NOW);
  const room = await aRoom(now);
  const hidden = await aRoom(now, "Old room");
  await changeResource(now, { id: hidden.id, ver: 1, hidden: true });
  const other = await aCompany();
  const foreign = await aRoom(other.owner);
  for (const id of [hidden.id, foreign.id])
    await expect(plan(now, { at: "2027-03-02T10:00", minutes: 60, resourceIds: [id] })).rejects.toMatchObject({
      code: "invalid_input",
      details: { issues: [{ path: "resourceIds.0", message: "not_one_of" }] },
    });
  await expect(
    add(now, { text: "Demonstration", at: "2027-03-02T10:00", resourceIds: [room.id], performerIds: [] }),
  ).rejects.toMatchObject({ details: { issues: [{ path: "minutes" }] } });
  const task = await plan(now, { at: "2027-03-02T10:00", minutes: 60, resourceIds: [room.id] });
  await expect(change(now, { id: task.id, ver: 1, minutes: null, scope: "one" })).rejects.toMatchObject({
    details: { issues: [{ path: "minutes" }] },
  });
  await expect(bookings(now, { id: room.id, from: "2027-03-02", to: "2027-01-01" })).rejects.toMatchObject({
    code: "invalid_input",
  });
  await expect(bookings(other.owner, { id: room.id, from: "2027-03-02", to: "2027-03-02" })).rejects.toMatchObject({
    code: "not_found",
  });
});

test("only who may change the settings makes resources; a name belongs to one", async () => {
  const { owner, as } = await aCompany();
  const room = await aRoom(owner, "Ёлка");
  await expect(aRoom(owner, "елка")).rejects.toMatchObject({
    details: { reason: "name_taken", current: { id: room.id } },
  });
  const seller = await as("sales_manager");
  await expect(changeResource(seller, { id: room.id, ver: 1, name: "Mine" })).rejects.toMatchObject({
    code: "forbidden",
  });
  expect((await list(seller)).resources).toHaveLength(1);
});

type Step =
  | { kind: "plan"; minute: number; minutes: number; rooms: number[] }
  | { kind: "move"; which: number; minute: number; minutes: number }
  | { kind: "rooms"; which: number; rooms: number[] }
  | { kind: "cancel"; which: number }
  | { kind: "finish"; which: number; minute: number };

const HOUR = 60;
const rooms = fc.uniqueArray(fc.nat(2), { minLength: 1, maxLength: 2 });
const minute = fc.integer({ min: 0, max: 40 }).map((quarters) => 20 * HOUR + quarters * 15);
const minutes = fc.integer({ min: 1, max: 16 }).map((quarters) => quarters * 15);
const which = fc.nat(20);
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ kind: fc.constant("plan" as const), minute, minutes, rooms }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant("move" as const), which, minute, minutes }) },
  fc.record({ kind: fc.constant("rooms" as const), which, rooms }),
  fc.record({ kind: fc.constant("cancel" as const), which }),
  fc.record({ kind: fc.constant("finish" as const), which, minute }),
);

test("whatever many do at once, no two bookings overlap, and each is that of its task", async () => {
  const { owner } = await aCompany();
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.array(step, { minLength: 3, maxLength: 6 }), { minLength: 2, maxLength: 4 }),
      async (people) => {
        const now = at(owner, NOW);
        const ids = (await Promise.all([0, 1, 2].map(() => aRoom(now, `Room ${crypto.randomUUID()}`)))).map(
          ({ id }) => id,
        );
        const own = (places: readonly number[]) => places.map((place) => ids[place]!);
        const made: string[] = [];
        const carryOut = async (one: Step) => {
          if (one.kind === "plan") {
            const wall = wallAfter("2027-03-02T00:00", one.minute);
            made.push((await plan(now, { at: wall, minutes: one.minutes, resourceIds: own(one.rooms) })).id);
            return;
          }
          const id = made[one.which % Math.max(1, made.length)];
          if (!id) return;
          const { ver } = (await get(now, { id })).task;
          const known = { id, ver };
          if (one.kind === "cancel") await cancel(now, { ...known, end: false, scope: "one" });
          if (one.kind === "rooms") await change(now, { ...known, resourceIds: own(one.rooms), scope: "one" });
          if (one.kind === "move") {
            const wall = wallAfter("2027-03-02T00:00", one.minute);
            await change(now, { ...known, at: wall, minutes: one.minutes, scope: "one" });
          }
          if (one.kind === "finish") {
            const moment = new Date(Date.parse("2027-03-01T21:00:00.000Z") + one.minute * 60_000).toISOString();
            await finish(at(owner, moment), { ...known, result: "Done" });
          }
        };
        await Promise.all(
          people.map(async (steps) => {
            for (const one of steps) {
              try {
                await carryOut(one);
              } catch (error) {
                // Taken, changed by another, or over: each a clear answer.
                if (!(error instanceof Problem) || !["conflict", "invalid_state"].includes(error.code)) throw error;
              }
            }
          }),
        );
        const tasks = await Promise.all(made.map(async (id) => (await get(now, { id })).task));
        for (const room of ids) {
          const booked = await bookedBetween(now, room, "2027-03-01T00:00:00.000Z", "2027-03-06T00:00:00.000Z");
          for (const [place, one] of booked.entries()) {
            const next = booked[place + 1];
            if (next && next.from < one.to) throw new Error(`Overlap: ${JSON.stringify([one, next])}`);
          }
          const claimed = tasks
            .filter(({ resourceIds }) => resourceIds?.includes(room))
            .flatMap((task) => {
              const span = busySpan(task);
              return span ? [{ taskId: task.id, ...span }] : [];
            });
          const shown = booked.map(({ taskId, from, to }) => ({ taskId, from, to }));
          const byId = (one: { taskId: string }, other: { taskId: string }) => (one.taskId < other.taskId ? -1 : 1);
          expect(shown.sort(byId)).toEqual(claimed.sort(byId));
        }
      },
    ),
    { numRuns: 12 },
  );
}, 60_000);
