import { afterAll, beforeAll, expect, test } from "vitest";
import { clockEvent } from "#infra/local/clock.ts";
import type { Caller } from "#shared/caller.ts";
import { changeSettings } from "#shared/notifications/notifications.ts";
import { add } from "#shared/tasks/tasks.ts";
import { after } from "#shared/time.ts";
import { wallOf } from "#shared/wall.ts";
import { aCompany, type TestCompany } from "../support/callers.ts";
import { doomedWorkers, type Doomed, type Moment } from "../support/doomed.ts";
import { startEngine, type Engine } from "../support/engine.ts";
import { everyItem } from "../support/table.ts";

/** Workers killed by SIGKILL, of the tick and of the reminders: `KILLS=500` for the long run. */
const KILLS = Number(process.env["KILLS"] ?? 12);
const TASKS = 20;
/** Beyond the lease of a claim: whatever a killed worker held is free again. */
const LATER_MINUTES = 6;

let engine: Engine;
let company: TestCompany;
let workers: Doomed;
const handed: object[] = [];

beforeAll(async () => {
  engine = await startEngine({
    handlers: {
      reminders(event) {
        handed.push(event as object);
        return Promise.resolve({ batchItemFailures: [] });
      },
    },
  });
  company = await aCompany();
  await changeSettings(company.owner, { ver: 0, morning: false });
  workers = await doomedWorkers(process.env["AWS_ENDPOINT_URL_DYNAMODB"]!, ["tick", "reminders"]);
});
afterAll(async () => {
  await workers.stop();
  await engine.stop();
});

/** Moments in a fixed order that looks like chance. Of three workers of a function one lives. */
function moments(): (name: "tick" | "reminders") => Moment | undefined {
  let seed = 20_261_122;
  const next = (below: number) => {
    seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((seed / 2 ** 32) * below);
  };
  const runs = { tick: 0, reminders: 0 };
  return (name) =>
    runs[name]++ % 3 === 2
      ? undefined
      : { transaction: 1, when: (["before", "unanswered", "after"] as const)[next(3)]! };
}

test(
  "of workers killed at their writes, before and after them and between one and its answer, none makes a reminder lost or told twice",
  { timeout: 1_200_000 },
  async () => {
    const next = moments();
    let clock = Date.now();
    let killed = 0;
    const planned: string[] = [];
    const caller = (): Caller => ({ ...company.owner, now: new Date(clock).toISOString() });
    const plan = async () => {
      // Minutes apart, so that none is held back for a letter of many.
      for (let number = 0; number < TASKS; number++) {
        const at = wallOf(after(caller().now, 60 + number * 240), "Europe/Moscow");
        const { tasks } = await add(caller(), { text: `Task ${planned.length}`, at, remind: [0], performerIds: [] });
        planned.push(tasks[0]!.id);
      }
      clock += TASKS * 240_000;
    };
    const round = async (doom: (name: "tick" | "reminders") => Moment | undefined) => {
      clock += LATER_MINUTES * 60_000;
      const told = await workers.run("tick", clockEvent(new Date(clock)), doom("tick"));
      if (told.end === "killed") killed++;
      await engine.pump();
      const events = handed.splice(0);
      for (const event of events) {
        const { end } = await workers.run("reminders", event, doom("reminders"));
        if (end === "killed") killed++;
        expect(end).not.toBe("failed");
      }
      return events.length;
    };
    while (killed < KILLS) {
      await plan();
      for (let quiet = 0; quiet < 2 && killed < KILLS;) quiet = (await round(next)) === 0 ? quiet + 1 : 0;
    }
    for (let left = 1; left > 0;) left = await round(() => undefined);

    const items = await everyItem(engine);
    const records = (kind: string) => items.filter(({ e }) => e === kind).map(({ d }) => d as Record<string, unknown>);
    const notices = records("notification").filter(({ kind }) => kind === "task_soon");
    const told = notices.map(({ about }) => (about as { id: string }).id);
    expect(told.toSorted()).toEqual(planned.toSorted());
    const letters = records("letter").filter(({ template }) => template === "notice");
    expect(letters).toHaveLength(notices.filter(({ heldFor }) => heldFor === undefined).length);
    const waiting = items.flatMap(({ e, dsk }) => (e === "reminder" && typeof dsk === "string" ? [dsk] : []));
    expect(waiting.filter((dsk) => dsk < caller().now)).toEqual([]);
    console.info(`${killed} workers killed, ${planned.length} reminders, each told once`);
  },
);
