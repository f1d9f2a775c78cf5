import { partsOf } from "#shared/recurrence/schema.ts";

/** Ways of repeating that are offered by name. */
export const repeatKinds = [
  "never",
  "daily",
  "workdays",
  "weekly",
  "monthDay",
  "monthWeekday",
  "yearly",
  "custom",
] as const;
/** One of {@link repeatKinds}. */
export type RepeatKind = (typeof repeatKinds)[number];

/** Days of the week as rules name them, Monday first. */
export const weekdays = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"] as const;

/** How often, as it is being chosen. */
export interface Repeat {
  kind: RepeatKind;
  /** Every so many days, weeks, months or years. */
  every: string;
  /** Days of a weekly one; the day of the task itself where empty. */
  days: readonly string[];
  end: "open" | "until" | "count";
  until: string;
  count: string;
  /** The rule itself, where it is written by hand. */
  custom: string;
}

/** No repetition. */
export const never: Repeat = { kind: "never", every: "1", days: [], end: "open", until: "", count: "10", custom: "" };

/** The weekday of a day, as rules name it. */
export function weekdayOf(day: string): string {
  return weekdays[(new Date(`${day || "2026-01-05"}T00:00:00Z`).getUTCDay() + 6) % 7]!;
}

/** Which of the month's such weekdays a day is; -1 for the last, where a fifth one may be missing. */
function placeOf(day: string): number {
  const place = Math.ceil(Number(day.slice(8, 10)) / 7);
  return place > 4 ? -1 : place;
}

/** The rule of RFC 5545 for a task of a day; undefined where it is done once. */
export function ruleOf(repeat: Repeat, day: string): string | undefined {
  const { kind, every, end } = repeat;
  if (kind === "never") return undefined;
  if (kind === "custom") return repeat.custom.trim().toUpperCase() || undefined;
  const often = Number(every) > 1 && kind !== "workdays" ? `;INTERVAL=${Number(every)}` : "";
  const chosen = weekdays.filter((one) => repeat.days.includes(one));
  const by: Record<Exclude<RepeatKind, "never" | "custom">, string> = {
    daily: `FREQ=DAILY${often}`,
    workdays: "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR",
    weekly: `FREQ=WEEKLY${often};BYDAY=${chosen.length > 0 ? chosen.join(",") : weekdayOf(day)}`,
    monthDay: `FREQ=MONTHLY${often};BYMONTHDAY=${Number(day.slice(8, 10)) || 1}`,
    monthWeekday: `FREQ=MONTHLY${often};BYDAY=${placeOf(day)}${weekdayOf(day)}`,
    yearly: `FREQ=YEARLY${often}`,
  };
  const ends =
    end === "until" && repeat.until
      ? `;UNTIL=${repeat.until.replaceAll("-", "")}`
      : end === "count" && repeat.count
        ? `;COUNT=${repeat.count}`
        : "";
  return by[kind] + ends;
}

/** A rule as it is chosen; one that no name fits stays written by hand. */
export function repeatOf(rule: string | undefined): Repeat {
  if (!rule) return never;
  const parts = partsOf(rule);
  const custom = { ...never, kind: "custom" as const, custom: rule };
  if (!parts) return custom;
  const {
    FREQ,
    INTERVAL = "1",
    BYDAY,
    BYMONTHDAY,
    UNTIL,
    COUNT,
    ...rest
  } = Object.fromEntries(parts) as Partial<Record<string, string>>;
  if (Object.keys(rest).length > 0) return custom;
  const known: Repeat = {
    ...never,
    every: INTERVAL,
    ...(UNTIL ? { end: "until", until: dayOfRule(UNTIL) } : {}),
    ...(COUNT ? { end: "count", count: COUNT } : {}),
  };
  if (FREQ === "DAILY" && !BYDAY && !BYMONTHDAY) return { ...known, kind: "daily" };
  if (FREQ === "WEEKLY" && !BYMONTHDAY) {
    if (BYDAY === "MO,TU,WE,TH,FR" && INTERVAL === "1") return { ...known, kind: "workdays" };
    return { ...known, kind: "weekly", days: BYDAY?.split(",") ?? [] };
  }
  if (FREQ === "MONTHLY" && !BYDAY && (BYMONTHDAY ?? "1").match(/^\d+$/)) return { ...known, kind: "monthDay" };
  if (FREQ === "MONTHLY" && !BYMONTHDAY && /^(?:[1-4]|-1)[A-Z]{2}$/.test(BYDAY ?? ""))
    return { ...known, kind: "monthWeekday" };
  if (FREQ === "YEARLY" && !BYDAY && !BYMONTHDAY) return { ...known, kind: "yearly" };
  return custom;
}

/** The day a rule ends with, `2027-05-01` of `20270501T100000`. */
export function dayOfRule(until: string): string {
  return `${until.slice(0, 4)}-${until.slice(4, 6)}-${until.slice(6, 8)}`;
}

/** A weekly rule of one day follows that day when the task is moved to another weekday. */
export function followed(repeat: Repeat, from: string, to: string): Repeat {
  const [only, ...more] = repeat.days;
  const follows = repeat.kind === "weekly" && more.length === 0 && only === weekdayOf(from) && to !== "";
  return follows ? { ...repeat, days: [weekdayOf(to)] } : repeat;
}
