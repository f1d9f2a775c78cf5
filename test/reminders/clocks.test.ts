import { afterAll, beforeAll, expect, test } from "vitest";
import { reminderKinds } from "#functions/lib/reminder-kinds.ts";
import { newMeter, type Caller } from "#shared/caller.ts";
import { tasksContract } from "#shared/tasks/contract.ts";
import { add } from "#shared/tasks/tasks.ts";
import { list } from "#shared/notifications/notifications.ts";
import { fire } from "#shared/reminders/fire.ts";
import { PlatformStore } from "#shared/table/platform.ts";
import { tenantPrefix } from "#shared/table/layout.ts";
import { after, type Instant } from "#shared/time.ts";
import { aCompany, type TestCompany } from "../support/callers.ts";
import { startEngine, type Engine } from "../support/engine.ts";

let engine: Engine;
let company: TestCompany;
beforeAll(async () => {
  engine = await startEngine();
  company = await aCompany();
});
afterAll(() => engine.stop());

/** Claims and tells what is due by a moment on its day in UTC, as the tick and its worker do. */
async function tell(now: Instant): Promise<void> {
  const platform = new PlatformStore(newMeter());
  const prefix = tenantPrefix(company.id);
  for await (const due of platform.due(now.slice(0, 10).replaceAll("-", ""), now)) {
    const claimed = await platform.claim(
      due.filter(({ tenant }) => tenant === company.id),
      after(now, 300),
    );
    const keys = claimed.map(({ pk, sk }) => ({ pk: pk.slice(prefix.length), sk }));
    await fire({ ...company.system, now }, keys, reminderKinds);
  }
}

/** Wall times as people say them, and the moments they mean, reckoned by hand from the published rules of the zones. */
const cases: [says: string, timeZone: string, wall: string, moment: Instant][] = [
  ["the hour that spring takes away in Berlin", "Europe/Berlin", "2027-03-28T02:30", "2027-03-28T01:30:00.000Z"],
  ["the hour that autumn brings twice in Berlin", "Europe/Berlin", "2027-10-31T02:30", "2027-10-31T00:30:00.000Z"],
  ["the morning after the clocks went back", "Europe/Berlin", "2027-10-31T09:00", "2027-10-31T08:00:00.000Z"],
  ["the hour that spring takes away in New York", "America/New_York", "2027-03-14T02:30", "2027-03-14T07:30:00.000Z"],
  ["the hour that autumn brings twice in New York", "America/New_York", "2027-11-07T01:30", "2027-11-07T05:30:00.000Z"],
  ["the half hour taken on Lord Howe", "Australia/Lord_Howe", "2027-10-03T02:15", "2027-10-02T15:45:00.000Z"],
  [
    "the half hour that comes twice on Lord Howe",
    "Australia/Lord_Howe",
    "2027-04-04T01:45",
    "2027-04-03T14:45:00.000Z",
  ],
  ["ten o'clock in Kathmandu, 5:45 ahead", "Asia/Kathmandu", "2027-05-05T10:00", "2027-05-05T04:15:00.000Z"],
  ["midnight in St John's, 2:30 behind in summer", "America/St_Johns", "2027-07-01T00:00", "2027-07-01T02:30:00.000Z"],
  ["a leap day", "Europe/Moscow", "2028-02-29T09:00", "2028-02-29T06:00:00.000Z"],
  ["the last of a month of 31 days", "Europe/Moscow", "2027-08-31T23:59", "2027-08-31T20:59:00.000Z"],
];

test.each(cases)("%s is told at its moment, a minute earlier is not, and once", async (_, timeZone, at, moment) => {
  const planner: Caller = { ...company.owner, timeZone, now: after(moment, -3600 * 5) };
  const { tasks } = await add(planner, { text: "At its moment", at, remind: [0], performerIds: [] });
  const told = async () =>
    (await list(company.owner, {})).notifications.filter(({ about }) => about.id === tasks[0]!.id);
  await tell(after(moment, -60));
  expect(await told()).toEqual([]);
  await tell(moment);
  await tell(after(moment, 3600));
  expect((await told()).map((notice) => notice.at)).toEqual([moment]);
});

test.each(["2027-02-29T09:00", "2027-04-31T09:00", "2027-03-28T24:00", "2027-03-28T09:60", "2027-3-28T09:00"])(
  "%s is no wall time: refused at its field, and nothing is planned",
  (at) => {
    const read = tasksContract.add.body!.safeParse({ text: "Never", at });
    expect(read.error?.issues.map(({ path }) => path)).toContainEqual(["at"]);
  },
);
