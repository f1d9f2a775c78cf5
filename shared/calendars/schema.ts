import * as z from "zod";
import { line } from "../fields.ts";
import { idOf } from "../ids.ts";
import { recordFields } from "../record.ts";
import { Day } from "../time.ts";

/** Parts that the working time of a day may have. */
const MOST_INTERVALS = 4;
/** Holidays and moved days of a calendar: some thirty years of them. */
const MOST_EXCEPTIONS = 400;

/** Working time without a break, by the clock on the wall: `from` belongs to it, `to` does not and may be `24:00`. */
export const Interval = z
  .strictObject({
    from: z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/),
    to: z.string().regex(/^(([01]\d|2[0-3]):[0-5]\d|24:00)$/),
  })
  .refine(({ from, to }) => from < to, { path: ["to"], error: "hours_over_midnight" });
/** {@link Interval} as a type. */
export type Interval = z.infer<typeof Interval>;

/** Working time of one day in its order; empty is a day off. */
export const Intervals = z
  .array(Interval)
  .max(MOST_INTERVALS)
  .refine((all) => all.every(({ from }, index) => index === 0 || all[index - 1]!.to <= from), {
    error: "hours_overlap",
  });

/** A day that differs from its weekday: a holiday where it has no working time, else a moved or a short day. */
export const CalendarException = z.strictObject({ day: Day, name: line(120), intervals: Intervals });
/** {@link CalendarException} as a type. */
export type CalendarException = z.infer<typeof CalendarException>;

/** Working time of the seven weekdays, Monday first. */
const Week = z
  .array(Intervals)
  .length(7)
  .refine((days) => days.some((intervals) => intervals.length > 0), { error: "no_working_hours" })
  .meta({ description: "Working time of each weekday, Monday first" });

const Exceptions = z
  .array(CalendarException)
  .max(MOST_EXCEPTIONS)
  .refine((all) => new Set(all.map(({ day }) => day)).size === all.length, { error: "same_day_twice" });

/** A country by its two letters (ISO 3166). */
export const Country = z
  .string()
  .regex(/^[A-Z]{2}$/)
  .meta({ description: "ISO 3166-1 alpha-2, as RU" });

/** When people work, by the clock on the wall of whoever works by it: the zone is his, not the calendar's. */
export const WorkingCalendar = z.object({
  id: idOf("calendar"),
  ...recordFields,
  name: line(80),
  country: Country.optional(),
  week: Week,
  exceptions: Exceptions,
  main: z.boolean().optional().meta({ description: "Whether those work by it who have no calendar of their own" }),
});
/** {@link WorkingCalendar} as a type. */
export type WorkingCalendar = z.infer<typeof WorkingCalendar>;

/** What working time is computed from. */
export type Hours = Pick<WorkingCalendar, "week" | "exceptions">;

/** What is asked to add a calendar. */
export const AddCalendar = WorkingCalendar.pick({ name: true, country: true, week: true, exceptions: true });

/** What may be changed of a calendar; null takes the country away, `main` moves only here. */
export const ChangeCalendar = z.object({
  name: line(80).optional(),
  country: Country.nullable().optional(),
  week: Week.optional(),
  exceptions: Exceptions.optional(),
  main: z.literal(true).optional(),
});

/** Monday to Friday from nine to six: what a company works by until it says otherwise. */
export const usualWeek: readonly Interval[][] = [1, 2, 3, 4, 5, 6, 7].map((weekday) =>
  weekday < 6 ? [{ from: "09:00", to: "18:00" }] : [],
);

/** Minutes from midnight of a time of day, `24:00` being 1,440. */
export function minutesOf(time: string): number {
  return Number(time.slice(0, 2)) * 60 + Number(time.slice(3));
}
