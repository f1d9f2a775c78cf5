import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { changeSettings, list } from "#shared/notifications/notifications.ts";
import { after } from "#shared/time.ts";
import { dayAfter, instantOf } from "#shared/wall.ts";
import { aCompany } from "../support/callers.ts";
import { startEngine, type Engine } from "../support/engine.ts";
import { aNotice, tell } from "./telling.ts";

let engine: Engine;

beforeAll(async () => {
  engine = await startEngine();
});
afterAll(() => engine.stop());

/** Time passes, and then so many are told at once, in as many transactions; or the clock ticks, perhaps twice. */
type Step = { minutes: number } & ({ tell: readonly boolean[]; apart: boolean } | { ticks: 1 | 2 });

const minutes = fc.integer({ min: 0, max: 25 });
const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.record({
      minutes,
      /** Whether each is urgent. */
      tell: fc.array(
        fc.integer({ min: 0, max: 5 }).map((one) => one === 0),
        { minLength: 1, maxLength: 7 },
      ),
      apart: fc.boolean(),
    }),
  },
  { weight: 1, arbitrary: fc.record({ minutes, ticks: fc.constantFrom(1, 2) }) },
);
/** Quiet hours of every kind that leave the early evening. */
const quiet = fc.constantFrom(
  undefined,
  { quietFrom: "00:00", quietTo: "07:00" },
  { quietFrom: "13:00", quietTo: "15:15" },
  { quietFrom: "22:30", quietTo: "17:59" },
);

/** Runs the steps; answers what was told, and the mailbox of whoever was told. */
async function run(steps: readonly Step[], hours: { quietFrom: string; quietTo: string } | undefined) {
  const company = await aCompany();
  const channels = { message_received: ["page" as const, "email" as const] };
  await changeSettings(company.owner, { ver: 0, morning: false, channels, ...hours });
  let now = after(new Date().toISOString(), 60);
  const told: string[] = [];
  for (const one of steps) {
    now = after(now, one.minutes * 60);
    if ("ticks" in one) {
      for (let tick = 0; tick < one.ticks; tick++) await engine.tick(now);
      await engine.pump();
      continue;
    }
    const caller = { ...company.owner, now };
    const notices = one.tell.map((urgent, place) => aNotice(told.length + place, urgent, now));
    told.push(...notices.map(({ values }) => values["who"]!));
    if (one.apart) await Promise.all(notices.map((notice) => tell(caller, [notice])));
    else await tell(caller, notices);
  }
  // Two evenings on every quarter of an hour is over, and no hours are quiet.
  const evening = instantOf(`${dayAfter(now.slice(0, 10), 2)}T18:30`, "Europe/Moscow");
  await engine.tick(evening);
  await engine.pump();
  return { owner: company.owner, told, letters: await engine.inbox(company.person.email) };
}

test(
  "any series of notices and ticks: each stands in the page once and goes out in one letter, alone or with others",
  { timeout: 120_000 },
  async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 5 }), quiet, async (steps, hours) => {
        const { owner, told, letters } = await run(steps, hours);
        const titles: string[] = [];
        for (let cursor: string | undefined, first = true; first || cursor; first = false) {
          const page = await list(owner, cursor ? { cursor } : {});
          titles.push(...page.notifications.map(({ title }) => title));
          cursor = page.cursor;
        }
        for (const who of told) {
          expect(titles.filter((title) => title.includes(who))).toHaveLength(1);
          const carrying = letters.filter(({ body }) => body.text?.includes(who));
          expect(carrying).toHaveLength(1);
        }
        expect(titles).toHaveLength(told.length);
      }),
      { numRuns: Number(process.env["NOTICE_RUNS"] ?? 4) },
    );
  },
);
