import * as z from "zod";
import { Day } from "../time.ts";

const frequencies = ["DAILY", "WEEKLY", "MONTHLY", "YEARLY"];
/** Parts of RFC 5545, 3.3.10 that repeat within a day: nobody plans work so. */
const tooOften = ["SECONDLY", "MINUTELY", "HOURLY"];
const withinDay = ["BYHOUR", "BYMINUTE", "BYSECOND"];

const weekday = "(?:MO|TU|WE|TH|FR|SA|SU)";
const list = (one: string) => new RegExp(`^${one}(?:,${one})*$`);
const ordinal = "[+-]?[1-9]\\d?";
/** What each part may hold, besides what {@link misfit} finds. A rule repeats at most a thousand times. */
const forms: Record<string, RegExp> = {
  FREQ: /^[A-Z]+$/,
  INTERVAL: /^[1-9]\d{0,2}$/,
  COUNT: /^(?:[1-9]\d{0,2}|1000)$/,
  UNTIL: /^\d{8}(?:T\d{6})?$/,
  WKST: new RegExp(`^${weekday}$`),
  BYDAY: list(`(?:${ordinal})?${weekday}`),
  BYMONTHDAY: list("[+-]?(?:[1-9]|[12]\\d|3[01])"),
  BYMONTH: list("(?:[1-9]|1[0-2])"),
  BYSETPOS: list("[+-]?[1-9]\\d{0,2}"),
};
/** Days of each month at most. */
const longest = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
/** Days that a period of each frequency may hold: no place in them lies further. */
const mostDays: Record<string, number> = { DAILY: 1, WEEKLY: 7, MONTHLY: 31, YEARLY: 366 };

/**
 * When something repeats, as RFC 5545 writes it without the name: `FREQ=WEEKLY;BYDAY=MO,TH`. Days only: the time of the
 * clock is that of the start. UNTIL is wall time as well, a day or `20271231T180000`.
 */
export const Recurrence = z
  .string()
  .trim()
  .toUpperCase()
  .min(1)
  .max(200)
  .superRefine((rule, context) => {
    const message = misfit(rule);
    if (message) context.addIssue({ code: "custom", message });
  })
  .meta({ description: "RFC 5545 rule by days, as FREQ=WEEKLY;BYDAY=MO,TH" });
/** {@link Recurrence} as a type. */
export type Recurrence = z.infer<typeof Recurrence>;

/** Parts of a rule by name; undefined where they are not written as such. */
export function partsOf(rule: string): Map<string, string> | undefined {
  const pairs = rule.split(";").map((part) => part.split("="));
  const parts = new Map(pairs.map(([name = "", value = ""]) => [name, value]));
  return parts.size === pairs.length && pairs.every((pair) => pair.length === 2) ? parts : undefined;
}

/** Why a rule is refused, as a key of the texts. */
function misfit(rule: string): string | undefined {
  const parts = partsOf(rule);
  if (!parts) return "rule_not_readable";
  const freq = parts.get("FREQ");
  if (freq === undefined) return "rule_without_frequency";
  if (tooOften.includes(freq) || withinDay.some((name) => parts.has(name))) return "rule_too_often";
  if (!frequencies.includes(freq)) return "rule_not_readable";
  for (const [name, value] of parts) {
    if (!Object.hasOwn(forms, name)) return "rule_unknown_part";
    if (!forms[name]!.test(value)) return "rule_not_readable";
  }
  if (parts.has("COUNT") && parts.has("UNTIL")) return "rule_ends_twice";
  return wrongEnd(parts) ?? wrongTogether(freq, parts) ?? never(freq, parts);
}

function wrongEnd(parts: ReadonlyMap<string, string>): string | undefined {
  const until = parts.get("UNTIL");
  if (until === undefined) return undefined;
  const day = `${until.slice(0, 4)}-${until.slice(4, 6)}-${until.slice(6, 8)}`;
  const time = until.slice(9);
  const known = Day.safeParse(day).success && day >= "1900" && day < "2200";
  return known && /^(?:(?:[01]\d|2[0-3])[0-5]\d[0-5]\d)?$/.test(time) ? undefined : "rule_not_readable";
}

/** Parts that mean nothing together, by the table of RFC 5545, 3.3.10. */
function wrongTogether(freq: string, parts: ReadonlyMap<string, string>): string | undefined {
  const days = parts.get("BYDAY")?.split(",") ?? [];
  const counted = days.filter((day) => day.length > 2);
  if (counted.length > 0 && freq !== "MONTHLY" && freq !== "YEARLY") return "rule_parts_do_not_fit";
  if (parts.has("BYMONTHDAY") && freq === "WEEKLY") return "rule_parts_do_not_fit";
  if (parts.has("BYSETPOS") && days.length === 0 && !parts.has("BYMONTHDAY") && !parts.has("BYMONTH"))
    return "rule_parts_do_not_fit";
  // Weekdays counted through a whole year stand alone: what they mean beside others is read differently everywhere.
  const throughYear = counted.length > 0 && freq === "YEARLY" && !parts.has("BYMONTH");
  if (throughYear && (counted.length < days.length || parts.has("BYMONTHDAY"))) return "rule_parts_do_not_fit";
  return undefined;
}

/** Whether no year has such a day. What depends on the start is found when the rule meets it. */
function never(freq: string, parts: ReadonlyMap<string, string>): string | undefined {
  const numbers = (name: string) => parts.get(name)?.split(",").map(Number);
  const months = numbers("BYMONTH") ?? longest.map((_, index) => index + 1);
  const monthDays = numbers("BYMONTHDAY");
  const longestMonth = Math.max(...months.map((month) => longest[month - 1]!));
  if (monthDays?.every((day) => Math.abs(day) > longestMonth)) return "rule_never";
  const throughYear = freq === "YEARLY" && !parts.has("BYMONTH");
  const days = parts.get("BYDAY")?.split(",") ?? [];
  const most = throughYear ? 52 : 5;
  if (days.some((day) => Math.abs(Number(day.slice(0, -2))) > most)) return "rule_never";
  return numbers("BYSETPOS")?.every((place) => Math.abs(place) > mostDays[freq]!) ? "rule_never" : undefined;
}
