import type { CalendarException, Interval, WorkingCalendar } from "#shared/calendars/schema.ts";

/** A day that differs, as it is being typed. `key` tells days apart before they have a date. */
export interface ExceptionDraft {
  key: string;
  day: string;
  name: string;
  hours: string;
}

/** A calendar as it is being typed. Working time is text: `09:00–13:00, 14:00–18:00`, empty on a day off. */
export interface CalendarDraft {
  name: string;
  country: string | undefined;
  week: string[];
  exceptions: ExceptionDraft[];
}

/** The draft that changes nothing. */
export function draftOf({ name, country, week, exceptions }: WorkingCalendar): CalendarDraft {
  return {
    name,
    country,
    week: week.map(textOf),
    exceptions: exceptions.map((one) => ({ key: one.day, day: one.day, name: one.name, hours: textOf(one.intervals) })),
  };
}

/** A day that differs with nothing in it yet. */
export function newException(): ExceptionDraft {
  return { key: crypto.randomUUID(), day: "", name: "", hours: "" };
}

/** Days of a draft with those proposed that it does not have, in their order. */
export function withHolidays(before: readonly ExceptionDraft[], found: readonly CalendarException[]): ExceptionDraft[] {
  const known = new Set(before.map(({ day }) => day));
  const added = found
    .filter(({ day }) => !known.has(day))
    .map(({ day, name, intervals }) => ({ key: crypto.randomUUID(), day, name, hours: textOf(intervals) }));
  return [...before, ...added].sort((one, other) => (one.day < other.day ? -1 : 1));
}

/** What the contract wants of a draft; hours that cannot be read stay such as the check refuses. */
export function inputOf({ name, country, week, exceptions }: CalendarDraft) {
  return {
    name,
    country,
    week: week.map(hoursOf),
    exceptions: exceptions.map(({ day, name: title, hours }) => ({ day, name: title, intervals: hoursOf(hours) })),
  };
}

/** Working time as it is written. */
function textOf(intervals: readonly Interval[]): string {
  return intervals.map(({ from, to }) => `${from}–${to}`).join(", ");
}

/** Working time of a text, short forms as `9-18` too. */
function hoursOf(text: string): Interval[] {
  if (text.trim() === "") return [];
  return text.split(/[,;]/).map((part) => {
    const [from = "", ...rest] = part.split(/[-–—]/);
    return { from: timeOf(from), to: timeOf(rest.join("-")) };
  });
}

function timeOf(text: string): string {
  const [, hour, minute = "00"] = /^\s*(\d{1,2})(?:[:.](\d{2}))?\s*$/.exec(text) ?? [];
  return hour === undefined ? text : `${hour.padStart(2, "0")}:${minute}`;
}
