import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import type { Caller } from "#shared/caller.ts";
import * as clients from "#shared/clients/clients.ts";
import * as dates from "#shared/dates/dates.ts";
import { memorable } from "#shared/dates/memorable.ts";
import type { DateFields } from "#shared/dates/schema.ts";
import { reminderKey } from "#shared/reminders/items.ts";
import type { Reminder } from "#shared/reminders/schema.ts";
import { storeOf } from "#shared/table/store.ts";
import type * as z from "zod";
import { aCompany, type TestCompany } from "../support/callers.ts";
import { startEngine, type Engine } from "../support/engine.ts";
import { active, on, roundOn } from "../watch/rounds.ts";

let engine: Engine;
beforeAll(async () => {
  engine = await startEngine();
});
afterAll(() => engine.stop());

let company: TestCompany;
let seller: Caller;
let clientId: string;
beforeEach(async () => {
  company = await aCompany({ language: "en" });
  seller = await active(company, "sales_manager");
  const at = on(seller, "2027-01-01");
  clientId = (await clients.create(at, { name: "Press", kind: "organisation", phones: [], emails: [] })).id;
});

function aContact(birthday: string | undefined, day = "2027-01-01") {
  const fields = { lastName: "Petrova", firstName: "Anna", phones: [], emails: [], ...(birthday ? { birthday } : {}) };
  return clients.addContact(on(seller, day), { clientId, ...fields });
}

function aDate(fields: Partial<z.infer<typeof DateFields>>, day = "2027-01-01") {
  const whole = { kind: "anniversary" as const, title: "Ten years", day: "2027-03-10", yearly: true, ...fields };
  return dates.add(on(seller, day), { clientId, ...whole });
}

/** What the curator would be told at the moments that wait, with the moment. */
async function waiting(id: string, about: "contact" | "memorable", on: string) {
  const item = await storeOf(company.system).item(
    reminderKey({ kind: "memorable", about: { kind: about, id }, part: on }),
  );
  if (!item) return undefined;
  const reminder = item["d"] as Reminder;
  const fired = await memorable({ ...company.system, now: reminder.at }, reminder);
  return { at: reminder.at, userId: reminder.userId, values: fired?.notices?.[0]?.values };
}

test("a birthday is told once a year, three days ahead, at the morning of the curator", async () => {
  const { id } = await aContact("1984-03-10");
  for (const day of ["2027-03-06", "2027-03-07"]) await roundOn(company.system, day);
  // The seventh is a Sunday, so the Friday before told it already.
  expect(await waiting(id, "contact", "2027-03-10")).toBeDefined();
  const moved = await aContact("1990-03-12");
  await roundOn(company.system, "2027-03-08");
  expect(await waiting(moved.id, "contact", "2027-03-12")).toBeUndefined();
  await roundOn(company.system, "2027-03-09");
  expect(await waiting(moved.id, "contact", "2027-03-12")).toEqual({
    at: "2027-03-09T05:30:00.000Z",
    userId: seller.userId,
    values: { what: "Birthday: Petrova Anna", when: "2027-03-12", client: "Press" },
  });
  expect((await roundOn(company.system, "2027-03-10")).write).toBeLessThan(20);
  for (const day of ["2028-03-08", "2028-03-09"]) await roundOn(company.system, day);
  expect(await waiting(moved.id, "contact", "2028-03-12")).toBeDefined();
});

test("a birthday of 29 February is told for the 28th in other years", async () => {
  const { id } = await aContact("1996-02-29");
  await roundOn(company.system, "2027-02-25");
  expect(await waiting(id, "contact", "2027-02-28")).toMatchObject({ values: { when: "2027-02-28" } });
});

test("one that is changed or deleted meanwhile is not told, its new day is", async () => {
  const contact = await aContact("1984-03-10");
  await roundOn(company.system, "2027-03-08");
  await clients.changeContact(on(seller, "2027-03-08"), {
    clientId,
    id: contact.id,
    ver: contact.ver,
    lastName: "Petrova",
    phones: [],
    emails: [],
    birthday: "1984-03-11",
  });
  expect((await waiting(contact.id, "contact", "2027-03-10"))?.values).toBeUndefined();
  await roundOn(company.system, "2027-03-09");
  expect((await waiting(contact.id, "contact", "2027-03-11"))?.values).toMatchObject({ when: "2027-03-11" });
  await clients.removeContact(on(seller, "2027-03-09"), { clientId, id: contact.id });
  expect((await waiting(contact.id, "contact", "2027-03-11"))?.values).toBeUndefined();
});

test("a date of a client is told with its own lead time, one that comes once is told once", async () => {
  const once = await aDate({ day: "2027-03-10", yearly: false, leadDays: 20 });
  const yearly = await aDate({ day: "03-10", yearly: true, leadDays: 0 });
  await roundOn(company.system, "2027-02-18");
  expect(await waiting(once.id, "memorable", "2027-03-10")).toMatchObject({ values: { what: "Ten years" } });
  await roundOn(company.system, "2027-03-09");
  expect(await waiting(yearly.id, "memorable", "2027-03-10")).toBeUndefined();
  await roundOn(company.system, "2027-03-10");
  expect(await waiting(yearly.id, "memorable", "2027-03-10")).toBeDefined();
  await roundOn(company.system, "2028-03-10");
  expect(await waiting(once.id, "memorable", "2028-03-10")).toBeUndefined();
  expect(await waiting(yearly.id, "memorable", "2028-03-10")).toBeDefined();
});

test("a card shows its dates and the birthdays of its contact persons, the next one first", async () => {
  await aContact("1984-06-01");
  await aContact(undefined);
  const old = await aDate({ day: "2026-12-01", yearly: false, title: "Over" });
  const soon = await aDate({ day: "02-01", title: "Soon" });
  const caller = on(seller, "2027-01-02");
  const shown = async () => (await dates.list(caller, { clientId })).dates.map(({ title, nextOn }) => [title, nextOn]);
  expect(await shown()).toEqual([
    ["Soon", "2027-02-01"],
    ["Petrova Anna", "2027-06-01"],
    ["Over", undefined],
  ]);
  const { id, ver } = soon;
  await dates.change(caller, { clientId, id, ver, kind: "other", title: "Later", day: "12-31", yearly: true });
  await dates.remove(caller, { clientId, id: old.id });
  expect(await shown()).toEqual([
    ["Petrova Anna", "2027-06-01"],
    ["Later", "2027-12-31"],
  ]);
});

test("refuses a day without a year that comes once, a contact of another card, a foreign card, one date too many", async () => {
  await expect(aDate({ day: "05-01", yearly: false })).rejects.toMatchObject({
    details: { issues: [{ path: "day", message: "date_without_year" }] },
  });
  const caller = on(seller, "2027-01-01");
  const other = await clients.create(caller, { name: "Other", kind: "organisation", phones: [], emails: [] });
  const contact = await clients.addContact(caller, { clientId: other.id, lastName: "X", phones: [], emails: [] });
  await expect(aDate({ contactId: contact.id })).rejects.toMatchObject({ code: "invalid_input" });
  const stranger = await company.as("observer");
  const fields = { clientId, kind: "other" as const, title: "X", day: "2027-05-01", yearly: false };
  await expect(dates.add(stranger, fields)).rejects.toMatchObject({ code: "forbidden" });
  await Promise.all(Array.from({ length: 50 }, () => aDate({})));
  await expect(aDate({})).rejects.toMatchObject({ details: { reason: "too_many_dates" } });
});
