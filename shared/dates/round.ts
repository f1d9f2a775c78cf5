import { workingDay } from "../calendars/hours.ts";
import { calendarOf } from "../calendars/lookup.ts";
import type { Caller } from "../caller.ts";
import { contactColumns } from "../clients/columns.ts";
import { clientsAt } from "../clients/lookup.ts";
import { Problem } from "../errors.ts";
import { readerOf } from "../notifications/settings.ts";
import { modelOf } from "../query/model.ts";
import { reminderMirror } from "../reminders/items.ts";
import { storeOf } from "../table/store.ts";
import type { Tx } from "../table/tx.ts";
import { after as laterBy, ttlAfter, type Day } from "../time.ts";
import { dayAfter, daysBetween, instantOf } from "../wall.ts";
import { dateColumns } from "./columns.ts";
import { LEAD_DAYS, occurrenceOn } from "./days.ts";
import { datesAt, type DateKey } from "./lookup.ts";
import { toldKey } from "./table.ts";

/** Dates looked at in one chunk, each by two actions. */
const MOST_READ = 40;
/** Days off in a row before which a date is told all the same. */
const MOST_DAYS_OFF = 14;
const MARKED_SECONDS = 400 * 24 * 3600;
/** A morning that is over is made up for after so many seconds. */
const SOON_SECONDS = 60;

/** A date that may be told today, with the day it falls on. */
interface Near extends DateKey {
  on: Day;
}

/** What a round must know to remember dates. */
export interface DatesRound {
  today: Day;
  /** Id of the last date looked at. */
  after: string;
  /** The company's own lead time. */
  leadDays: number | undefined;
  /** Keeps what was found between chunks. */
  found: (find: () => Promise<Near[]>) => Promise<Near[]>;
  /** Who is told for a curator. */
  readerFor: (curatorId: string | undefined) => string | undefined;
}

/**
 * Adds to a transaction what of the next dates near a day is to be told: a reminder to whoever leads the client, at his
 * morning of today, with the mark that this was done for this day of this date. Answers the last id looked at,
 * undefined where none is left.
 */
export async function memorableDates(caller: Caller, tx: Tx, round: DatesRound): Promise<string | undefined> {
  const { today, leadDays = LEAD_DAYS } = round;
  const near = await round.found(() => nearDates(caller, today, leadDays));
  const from = near.findIndex(({ id }) => id > round.after);
  const batch = from < 0 ? [] : near.slice(from, from + MOST_READ);
  const last = batch.at(-1);
  if (!last) return undefined;
  const [dates, clients, marks] = await Promise.all([
    datesAt(caller, batch),
    clientsAt(caller, [...new Set(batch.map(({ clientId }) => clientId))]),
    storeOf(caller).itemsAt(batch.map(({ id, on }) => toldKey(id, on))),
  ]);
  for (const [place, { id, clientId }] of batch.entries()) {
    const date = dates.get(id);
    const client = clients.get(clientId);
    const on = date && occurrenceOn(date, today);
    // One that was moved since is looked at tomorrow, by its new day.
    if (marks[place] || !date || !client || on !== batch[place]!.on) continue;
    const userId = round.readerFor(client.curatorId);
    const reader = userId ? await readerOf(caller, userId) : undefined;
    if (!userId || !reader) continue;
    if (today < (await tellDay(caller, userId, dayAfter(on, -(date.leadDays ?? leadDays))))) continue;
    const morning = instantOf(`${today}T${reader.morningAt}`, reader.timeZone);
    const soon = laterBy(caller.now, SOON_SECONDS);
    tx.mark(toldKey(id, on), { e: "told", ttl: ttlAfter(caller.now, MARKED_SECONDS) }, raced);
    tx.put(
      reminderMirror({
        kind: "memorable",
        about: { kind: date.of, id },
        userId,
        at: morning > soon ? morning : soon,
        part: on,
        data: { clientId, day: on },
      }),
    );
  }
  return last.id;
}

function raced(): Problem {
  return new Problem("conflict", { reason: "busy", raced: true });
}

/** The last working day by a day, in the calendar of whoever is told. */
async function tellDay(caller: Caller, userId: string, by: Day): Promise<Day> {
  const { calendar } = await calendarOf(caller, userId);
  for (let back = 0; back < MOST_DAYS_OFF; back++) {
    const day = dayAfter(by, -back);
    if (workingDay(calendar, day)) return day;
  }
  return by;
}

/** Dates that may be told on a day and were not yet, as the read model has them, by id. */
async function nearDates(caller: Caller, today: Day, leadDays: number): Promise<Near[]> {
  const [contacts, dates] = await Promise.all([modelOf(caller, contactColumns), modelOf(caller, dateColumns)]);
  const found: Near[] = [];
  const look = (key: DateKey, day: unknown, yearly: boolean, lead: number) => {
    const on = typeof day === "string" ? occurrenceOn({ day, yearly }, today) : undefined;
    if (on !== undefined && daysBetween(today, on) <= lead + MOST_DAYS_OFF) found.push({ ...key, on });
  };
  const birthday = contacts.reader("birthday");
  const clientOf = contacts.reader("clientId");
  for (const [slot, id] of contacts.ids.entries())
    if (contacts.alive[slot])
      look({ id, clientId: String(clientOf(slot)), of: "contact" }, birthday(slot), true, leadDays);
  const [client, day, yearly, lead] = ["clientId", "day", "yearly", "leadDays"].map((field) => dates.reader(field));
  for (const [slot, id] of dates.ids.entries()) {
    if (!dates.alive[slot]) continue;
    const key: DateKey = { id, clientId: String(client!(slot)), of: "memorable" };
    look(key, day!(slot), yearly!(slot) === true, Number(lead!(slot) ?? leadDays));
  }
  const marks = await storeOf(caller).itemsAt(found.map(({ id, on }) => toldKey(id, on)));
  return found.filter((_, place) => !marks[place]).sort((one, other) => (one.id < other.id ? -1 : 1));
}
