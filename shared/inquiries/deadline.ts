import { addWorkingMinutes, workingMinutesBetween } from "../calendars/hours.ts";
import { calendarOf } from "../calendars/lookup.ts";
import type { Caller } from "../caller.ts";
import { after, type Instant } from "../time.ts";

/**
 * The moment by which so many working minutes have passed, by the calendar of an employee, else of the company. Where
 * nobody ever works by it, minutes of the clock count: a deadline there must be.
 */
export async function workingAfter(
  caller: Caller,
  assigneeId: string | undefined,
  from: Instant,
  minutes: number,
): Promise<Instant> {
  const { calendar, timeZone } = await calendarOf(caller, assigneeId);
  try {
    return addWorkingMinutes(calendar, timeZone, from, minutes);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    return after(from, minutes * 60);
  }
}

/** Whole working minutes from one moment to another, by the calendar of an employee, else of the company. */
export async function workingBetween(
  caller: Caller,
  assigneeId: string | undefined,
  from: Instant,
  to: Instant,
): Promise<number> {
  const { calendar, timeZone } = await calendarOf(caller, assigneeId);
  return Math.max(0, Math.round(workingMinutesBetween(calendar, timeZone, from, to)));
}
