import type { Caller } from "../caller.ts";
import { invalid } from "../errors.ts";
import type { Input } from "../http/contract.ts";
import type { Day } from "../time.ts";
import { dayAfter } from "../wall.ts";
import type { calendarsContract } from "./contract.ts";
import type { CalendarException } from "./schema.ts";

const DAY_MS = 86_400_000;
const MOST_NAME = 120;

/** 1.4 MB of rules of the whole world, read by the first who asks. */
async function known() {
  return (await import("date-holidays")).default;
}

/** Countries whose holidays are known, by their two letters. */
export async function countries(): Promise<{ countries: string[] }> {
  const Holidays = await known();
  return { countries: Object.keys(new Holidays().getCountries()).sort() };
}

/**
 * Public holidays of a country in a year, each day once, by their rules: days that a government moves from year to year
 * are not among them. Names are in the language of the caller where it is known, else in English.
 */
export async function holidays(
  caller: Caller,
  { country, year }: Input<typeof calendarsContract.holidays>,
): Promise<{ holidays: CalendarException[] }> {
  const Holidays = await known();
  const found = new Holidays(country, { languages: [caller.language, "en"], types: ["public"] }).getHolidays(year);
  if (found.length === 0) throw invalid("country", "no_holidays_known");
  const names = new Map<Day, string>();
  for (const { date, start, end, name } of found) {
    // Half a day off is no holiday for everybody; a day of 23 hours, when clocks change, is one.
    const days = Math.floor((end.getTime() - start.getTime()) / DAY_MS + 0.1);
    for (let at = 0; at < days; at++) {
      const day = dayAfter(date.slice(0, 10), at);
      if (!names.has(day)) names.set(day, name.trim().slice(0, MOST_NAME));
    }
  }
  return { holidays: [...names].sort().map(([day, name]) => ({ day, name, intervals: [] })) };
}
