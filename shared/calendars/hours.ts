import type { Day, Instant } from "../time.ts";
import { dayAfter, instantOf, offsetMs, wallOf } from "../wall.ts";
import { minutesOf, type Hours, type Interval } from "./schema.ts";

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;
/** How far working time is looked for: a calendar whose every day is a holiday ends here. */
const MOST_DAYS = 20 * 366;
/** Offsets are asked for every other day: no zone changes its clocks twice in two days. */
const STEP_MS = 2 * DAY_MS;

interface Span {
  from: number;
  to: number;
}

const exceptionsOf = new WeakMap<object, ReadonlyMap<Day, readonly Interval[]>>();

/** Working time of a day of the calendar, in its order; empty on a day off. */
export function intervalsOn({ week, exceptions }: Hours, day: Day): readonly Interval[] {
  let byDay = exceptionsOf.get(exceptions);
  if (!byDay) {
    byDay = new Map(exceptions.map(({ day: one, intervals }) => [one, intervals]));
    exceptionsOf.set(exceptions, byDay);
  }
  // Sunday is the first day of a Date's week, the last of a calendar's.
  return byDay.get(day) ?? week[(new Date(`${day}T00:00:00Z`).getUTCDay() + 6) % 7]!;
}

/** Whether anybody works on a day at all. */
export function workingDay(calendar: Hours, day: Day): boolean {
  return intervalsOn(calendar, day).length > 0;
}

/** Whether a moment is working time: the clocks of the zone show a time of an interval of that day. */
export function isWorking(calendar: Hours, timeZone: string, moment: Instant): boolean {
  const wall = wallOf(moment, timeZone);
  const time = wall.slice(11);
  return intervalsOn(calendar, wall.slice(0, 10)).some(({ from, to }) => from <= time && time < to);
}

/** The moment itself where it is working time, else the next at which work begins. RangeError within 20 years of none. */
export function nextWorkingMoment(calendar: Hours, timeZone: string, moment: Instant): Instant {
  for (const { from } of spans(calendar, timeZone, Date.parse(moment))) return new Date(from).toISOString();
  throw new RangeError("The calendar has no working time");
}

/**
 * The first moment by which so many minutes of working time have passed, the real ones where clocks change meanwhile:
 * an hour from 17:00 is 18:00, not 09:00 of the next day; no minutes is the moment itself.
 * RangeError for a negative number, and where 20 years do not have as many.
 */
export function addWorkingMinutes(calendar: Hours, timeZone: string, from: Instant, minutes: number): Instant {
  if (!(minutes >= 0)) throw new RangeError("Working time is added, not taken away");
  if (minutes === 0) return from;
  let left = minutes * MINUTE_MS;
  for (const span of spans(calendar, timeZone, Date.parse(from))) {
    const length = span.to - span.from;
    if (left <= length) return new Date(span.from + left).toISOString();
    left -= length;
  }
  throw new RangeError("The calendar has too little working time");
}

/**
 * The same time of the clock so many working days later, the day of the moment itself not counted; where nobody works
 * at that time, the end of work of that day. No days is the moment itself.
 * RangeError for a number that is negative or not whole, and where 20 years do not have as many.
 */
export function addWorkingDays(calendar: Hours, timeZone: string, from: Instant, days: number): Instant {
  if (!Number.isInteger(days) || days < 0) throw new RangeError("Working days are added whole, not taken away");
  if (days === 0) return from;
  const wall = wallOf(from, timeZone);
  let day = wall.slice(0, 10);
  let left = days;
  for (let looked = 0; left > 0; looked++) {
    if (looked === MOST_DAYS) throw new RangeError("The calendar has too few working days");
    day = dayAfter(day, 1);
    if (workingDay(calendar, day)) left -= 1;
  }
  const same = instantOf(`${day}T${wall.slice(11)}`, timeZone);
  if (isWorking(calendar, timeZone, same)) return same;
  const { to } = intervalsOn(calendar, day).at(-1)!;
  return instantOf(to === "24:00" ? `${dayAfter(day, 1)}T00:00` : `${day}T${to}`, timeZone);
}

/**
 * Minutes of working time from one moment to another, the real ones where clocks change meanwhile; a part of a minute
 * counts as such. Negative where the second comes first. Of a longer time only the first 20 years are counted.
 */
export function workingMinutesBetween(calendar: Hours, timeZone: string, from: Instant, to: Instant): number {
  if (to < from) return 0 - workingMinutesBetween(calendar, timeZone, to, from);
  const end = Date.parse(to);
  let sum = 0;
  for (const span of spans(calendar, timeZone, Date.parse(from))) {
    if (span.from >= end) break;
    sum += Math.min(span.to, end) - span.from;
  }
  return sum / MINUTE_MS;
}

/** Working time from a moment on, in its order, in ms since 1970; it ends after {@link MOST_DAYS}. */
function* spans(calendar: Hours, timeZone: string, from: number): Generator<Span> {
  const last = from + MOST_DAYS * DAY_MS;
  let offset = offsetMs(from, timeZone);
  for (let at = from; at < last;) {
    const next = offsetMs(at + STEP_MS, timeZone);
    const end = next === offset ? at + STEP_MS : changeAfter(at, offset, timeZone);
    yield* shownWithin(calendar, at, end, offset);
    offset = end === at + STEP_MS ? next : offsetMs(end, timeZone);
    at = end;
  }
}

/** When the clocks change that run ahead of UTC by an offset at a moment, and by another {@link STEP_MS} later. */
function changeAfter(at: number, offset: number, timeZone: string): number {
  let same = Math.floor(at / 1000);
  let other = Math.ceil((at + STEP_MS) / 1000);
  while (other - same > 1) {
    const middle = Math.floor((same + other) / 2);
    if (offsetMs(middle * 1000, timeZone) === offset) same = middle;
    else other = middle;
  }
  return other * 1000;
}

/** Working time between two moments while the clocks run ahead of UTC by one offset. */
function* shownWithin(calendar: Hours, from: number, to: number, offset: number): Generator<Span> {
  for (let day = Math.floor((from + offset) / DAY_MS); day * DAY_MS < to + offset; day++) {
    const midnight = day * DAY_MS - offset;
    for (const interval of intervalsOn(calendar, new Date(day * DAY_MS).toISOString().slice(0, 10))) {
      const span = {
        from: Math.max(from, midnight + minutesOf(interval.from) * MINUTE_MS),
        to: Math.min(to, midnight + minutesOf(interval.to) * MINUTE_MS),
      };
      if (span.from < span.to) yield span;
    }
  }
}
