"use client";
import { useLocale, useTranslations } from "next-intl";
import { partsOf } from "#shared/recurrence/schema.ts";
import { useWhen } from "../../lib/wall.ts";
import { dayOfRule, repeatOf, weekdayOf, weekdays } from "./repeat.ts";

const genders: Record<string, string> = { WE: "f", FR: "f", SA: "f", SU: "n" };

/** Says a rule of repetition as a sentence; `day` is that of a task of the series. */
export function useRepeatText(): {
  say: (rule: string, day: string) => string;
  weekday: (code: string, style?: "long" | "short") => string;
} {
  const t = useTranslations("tasks.repeat.says");
  const locale = useLocale();
  const when = useWhen();
  const weekday = (code: string, style: "long" | "short" = "long") => {
    const place = weekdays.indexOf(code as (typeof weekdays)[number]);
    // The 5th of January 2026 is a Monday.
    const day = new Date(Date.UTC(2026, 0, 5 + place));
    return new Intl.DateTimeFormat(locale, { weekday: style, timeZone: "UTC" }).format(day);
  };
  const listed = (codes: readonly string[]) =>
    new Intl.ListFormat(locale, { type: "conjunction" }).format(codes.map((code) => weekday(code)));
  const often = (rule: string, day: string): string => {
    const { kind, every, days } = repeatOf(rule);
    const n = Number(every);
    const parts = partsOf(rule);
    switch (kind) {
      case "daily":
        return t("daily", { n });
      case "workdays":
        return t("workdays");
      case "weekly":
        return t("weekly", { n, days: listed(days.length > 0 ? days : [weekdayOf(day)]) });
      case "monthDay":
        return t("monthDay", { n, day: parts?.get("BYMONTHDAY") ?? String(Number(day.slice(8, 10))) });
      case "monthWeekday": {
        const by = parts?.get("BYDAY") ?? "";
        const code = by.slice(-2);
        return t("monthWeekday", { n, nth: by.slice(0, -2), gender: genders[code] ?? "m", weekday: weekday(code) });
      }
      case "yearly": {
        const date = new Intl.DateTimeFormat(locale, { day: "numeric", month: "long", timeZone: "UTC" });
        return t("yearly", { n, date: date.format(new Date(`${day}T00:00:00Z`)) });
      }
      default:
        return t("custom", { rule });
    }
  };
  const say = (rule: string, day: string) => {
    const { kind, end, until, count } = repeatOf(rule);
    if (kind === "custom") return t("custom", { rule });
    const ends =
      end === "until"
        ? t("until", { day: when.day(dayOfRule(until.replaceAll("-", ""))) })
        : end === "count"
          ? t("count", { count: Number(count) })
          : "";
    return often(rule, day) + ends;
  };
  return { say, weekday };
}
