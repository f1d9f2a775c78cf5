import type { Day } from "../time.ts";

/** Days a date is told ahead where neither it nor the company says. */
export const LEAD_DAYS = 3;

/**
 * The first day on or after `from` on which a date falls, undefined where it is over. A date without a year, `02-29`,
 * falls on every year; 29 February is 28 February in years that have none. No yearly date falls before its own first day.
 */
export function occurrenceOn({ day, yearly }: { day: string; yearly: boolean }, from: Day): Day | undefined {
  if (!yearly) return day >= from ? day : undefined;
  const hasYear = day.length === 10;
  const first = hasYear && day > from ? day : from;
  for (let year = Number(first.slice(0, 4)); ; year++) {
    const found = inYear(day.slice(-5), year);
    if (found >= from && (!hasYear || year >= Number(day.slice(0, 4)))) return found;
  }
}

function inYear(monthDay: string, year: number): Day {
  const leap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
  const there = monthDay === "02-29" && !leap ? "02-28" : monthDay;
  return `${String(year).padStart(4, "0")}-${there}`;
}
