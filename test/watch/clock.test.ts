import { afterAll, beforeAll, expect, test } from "vitest";
import * as companies from "#shared/companies/companies.ts";
import { forgetContext } from "#shared/companies/context.ts";
import type { Job } from "#shared/jobs/schema.ts";
import type { Reminder } from "#shared/reminders/schema.ts";
import { storeOf } from "#shared/table/store.ts";
import { round } from "#shared/watch/round.ts";
import { aCompany, type TestCompany } from "../support/callers.ts";
import { startEngine, type Engine } from "../support/engine.ts";

let engine: Engine;
beforeAll(async () => {
  engine = await startEngine();
});
afterAll(() => engine.stop());

async function inZone(timeZone: string, roundAt?: string): Promise<TestCompany> {
  const company = await aCompany();
  const { ver } = await companies.get(company.owner);
  await companies.change(company.owner, { ver, timeZone, ...(roundAt ? { roundAt } : {}) });
  forgetContext(company.id);
  return company;
}

/** Days and states of the rounds of a company. */
async function jobsOf({ system }: TestCompany): Promise<string[]> {
  const { items } = await storeOf(system).items({ pk: "JOB" });
  return items.map(({ d }) => d as Job).map(({ subject, state }) => `${subject} ${state}`);
}

/** The moments of the rounds that follow one another from a moment on. */
async function moments(company: TestCompany, from: string, count: number): Promise<string[]> {
  let reminder: Reminder = {
    kind: "round",
    about: { kind: "company", id: company.id },
    at: from,
    data: { arm: "1" },
  };
  const found: string[] = [];
  while (found.length < count) {
    const fired = await round({ ...company.system, now: reminder.at }, reminder);
    reminder = fired!.next!;
    found.push(reminder.at);
  }
  return found;
}

test.each([
  ["Asia/Kathmandu", "2026-11-30T12:00:00.000Z", ["2026-12-01T00:15:00.000Z", "2026-12-02T00:15:00.000Z"]],
  ["America/St_Johns", "2026-11-30T12:00:00.000Z", ["2026-12-01T09:30:00.000Z", "2026-12-02T09:30:00.000Z"]],
  // Clocks go forward and back on these Sundays; Lord Howe changes by half an hour.
  ["Europe/Berlin", "2027-03-26T12:00:00.000Z", ["2027-03-27T05:00:00.000Z", "2027-03-28T04:00:00.000Z"]],
  ["America/New_York", "2026-10-30T12:00:00.000Z", ["2026-10-31T10:00:00.000Z", "2026-11-01T11:00:00.000Z"]],
  ["Australia/Lord_Howe", "2026-10-02T12:00:00.000Z", ["2026-10-02T19:30:00.000Z", "2026-10-03T19:00:00.000Z"]],
])("goes at six by the clocks of %s", async (zone, from, expected) => {
  expect(await moments(await inZone(zone), from, 2)).toEqual(expected);
});

test("a round whose hour the clocks skip goes an hour later, one they show twice goes once", async () => {
  const company = await inZone("Europe/Berlin", "02:30");
  expect(await moments(company, "2027-03-27T12:00:00.000Z", 2)).toEqual([
    "2027-03-28T01:30:00.000Z",
    "2027-03-29T00:30:00.000Z",
  ]);
  expect(await moments(company, "2026-10-24T12:00:00.000Z", 2)).toEqual([
    "2026-10-25T00:30:00.000Z",
    "2026-10-26T01:30:00.000Z",
  ]);
});

test("a company has its rounds from its founding on, and one after days that were missed", async () => {
  const company = await aCompany();
  const tick = async (at: string) => {
    await engine.tick(at);
    await engine.pump();
  };
  const founded = new Date(Date.now() + 5000).toISOString();
  await tick(founded);
  expect(await jobsOf(company)).toEqual([]);
  const day = (days: number) => new Date(Date.parse(founded) + days * 86_400_000).toISOString().slice(0, 10);
  await tick(`${day(2)}T03:00:00Z`);
  expect(await jobsOf(company)).toEqual([`${day(2)} done`]);
  await tick(`${day(4)}T10:00:00Z`);
  expect(await jobsOf(company)).toEqual([`${day(2)} done`, `${day(4)} done`]);
});
