import type { Caller } from "../caller.ts";
import { find as findClient } from "../clients/clients.ts";
import { readerOf } from "../notifications/settings.ts";
import type { Fired } from "../reminders/fire.ts";
import type { Reminder } from "../reminders/schema.ts";
import { mustText } from "../texts.ts";
import { occurrenceOn } from "./days.ts";
import { datesAt, type DateKey } from "./lookup.ts";

/** Tells of a date whose day is near, unless it was moved or is gone meanwhile. */
export async function memorable(
  caller: Caller,
  { about, userId, at, data = {} }: Reminder,
): Promise<Fired | undefined> {
  const { clientId, day } = data;
  const reader = userId ? await readerOf(caller, userId) : undefined;
  if (!reader || !clientId || !day) return undefined;
  const key: DateKey = { id: about.id, clientId, of: about.kind === "contact" ? "contact" : "memorable" };
  const [date, client] = await Promise.all([
    datesAt(caller, [key]).then((found) => found.get(about.id)),
    findClient(caller, clientId),
  ]);
  if (!date || !client || occurrenceOn(date, day) !== day) return undefined;
  const what = date.of === "contact" ? mustText(reader.language, "dates.birthday", { name: date.title }) : date.title;
  const values = { what, when: day, client: client.name };
  return { notices: [{ kind: "memorable_date", about, path: `clients/${clientId}`, values, at }] };
}
