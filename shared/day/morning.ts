import { awayOn } from "../absences/away.ts";
import { workingDay } from "../calendars/hours.ts";
import { calendarOf } from "../calendars/lookup.ts";
import type { Caller } from "../caller.ts";
import { readerOf, type Reader } from "../notifications/settings.ts";
import type { Fired } from "../reminders/fire.ts";
import type { Reminder } from "../reminders/schema.ts";
import type { Key } from "../table/entity.ts";
import { storeOf } from "../table/store.ts";
import { dayIn, type Instant } from "../time.ts";
import { dayAfter, instantOf } from "../wall.ts";
import { dayOf, writeDay } from "./letter.ts";

/**
 * Writes an employee what his day holds, at his hour in his zone. A day that holds nothing needs no letter. Mornings that
 * were missed are not made up for: there is one letter, for today; and one a day, whatever becomes of his hour or zone. Whoever
 * is away gets none, and a day off needs one only where something is planned for it.
 */
export async function morning(caller: Caller, reminder: Reminder): Promise<Fired | undefined> {
  const { userId, data } = reminder;
  const reader = userId ? await readerOf(caller, userId) : undefined;
  if (!userId || !reader?.morning) return undefined;
  const next = { ...reminder, at: nextMorning(reader, caller.now), data: {} };
  if (data?.["arm"]) return { next };
  const today = dayIn(caller.now, reader.timeZone);
  const written = (await storeOf(caller).item(writtenKey(userId)))?.["d"] as { day: string } | undefined;
  if (written && written.day >= today) return { next };
  if (await awayOn(caller, userId, caller.now)) return { next };
  const day = await dayOf(caller, reader);
  const to = reader.employee.email;
  if (!day || !to || (day.late.length === 0 && day.planned.length === 0)) return { next };
  const { calendar } = await calendarOf(caller, userId);
  if (!workingDay(calendar, today) && (reader.quietDaysOff || day.planned.length === 0)) return { next };
  return {
    next,
    also(tx) {
      writeDay(tx, caller.tenant, reader, day, to);
      tx.put({ ...writtenKey(userId), entity: "written", d: { day: today } });
    },
  };
}

/** Where the day of an employee's last letter stands. */
function writtenKey(userId: string): Key {
  return { pk: `R#${userId}`, sk: "written" };
}

/** The first of an employee's mornings after a moment. */
export function nextMorning({ morningAt, timeZone }: Pick<Reader, "morningAt" | "timeZone">, now: Instant): Instant {
  const today = dayIn(now, timeZone);
  const first = instantOf(`${today}T${morningAt}`, timeZone);
  return first > now ? first : instantOf(`${dayAfter(today, 1)}T${morningAt}`, timeZone);
}
