import type { Caller } from "../caller.ts";
import { contactName } from "../clients/columns.ts";
import { contactsAt } from "../clients/lookup.ts";
import { recordOf } from "../table/entity.ts";
import { storeOf } from "../table/store.ts";
import { DateTable } from "./table.ts";

/** A date by the record it stands in: one of a client, or the birthday of a contact person. */
export interface DateKey {
  id: string;
  clientId: string;
  of: "contact" | "memorable";
}

/** A date as its record is now. */
export interface DateNow extends DateKey {
  /** The name of the person, or what the date is called. */
  title: string;
  day: string;
  yearly: boolean;
  leadDays?: number | undefined;
}

/** Dates as their records are now; those that are gone or have no day any more are left out. */
export async function datesAt(caller: Caller, keys: readonly DateKey[]): Promise<Map<string, DateNow>> {
  const [contacts, items] = await Promise.all([
    contactsAt(
      caller,
      keys.filter(({ of }) => of === "contact"),
    ),
    storeOf(caller).itemsAt(keys.filter(({ of }) => of === "memorable").map((key) => DateTable.key(key))),
  ]);
  const found = new Map<string, DateNow>();
  for (const contact of contacts.values()) {
    const { id, clientId, birthday: day } = contact;
    if (day) found.set(id, { id, clientId, of: "contact", title: contactName(contact), day, yearly: true });
  }
  for (const item of items) {
    const date = item && recordOf(DateTable, item);
    if (date && !date.deletedAt) found.set(date.id, { ...date, of: "memorable" });
  }
  return found;
}
