import type { Caller } from "../caller.ts";
import { mustClient } from "../clients/clients.ts";
import { contactName } from "../clients/columns.ts";
import { contactsAt, contactsOf } from "../clients/lookup.ts";
import type { Contact } from "../clients/schema.ts";
import { invalid, notFound, Problem } from "../errors.ts";
import type { Input } from "../http/contract.ts";
import { newId } from "../ids.ts";
import { mustBeSeen } from "../table/retry.ts";
import { storeOf } from "../table/store.ts";
import { dayIn } from "../time.ts";
import type { datesContract } from "./contract.ts";
import { occurrenceOn } from "./days.ts";
import type { DateView, MemorableDate } from "./schema.ts";
import { datesOf, DateTable } from "./table.ts";

type In<K extends keyof typeof datesContract> = Input<(typeof datesContract)[K]>;

/** Dates of one client at most. */
const MOST_DATES = 50;

/** Dates of a client and birthdays of its contact persons, the next one first, those that are over last. */
export async function list(caller: Caller, { clientId }: In<"list">): Promise<{ dates: DateView[] }> {
  await mustClient(caller, clientId, "read");
  const [dates, contacts] = await Promise.all([ofClient(caller, clientId), contactsOf(caller, clientId)]);
  const shown = [
    ...dates.map((date) => dateView(caller, date)),
    ...contacts.flatMap((contact) => birthdayView(caller, contact)),
  ];
  return { dates: shown.sort((one, other) => ((one.nextOn ?? "~") < (other.nextOn ?? "~") ? -1 : 1)) };
}

/** Adds a date of a client. */
export async function add(caller: Caller, { clientId, ...fields }: In<"add">): Promise<DateView> {
  await mustClient(caller, clientId, "write");
  await check(caller, clientId, fields);
  if ((await ofClient(caller, clientId)).length >= MOST_DATES)
    throw new Problem("invalid_state", { reason: "too_many_dates", params: { most: MOST_DATES } });
  const tx = storeOf(caller).tx();
  const date = tx.create(DateTable, { ...fields, id: newId("memorable"), clientId });
  return tx.commit(dateView(caller, date));
}

/** Changes a date on the version that was seen; what is not given is taken away. */
export async function change(caller: Caller, { clientId, id, ver, ...fields }: In<"change">): Promise<DateView> {
  const before = await mustDate(caller, clientId, id);
  mustBeSeen(before, ver);
  await check(caller, clientId, fields);
  const tx = storeOf(caller).tx();
  const blank = { contactId: undefined, leadDays: undefined };
  return tx.commit(dateView(caller, tx.update(DateTable, before, { ...blank, ...fields })));
}

/** Puts a date into the recycle bin: nobody is told of it any more. */
export async function remove(caller: Caller, { clientId, id }: In<"remove">) {
  const before = await mustDate(caller, clientId, id);
  const tx = storeOf(caller).tx();
  tx.trash(DateTable, before);
  return tx.commit({});
}

function ofClient(caller: Caller, clientId: string): Promise<MemorableDate[]> {
  return storeOf(caller).query(DateTable, { pk: datesOf(clientId), consistent: true });
}

async function mustDate(caller: Caller, clientId: string, id: string): Promise<MemorableDate> {
  await mustClient(caller, clientId, "write");
  const date = await storeOf(caller).get(DateTable, { clientId, id });
  if (!date) throw notFound();
  return date;
}

async function check(
  caller: Caller,
  clientId: string,
  { contactId, day, yearly }: Pick<MemorableDate, "contactId" | "day" | "yearly">,
): Promise<void> {
  if (day.length !== 10 && !yearly) throw invalid("day", "date_without_year");
  if (contactId && !(await contactsAt(caller, [{ clientId, id: contactId }])).has(contactId))
    throw invalid("contactId", "not_one_of");
}

function dateView(caller: Caller, date: MemorableDate): DateView {
  const { id, ver, clientId, contactId, kind, title, day, yearly, leadDays } = date;
  const nextOn = occurrenceOn(date, dayIn(caller.now, caller.timeZone));
  return { id, ver, clientId, contactId, kind, title, day, yearly, leadDays, nextOn, ofContact: false };
}

function birthdayView(caller: Caller, contact: Contact): DateView[] {
  const { id, ver, clientId, birthday: day } = contact;
  if (!day) return [];
  const nextOn = occurrenceOn({ day, yearly: true }, dayIn(caller.now, caller.timeZone));
  const title = contactName(contact);
  return [{ id, ver, clientId, contactId: id, kind: "birthday", title, day, yearly: true, nextOn, ofContact: true }];
}
