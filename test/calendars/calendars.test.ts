import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { add, change, countries, holidays, list, remove } from "#shared/calendars/calendars.ts";
import { calendarsContract } from "#shared/calendars/contract.ts";
import { calendarOf, mainOf } from "#shared/calendars/lookup.ts";
import { usualWeek, type Interval } from "#shared/calendars/schema.ts";
import { change as changeEmployee, close } from "#shared/employees/employees.ts";
import { employeesContract } from "#shared/employees/contract.ts";
import { newId } from "#shared/ids.ts";
import { aCompany } from "#test/support/callers.ts";
import { startEngine, type Engine } from "#test/support/engine.ts";
import { joined, signedUp } from "#test/support/people.ts";
import { problemOf } from "#test/support/problems.ts";

let engine: Engine;
beforeAll(async () => void (engine = await startEngine()));
afterAll(() => engine.stop());

const week = [...usualWeek];
const shifts: Interval[][] = week.map(() => [{ from: "08:00", to: "20:00" }]);

describe("the main calendar", () => {
  test("is there from the first day: Monday to Friday from nine to six, by its name in the company's language", async () => {
    const { owner } = await aCompany({ language: "ru" });
    const { calendars } = await list(owner);
    expect(calendars).toMatchObject([{ name: "Основной календарь", main: true, week, exceptions: [], ver: 1 }]);
    expect(await mainOf(owner)).toEqual(calendars[0]);
    expect(await calendarOf(owner)).toEqual({ calendar: calendars[0], timeZone: "Europe/Moscow" });
  });

  test("is changed like any other, and of two who change it at once one is told", async () => {
    const { owner } = await aCompany();
    const [main] = (await list(owner)).calendars;
    const settled = await Promise.allSettled(
      ["Ours", "Theirs"].map((name) => change(owner, { id: main!.id, ver: 1, name })),
    );
    expect(settled.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
    const { calendars } = await list(owner);
    expect(calendars).toHaveLength(1);
    expect(calendars[0]).toMatchObject({ main: true, ver: 2, week });
    await expect(change(owner, { id: main!.id, ver: 1, week: shifts })).rejects.toMatchObject({
      code: "conflict",
      details: { reason: "stale", current: { ver: 2 } },
    });
    await change(owner, { id: main!.id, ver: 2, week: shifts, country: "RU" });
    expect((await mainOf(owner)).week).toEqual(shifts);
    expect((await change(owner, { id: main!.id, ver: 3, country: null })).country).toBeUndefined();
  });

  test("is exactly one: another takes its place in the same moment, also when two do at once", async () => {
    const { owner } = await aCompany();
    const first = await add(owner, { name: "North", week, exceptions: [] });
    const second = await add(owner, { name: "South", week: shifts, exceptions: [] });
    expect((await list(owner)).calendars.map(({ main }) => main ?? false)).toEqual([true, false, false]);
    await Promise.allSettled([first, second].map(({ id, ver }) => change(owner, { id, ver, main: true })));
    const mains = (await list(owner)).calendars.filter(({ main }) => main);
    expect(mains).toHaveLength(1);
    expect([first.id, second.id]).toContain(mains[0]!.id);
    expect((await list(owner)).calendars).toHaveLength(3);
  });

  test("cannot be removed; the one before it can, once another is the main one, and does not come back", async () => {
    const { owner } = await aCompany();
    const [usual] = (await list(owner)).calendars;
    await expect(remove(owner, { id: usual!.id })).rejects.toMatchObject({ details: { reason: "main_calendar" } });
    const { id } = await add(owner, { name: "Shifts", week: shifts, exceptions: [] });
    await change(owner, { id, ver: 1, main: true });
    await expect(remove(owner, { id })).rejects.toMatchObject({ details: { reason: "main_calendar" } });
    await remove(owner, { id: usual!.id });
    expect((await list(owner)).calendars.map((one) => one.id)).toEqual([id]);
    expect((await mainOf(owner)).id).toBe(id);
  });
});

describe("an employee", () => {
  test("works by his own calendar and zone where he has them, else by the company's", async () => {
    const { owner, as } = await aCompany();
    const { userId: id } = await as("sales_manager");
    const { id: calendarId } = await add(owner, { name: "Shifts", week: shifts, exceptions: [] });
    expect(await calendarOf(owner, id)).toMatchObject({ calendar: { main: true }, timeZone: "Europe/Moscow" });
    const changed = await changeEmployee(owner, { id, ver: 1, calendarId, timeZone: "Asia/Kathmandu" });
    expect(changed).toMatchObject({ calendarId, timeZone: "Asia/Kathmandu" });
    expect(await calendarOf(owner, id)).toMatchObject({ calendar: { id: calendarId }, timeZone: "Asia/Kathmandu" });
    expect(await calendarOf(owner)).toMatchObject({ calendar: { main: true }, timeZone: "Europe/Moscow" });
    const without = await changeEmployee(owner, { id, ver: 2, calendarId: null, timeZone: null });
    expect(without.calendarId).toBeUndefined();
    expect(await calendarOf(owner, id)).toMatchObject({ calendar: { main: true }, timeZone: "Europe/Moscow" });
  });

  test("is given no calendar that the company does not have", async () => {
    const { owner, as } = await aCompany();
    const other = await aCompany();
    const { id: foreign } = await add(other.owner, { name: "Foreign", week, exceptions: [] });
    const { userId: id } = await as("sales_manager");
    for (const calendarId of [foreign, newId("calendar")]) {
      await expect(changeEmployee(owner, { id, ver: 1, calendarId })).rejects.toMatchObject({
        code: "invalid_input",
        details: { issues: [{ path: "calendarId", message: "not_one_of" }] },
      });
    }
  });

  test("holds his calendar: it is not removed until he has another or has left", async () => {
    const { owner, as } = await aCompany();
    const manager = await as("sales_manager");
    const { id: calendarId } = await add(owner, { name: "Shifts", week: shifts, exceptions: [] });
    await changeEmployee(owner, { id: manager.userId, ver: 1, calendarId });
    await expect(remove(owner, { id: calendarId })).rejects.toMatchObject({
      code: "invalid_state",
      details: { reason: "calendar_in_use" },
    });
    await close(owner, { id: manager.userId, ver: 2 });
    await remove(owner, { id: calendarId });
    expect(await calendarOf(owner, manager.userId)).toMatchObject({ calendar: { main: true } });
  });
});

describe("holidays", () => {
  test("of a country and year are proposed in the caller's language, each day once and in order", async () => {
    const { owner } = await aCompany({ language: "ru" });
    const { holidays: russian } = await holidays(owner, { country: "RU", year: 2027 });
    const days = russian.map(({ day }) => day);
    expect(days).toEqual([...new Set(days)].sort());
    expect(russian).toContainEqual({ day: "2027-02-23", name: "День защитника Отечества", intervals: [] });
    for (const day of ["2027-01-01", "2027-01-02", "2027-01-06", "2027-01-07", "2027-05-09", "2027-11-04"])
      expect(days).toContain(day);
    const { holidays: english } = await holidays({ ...owner, language: "en" }, { country: "RU", year: 2027 });
    expect(english.find(({ day }) => day === "2027-01-01")?.name).toMatch(/New Year/);
    const { holidays: turkish } = await holidays(owner, { country: "TR", year: 2027 });
    expect(turkish.filter(({ day }) => day.startsWith("2027-03")).map(({ day }) => day)).toEqual([
      "2027-03-09",
      "2027-03-10",
      "2027-03-11",
    ]);
    const { calendars } = await list(owner);
    const { id, ver } = calendars[0]!;
    expect(await change(owner, { id, ver, exceptions: russian })).toMatchObject({ exceptions: russian });
  });

  test("of every known country can be taken into a calendar", async () => {
    const { owner } = await aCompany();
    const { countries: known } = await countries();
    expect(known.length).toBeGreaterThan(150);
    let proposed = 0;
    for (const country of known) {
      const found = await holidays(owner, { country, year: 2027 }).catch(() => undefined);
      if (!found) continue;
      proposed += 1;
      expect(calendarsContract.holidays.output.safeParse(found).success, country).toBe(true);
    }
    expect(proposed).toBeGreaterThan(150);
  });

  test("of an unknown country are not made up", async () => {
    const { owner } = await aCompany();
    await expect(holidays(owner, { country: "XX", year: 2027 })).rejects.toMatchObject({
      code: "invalid_input",
      details: { issues: [{ path: "country", message: "no_holidays_known" }] },
    });
  });
});

test("through the API everybody reads calendars, an owner alone changes them, and wrong hours are told by their reason", async () => {
  const company = await signedUp(engine);
  const { call } = await joined(engine, company, { role: "sales_manager", name: "Sasha" });
  const { calendars } = await call(calendarsContract.list, {});
  const { id, ver } = calendars[0]!;
  expect((await problemOf(call(calendarsContract.change, { id, ver, name: "Mine" }))).status).toBe(403);
  expect((await problemOf(call(calendarsContract.add, { name: "Mine", week, exceptions: [] }))).status).toBe(403);
  expect((await problemOf(call(calendarsContract.remove, { id }))).status).toBe(403);
  const night = [[{ from: "22:00", to: "06:00" }], ...week.slice(1)];
  const wrong = await problemOf(company.call(calendarsContract.change, { id, ver, week: night }));
  expect(wrong).toMatchObject({ status: 400, issues: [{ path: "week.0.0.to" }] });
  expect(wrong.issues![0]!.message).toMatch(/midnight|00:00/);
  const none = await problemOf(company.call(calendarsContract.change, { id, ver, week: week.map(() => []) }));
  expect(none.issues![0]!.message).toMatch(/weekday needs working hours/);
  const zone = { id: (await call(employeesContract.list, {})).employees[0]!.id, ver: 1, timeZone: "Mars/Olympus" };
  expect(await problemOf(company.call(employeesContract.change, zone))).toMatchObject({
    status: 400,
    issues: [{ path: "timeZone" }],
  });
  const found = await call(calendarsContract.holidays, { country: "DE", year: 2027 });
  expect(found.holidays.length).toBeGreaterThan(8);
});
