import * as z from "zod";

/** A moment as UTC text with milliseconds, `2026-11-22T09:30:00.000Z`: sorts as it reads. */
export const Instant = z.iso.datetime({ precision: 3 }).meta({ description: "UTC, ISO 8601 with milliseconds" });
/** {@link Instant} as a type. */
export type Instant = z.infer<typeof Instant>;

/** A day of the calendar, `2026-11-22`; a day that does not exist is refused. */
export const Day = z.iso.date();
/** {@link Day} as a type. */
export type Day = z.infer<typeof Day>;

/** An IANA time zone known to this runtime. */
export const TimeZone = z
  .string()
  .max(64)
  .refine(isTimeZone, { error: "unknown_time_zone" })
  .meta({ description: "IANA time zone, as Europe/Moscow" });

/** Zones remembered at most: one may be written in many ways, in small letters and capitals. */
const MOST_CLOCKS = 1000;
const clocks = new Map<string, Intl.DateTimeFormat>();

/**
 * The clock of a zone, made once: that takes longer than most requests. The Swedish locale writes dates as ISO 8601 does.
 * Throws RangeError where there is no such zone.
 */
function clockOf(timeZone: string): Intl.DateTimeFormat {
  const known = clocks.get(timeZone);
  if (known) return known;
  const clock = new Intl.DateTimeFormat("sv-SE", { timeZone, dateStyle: "short" });
  if (clocks.size >= MOST_CLOCKS) clocks.clear();
  clocks.set(timeZone, clock);
  return clock;
}

function isTimeZone(zone: string): boolean {
  try {
    clockOf(zone);
    return true;
  } catch {
    return false;
  }
}

/** The moment `seconds` after `now`. */
export function after(now: Instant, seconds: number): Instant {
  return new Date(Date.parse(now) + seconds * 1000).toISOString();
}

/** Seconds since 1970 of a moment `seconds` after `now`, as DynamoDB's TTL wants them. */
export function ttlAfter(now: Instant, seconds: number): number {
  return Math.floor(Date.parse(now) / 1000) + seconds;
}

/** The calendar day of a moment in a zone. */
export function dayIn(now: Instant, timeZone: string): Day {
  return clockOf(timeZone).format(new Date(now));
}
