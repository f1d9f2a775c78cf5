import { afterAll, beforeAll, expect, test } from "vitest";
import { absencesContract } from "#shared/absences/contract.ts";
import { calendarsContract } from "#shared/calendars/contract.ts";
import { clientsContract } from "#shared/clients/contract.ts";
import { dayContract } from "#shared/day/contract.ts";
import { dictionariesContract } from "#shared/dictionaries/contract.ts";
import { notificationsContract } from "#shared/notifications/contract.ts";
import { tasksContract } from "#shared/tasks/contract.ts";
import { after, dayIn } from "#shared/time.ts";
import { dayAfter, instantOf } from "#shared/wall.ts";
import { startEngine, type Engine } from "../support/engine.ts";
import { joined, signedUp } from "../support/people.ts";
import { problemOf } from "../support/problems.ts";

let engine: Engine;
let company: Awaited<ReturnType<typeof signedUp>>;
const ZONE = "Europe/Moscow";
const today = dayIn(new Date().toISOString(), ZONE);

beforeAll(async () => {
  engine = await startEngine();
  company = await signedUp(engine);
  await workingDays([0, 1, 2, 3, 4, 5, 6]);
});
afterAll(() => engine.stop());

/** Makes these weekdays, Monday is 0, the working days of the company. */
async function workingDays(days: readonly number[]): Promise<void> {
  const { calendars } = await company.call(calendarsContract.list, {});
  const { id, ver, name } = calendars.find(({ main }) => main)!;
  const week = Array.from({ length: 7 }, (_, day) => (days.includes(day) ? [{ from: "09:00", to: "18:00" }] : []));
  await company.call(calendarsContract.change, { id, ver, name, week });
}

/** A colleague whose mornings have begun. */
async function colleague(name: string) {
  const one = await joined(engine, company, { role: "sales_manager", name });
  await tick(after(new Date().toISOString(), 60));
  return one;
}

async function tick(at: string): Promise<void> {
  await engine.tick(at);
  await engine.pump();
}

/** The moment of a wall time so many days from today. */
function on(days: number, time: string, zone = ZONE): string {
  return instantOf(`${dayAfter(today, days)}T${time}`, zone);
}

async function mornings(email: string) {
  return (await engine.inbox(email)).filter(({ subject }) => subject.startsWith("Your day"));
}

test("the letter of the morning names demonstrations first, then the plan, what others planned, and what is late; once", async () => {
  const seller = await colleague("Sergey Seller");
  const plan = (call: typeof seller.call, text: string, days: number, time: string, more: object = {}) =>
    call(tasksContract.add, { text, at: `${dayAfter(today, days)}T${time}`, ...more });
  const { dictionaries } = await company.call(dictionariesContract.list, {});
  const types = dictionaries.find(({ id }) => id === "activity_type")!.entries;
  const demonstration = types.find(({ code }) => code === "demonstration")!.id;
  const client = await seller.call(clientsContract.create, { name: "Northern Wind" });
  await plan(seller.call, "Was to be done", 2, "00:05");
  await plan(seller.call, "Call the bank", 2, "12:00");
  await plan(company.call, "Fill in the plan", 2, "13:00", { performerIds: [seller.employee.id] });
  await plan(seller.call, "Show the press", 2, "16:00", { clientId: client.id, typeId: demonstration });
  await tick(on(1, "08:30"));
  await tick(on(2, "08:29"));
  expect(await mornings(seller.email)).toHaveLength(0);
  await tick(on(2, "08:30"));
  await tick(on(2, "08:30"));
  await tick(on(2, "08:31"));
  const letters = await mornings(seller.email);
  expect(letters).toHaveLength(1);
  const { text } = letters[0]!.body;
  const places = ["Show the press, Northern Wind", "Call the bank", "Fill in the plan", "Was to be done"].map((one) =>
    text!.indexOf(one),
  );
  expect(places.every((place) => place >= 0)).toBe(true);
  expect(places).toEqual(places.toSorted((one, other) => one - other));
  expect(text).toContain("16:00");
});

test("three mornings that were missed give one letter; a day that holds nothing gives none", async () => {
  const seller = await colleague("Missed Mornings");
  await tick(on(1, "08:30"));
  expect(await mornings(seller.email)).toHaveLength(0);
  await seller.call(tasksContract.add, { text: "Wait", at: `${dayAfter(today, 2)}T20:00` });
  await tick(on(5, "11:00"));
  expect(await mornings(seller.email)).toHaveLength(1);
  await tick(on(5, "11:01"));
  await tick(on(6, "08:30"));
  expect(await mornings(seller.email)).toHaveLength(2);
});

test("whoever is away gets no letter, nor one on a day off for which nothing is planned", async () => {
  const seller = await colleague("Off And Away");
  const weekday = (days: number) => (new Date(`${dayAfter(today, days)}T00:00Z`).getUTCDay() + 6) % 7;
  await workingDays([0, 1, 2, 3, 4, 5, 6].filter((day) => day !== weekday(2) && day !== weekday(3)));
  await seller.call(tasksContract.add, { text: "Late", at: `${dayAfter(today, 1)}T07:00` });
  await seller.call(tasksContract.add, { text: "A fair on a day off", at: `${dayAfter(today, 3)}T12:00` });
  const absent = { employeeId: seller.employee.id, kind: "vacation" as const };
  await seller.call(absencesContract.add, { ...absent, from: dayAfter(today, 4), until: dayAfter(today, 4) });
  const had: number[] = [];
  for (const day of [1, 2, 3, 4, 5]) {
    await tick(on(day, "08:30"));
    had.push((await mornings(seller.email)).length);
  }
  expect(had).toEqual([1, 1, 2, 2, 3]);
  await workingDays([0, 1, 2, 3, 4, 5, 6]);
});

test("a changed hour gives no second letter on one day, and holds from the next morning", async () => {
  const seller = await colleague("Changed Hour");
  await seller.call(tasksContract.add, { text: "Wait", at: `${dayAfter(today, 1)}T20:00` });
  await tick(on(1, "08:30"));
  expect(await mornings(seller.email)).toHaveLength(1);
  const { ver } = await seller.call(notificationsContract.settings, {});
  await seller.call(notificationsContract.changeSettings, { ver, morningAt: "11:15" });
  // What is armed by the clock of this test is meant for the day of the tick.
  await tick(on(1, "09:00"));
  await tick(on(1, "11:15"));
  expect(await mornings(seller.email)).toHaveLength(1);
  await tick(on(2, "08:30"));
  expect(await mornings(seller.email)).toHaveLength(1);
  await tick(on(2, "11:15"));
  expect(await mornings(seller.email)).toHaveLength(2);
});

test("any day of his own is sent to whoever asks, so often an hour; a day that holds nothing too", async () => {
  const seller = await colleague("Asks Himself");
  const day = dayAfter(today, 1);
  await seller.call(tasksContract.add, { text: "Sign the contract", at: `${day}T10:00` });
  expect(await seller.call(dayContract.letter, { day })).toEqual({ to: seller.email });
  await seller.call(dayContract.letter, { day: dayAfter(today, 3) });
  await engine.pump();
  const [first, second] = await mornings(seller.email);
  expect(first!.body.text).toContain("Sign the contract");
  expect(first!.body.text).toContain(`/day?day=${day}`);
  expect(second!.body.text).toContain("Nothing is planned");
  for (let sent = 2; sent < 10; sent++) await seller.call(dayContract.letter, { day });
  expect((await problemOf(seller.call(dayContract.letter, { day }))).code).toBe("rate_limited");
});
