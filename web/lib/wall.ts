"use client";
import { useLocale } from "next-intl";
import { useMemo } from "react";
import type { Instant } from "#shared/time.ts";
import { dayAfter, daysBetween, instantOf, wallOf as wallIn } from "#shared/wall.ts";
import { useTimeZone } from "./company.tsx";

export { dayAfter, daysBetween };

/** Wall time of a moment in a zone, the browser's own where none is known yet. */
export function wallOf(moment: Date, timeZone: string | undefined): string {
  return wallIn(moment, timeZone ?? Intl.DateTimeFormat().resolvedOptions().timeZone);
}

/** The same day, or the Monday after it where it falls on a weekend. */
export function workday(day: string): string {
  const weekday = new Date(`${day}T00:00:00Z`).getUTCDay();
  return dayAfter(day, weekday === 6 ? 2 : weekday === 0 ? 1 : 0);
}

/** How this page writes when something is: near days by name (today, tomorrow), far ones by date. */
export function useWhen() {
  const locale = useLocale();
  const timeZone = useTimeZone();
  return useMemo(() => {
    const names = new Intl.RelativeTimeFormat(locale, { numeric: "auto" });
    const short = new Intl.DateTimeFormat(locale, { day: "numeric", month: "short", timeZone: "UTC" });
    const full = new Intl.DateTimeFormat(locale, { dateStyle: "short", timeZone: "UTC" });
    const weekday = new Intl.DateTimeFormat(locale, {
      weekday: "long",
      day: "numeric",
      month: "long",
      timeZone: "UTC",
    });
    const time = new Intl.DateTimeFormat(locale, { timeStyle: "short", timeZone: "UTC" });
    const nowWall = () => wallOf(new Date(), timeZone);
    const day = (value: string) => {
      const today = nowWall().slice(0, 10);
      const away = daysBetween(today, value);
      if (Math.abs(away) <= 1) return names.format(away, "day");
      return (value.slice(0, 4) === today.slice(0, 4) ? short : full).format(new Date(`${value}T00:00:00Z`));
    };
    return {
      /** Wall time now in the zone of whoever looks. */
      nowWall,
      today: () => nowWall().slice(0, 10),
      /** A day of the calendar. */
      day,
      /** Wall time as it was meant. */
      wall: (wall: string) => `${day(wall.slice(0, 10))}, ${time.format(new Date(`${wall}Z`))}`,
      /** The hour and minute of a wall time. */
      time: (wall: string) => time.format(new Date(`${wall}Z`)),
      /** A day with its weekday, for headings. */
      weekday: (value: string) => weekday.format(new Date(`${value}T00:00:00Z`)),
      /** A moment in the zone of whoever looks. */
      moment: (instant: Instant) => {
        const wall = wallOf(new Date(instant), timeZone);
        return `${day(wall.slice(0, 10))}, ${time.format(new Date(`${wall}Z`))}`;
      },
      /** The day of a moment in the zone of whoever looks. */
      dayOf: (instant: Instant) => day(wallOf(new Date(instant), timeZone).slice(0, 10)),
      /** The moment of a wall time in the zone of whoever looks. */
      instant: (wall: string) => instantOf(wall, timeZone ?? "UTC"),
    };
  }, [locale, timeZone]);
}
