import fc from "fast-check";
import type { SQSEvent } from "aws-lambda";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Caller } from "#shared/caller.ts";
import { create } from "#shared/clients/clients.ts";
import { loadHandler } from "#infra/local/handlers.ts";
import { list } from "#shared/notifications/notifications.ts";
import { changeSettings } from "#shared/notifications/notifications.ts";
import { add, cancel, change, finish } from "#shared/tasks/tasks.ts";
import type { Task } from "#shared/tasks/schema.ts";
import { after, type Instant } from "#shared/time.ts";
import { instantOf, wallOf } from "#shared/wall.ts";
import { aCompany, type TestCompany } from "../support/callers.ts";
import { startEngine, type Engine } from "../support/engine.ts";

/** How the worker of reminders treats what it is given: `late` keeps it for later, `lost` does nothing with it ever. */
type Fate = "done" | "twice" | "late" | "lost";

let engine: Engine;
let company: TestCompany;
let fate: Fate = "done";
const kept: SQSEvent[] = [];

beforeAll(async () => {
  const reminders = await loadHandler("reminders");
  engine = await startEngine({
    handlers: {
      async reminders(event, context) {
        if (fate === "lost") return { batchItemFailures: [] };
        if (fate === "late") {
          kept.push(event as SQSEvent);
          return { batchItemFailures: [] };
        }
        if (fate === "twice") await Promise.all([reminders(event, context), reminders(event, context)]);
        return reminders(event, context);
      },
    },
  });
  company = await aCompany();
  await changeSettings(company.owner, { ver: 0, channels: { task_soon: ["page"] }, morning: false });
});
afterAll(() => engine.stop());

const zones = ["Europe/Moscow", "America/New_York", "Asia/Kathmandu", "Australia/Lord_Howe"] as const;

type Step =
  | { do: "plan"; inMinutes: number; remind: number[]; zone: number }
  | { do: "move"; which: number; inMinutes: number; zone: number }
  | { do: "reword" | "cancel" | "finish"; which: number }
  | { do: "tick"; minutes: number; fate: Fate }
  | { do: "redeliver" };

const which = fc.nat(9);
const inMinutes = fc.integer({ min: -10, max: 40 });
const zone = fc.nat(zones.length - 1);
const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constant("plan" as const),
      inMinutes,
      remind: fc.uniqueArray(fc.constantFrom(0, 5, 15), { minLength: 1, maxLength: 3 }),
      zone,
    }),
  },
  { weight: 3, arbitrary: fc.record({ do: fc.constant("move" as const), which, inMinutes, zone }) },
  {
    weight: 2,
    arbitrary: fc.record({ do: fc.constantFrom("reword" as const, "cancel" as const, "finish" as const), which }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constant("tick" as const),
      minutes: fc.integer({ min: -3, max: 15 }),
      fate: fc.constantFrom<Fate>("done", "twice", "late", "late", "lost"),
    }),
  },
  { weight: 2, arbitrary: fc.constant<Step>({ do: "redeliver" }) },
);

/** What should be told of a task, by nothing but its definition. */
interface Model {
  task: Task;
  open: boolean;
  /** Moments that somebody planned and nobody took back. */
  planned: Set<Instant>;
}

let clock = Date.now();
const now = () => new Date(clock).toISOString();
const at = (caller: Caller, place = 0): Caller => ({ ...caller, now: now(), timeZone: zones[place]! });

function plannedOf(wall: string, timeZone: string, remind: readonly number[]): Set<Instant> {
  const moment = instantOf(wall, timeZone);
  return new Set(remind.map((minutes) => after(moment, -60 * minutes)).filter((told) => told > now()));
}

async function tick(minutes: number): Promise<void> {
  clock += Math.max(0, minutes) * 60_000;
  // A clock that runs backwards gives an earlier moment to this one tick.
  await engine.tick(new Date(clock + Math.min(0, minutes) * 60_000));
  await engine.pump();
}

/** What was told of some tasks, as `task moment`. */
async function told(ids: ReadonlySet<string>): Promise<string[]> {
  const found: string[] = [];
  for (let cursor: string | undefined; ;) {
    const page = await list(at(company.owner), cursor ? { cursor } : {});
    found.push(
      ...page.notifications.filter(({ about }) => ids.has(about.id)).map((one) => `${one.about.id} ${one.at}`),
    );
    if (!page.cursor) return found;
    cursor = page.cursor;
  }
}

test("any series of planning, moving, ending, ticks, losses and repeats tells each reminder once for its moment", async () => {
  const client = await create(company.owner, { name: "Any client", kind: "organisation", phones: [], emails: [] });
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 12, maxLength: 40 }), async (steps) => {
      const models: Model[] = [];
      const ids = new Set<string>();
      const seen = new Set<string>();
      const pick = (place: number) => {
        const open = models.filter((one) => one.open);
        return open[place % Math.max(1, open.length)];
      };
      for (const one of steps) {
        if (one.do === "plan") {
          const caller = at(company.owner, one.zone);
          const wall = wallOf(after(now(), one.inMinutes * 60), caller.timeZone);
          const { tasks } = await add(caller, {
            text: "Any",
            at: wall,
            remind: one.remind,
            performerIds: [],
            clientId: client.id,
          });
          ids.add(tasks[0]!.id);
          models.push({ task: tasks[0]!, open: true, planned: plannedOf(wall, caller.timeZone, one.remind) });
        } else if (one.do === "tick") {
          fate = one.fate;
          await tick(one.minutes);
        } else if (one.do === "redeliver") {
          for (const event of kept.splice(0)) await engine.invoke("reminders", event);
        } else {
          const model = pick(one.which);
          if (!model) continue;
          const { id, ver } = model.task;
          if (one.do === "move") {
            const caller = at(company.owner, one.zone);
            const wall = wallOf(after(now(), one.inMinutes * 60), caller.timeZone);
            if (wall === model.task.at) continue;
            model.task = await change(caller, { id, ver, at: wall });
            model.planned = plannedOf(wall, caller.timeZone, model.task.remind ?? []);
          } else if (one.do === "reword") model.task = await change(at(company.owner), { id, ver, text: `Any ${ver}` });
          else {
            const caller = at(company.owner);
            if (one.do === "cancel") await cancel(caller, { id, ver });
            else await finish(caller, { id, ver, result: "Done so" });
            model.open = false;
            model.planned.clear();
          }
        }
        const all = await told(ids);
        expect(new Set(all).size).toBe(all.length);
        for (const fresh of all.filter((name) => !seen.has(name))) {
          seen.add(fresh);
          const [id = "", moment = ""] = fresh.split(" ");
          const model = models.find(({ task }) => task.id === id)!;
          // What is told was planned at that moment still, and its time had come.
          expect(model.planned.has(moment)).toBe(true);
          expect(moment <= now()).toBe(true);
        }
      }
      fate = "done";
      for (let round = 0; round < 20; round++) await tick(7);
      const all = await told(ids);
      expect(new Set(all).size).toBe(all.length);
      for (const { task, planned } of models) {
        // Of a task that was over before anybody could tell of it the last moment alone is told.
        const last = [...planned]
          .filter((moment) => moment <= now())
          .sort()
          .at(-1);
        if (last) expect(all).toContain(`${task.id} ${last}`);
      }
      for (const { task, open } of models) if (open) await cancel(at(company.owner), { id: task.id, ver: task.ver });
    }),
    { numRuns: Number(process.env["REMINDER_RUNS"] ?? 5) },
  );
}, 300_000);
