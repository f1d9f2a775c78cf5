import * as z from "zod";
import type { Day, Instant } from "./time.ts";

/**
 * Wall time to the minute, `2026-12-01T10:00`, from 1900 to 2199: what lies beyond is a slip of the pen. A time that does
 * not exist on the calendar is refused.
 */
export const WallTime = z.iso
  .datetime({ local: true, offset: false, precision: -1 })
  .refine((text) => !text.endsWith("Z"), { error: "wrong_format" })
  .refine((text) => text >= "1900" && text < "2200", { error: "year_out_of_reach" });
/** {@link WallTime} as a type. */
export type WallTime = z.infer<typeof WallTime>;

const DAY_MS = 86_400_000;
/** Zones remembered at most: one may be written in many ways, in small letters and capitals. */
const MOST_WRITERS = 1000;
const writers = new Map<string, Intl.DateTimeFormat>();

/** What clocks of a zone show at a moment, to the second: `2026-12-01 10:00:00`. The Swedish locale writes as ISO 8601 does. */
function shown(atMs: number, timeZone: string): string {
  let writer = writers.get(timeZone);
  if (!writer) {
    if (writers.size >= MOST_WRITERS) writers.clear();
    writer = new Intl.DateTimeFormat("sv-SE", { timeZone, dateStyle: "short", timeStyle: "medium" });
    writers.set(timeZone, writer);
  }
  return writer.format(atMs);
}

/** How far the clocks of a zone are ahead of UTC at a moment, both in ms. Throws RangeError where there is no such zone. */
export function offsetMs(atMs: number, timeZone: string): number {
  const second = Math.floor(atMs / 1000) * 1000;
  return Date.parse(`${shown(second, timeZone).replace(" ", "T")}Z`) - second;
}

/** Wall time of a moment in a zone. Throws RangeError where there is no such zone. */
export function wallOf(moment: Instant | Date, timeZone: string): WallTime {
  return shown(new Date(moment).getTime(), timeZone).slice(0, 16).replace(" ", "T");
}

/**
 * The moment of a wall time in a zone, by RFC 5545, 3.3.5: a time the clocks show twice is the first of the two, one
 * they skip is read with the offset before the skip, so half past two in a gap of an hour is half past three.
 */
export function instantOf(wall: WallTime, timeZone: string): Instant {
  const wanted = Date.parse(`${wall}Z`);
  // No zone changes its clocks twice in two days.
  const before = wanted - offsetMs(wanted - DAY_MS, timeZone);
  const behind = wanted - offsetMs(wanted + DAY_MS, timeZone);
  const found = [before, behind]
    .filter((moment) => moment + offsetMs(moment, timeZone) === wanted)
    .sort((one, other) => one - other);
  return new Date(found[0] ?? before).toISOString();
}

/** The day so many days after a day. */
export function dayAfter(day: Day, days: number): Day {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * DAY_MS).toISOString().slice(0, 10);
}

/** Whole days from one day to another. */
export function daysBetween(from: Day, to: Day): number {
  return Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / DAY_MS);
}

/** Wall time so many minutes of the wall clock after another: calendars count so, whatever the clocks do in between. */
export function wallAfter(wall: WallTime, minutes: number): WallTime {
  return new Date(Date.parse(`${wall}Z`) + minutes * 60_000).toISOString().slice(0, 16);
}
