import { exponentOf } from "../money.ts";
import type { DateFormat, Decimal } from "./schema.ts";

/** Places of year, month and day in each format, and what it looks like. */
const shapes: Record<DateFormat, { pattern: RegExp; year: number; month: number; day: number }> = {
  "YYYY-MM-DD": { pattern: /^(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ].*)?$/, year: 1, month: 2, day: 3 },
  "YYYY/MM/DD": { pattern: /^(\d{4})\/(\d{1,2})\/(\d{1,2})(?: .*)?$/, year: 1, month: 2, day: 3 },
  "DD.MM.YYYY": { pattern: /^(\d{1,2})\.(\d{1,2})\.(\d{4})(?: .*)?$/, year: 3, month: 2, day: 1 },
  "DD/MM/YYYY": { pattern: /^(\d{1,2})\/(\d{1,2})\/(\d{4})(?: .*)?$/, year: 3, month: 2, day: 1 },
  "MM/DD/YYYY": { pattern: /^(\d{1,2})\/(\d{1,2})\/(\d{4})(?: .*)?$/, year: 3, month: 1, day: 2 },
  "DD-MM-YYYY": { pattern: /^(\d{1,2})-(\d{1,2})-(\d{4})(?: .*)?$/, year: 3, month: 2, day: 1 },
  "MM-DD-YYYY": { pattern: /^(\d{1,2})-(\d{1,2})-(\d{4})(?: .*)?$/, year: 3, month: 1, day: 2 },
};

/** The day a cell names in a format, as `2016-10-20`; undefined where it is not of the format or not on the calendar. */
export function readDay(text: string, format: DateFormat): string | undefined {
  const { pattern, year, month, day } = shapes[format];
  const match = pattern.exec(text);
  if (!match) return undefined;
  const [y, m, d] = [Number(match[year]), Number(match[month]), Number(match[day])];
  if (y < 1 || m < 1 || m > 12 || d < 1 || d > daysOf(y, m)) return undefined;
  return `${String(y).padStart(4, "0")}-${String(m).padStart(2, "0")}-${String(d).padStart(2, "0")}`;
}

function daysOf(year: number, month: number): number {
  if (month === 2) return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28;
  return [4, 6, 9, 11].includes(month) ? 30 : 31;
}

/** Groups of thousands are parted by blanks or apostrophes, or by the sign that is not the fraction's. */
const numbers: Record<Decimal, RegExp> = {
  ".": /^-?(?:\d+|\d{1,3}(?:[\s\u00a0\u202f'’,]\d{3})+)(?:\.\d*)?$/,
  ",": /^-?(?:\d+|\d{1,3}(?:[\s\u00a0\u202f'’.]\d{3})+)(?:,\d*)?$/,
};

/**
 * The number a cell names, as plain decimal text `-1234.5`; undefined where it is none. Signs of currencies around it
 * are passed over.
 */
export function readNumber(text: string, decimal: Decimal): string | undefined {
  const bare = text.replace(/^[\p{Sc}\s]+|[\p{Sc}\s]+$/gu, "");
  if (!numbers[decimal].test(bare)) return undefined;
  const [whole = "", fraction = ""] = bare.split(decimal);
  const digits = whole.replace(/[^\d-]/g, "");
  const rest = fraction.replace(/0+$/, "");
  return rest ? `${digits}.${rest}` : digits;
}

/** Why a number is no amount: a key of the texts. */
export type AmountProblem = "negative" | "too_many_digits" | "sum_too_large";

/** Minor units of a plain decimal number of units, each standing for 1, 1,000 or 1,000,000; exact, never rounded. */
export function amountOf(plain: string, unit: 1 | 1000 | 1_000_000, currency: string): number | AmountProblem {
  if (plain.startsWith("-") && /[1-9]/.test(plain)) return "negative";
  const [whole = "0", fraction = ""] = plain.replace("-", "").split(".");
  const places = exponentOf(currency) + (unit === 1 ? 0 : unit === 1000 ? 3 : 6);
  if (fraction.length > places) return "too_many_digits";
  if (whole.replace(/^0+/, "").length > 16) return "sum_too_large";
  const minor = BigInt(whole + fraction.padEnd(places, "0"));
  return minor <= BigInt(Number.MAX_SAFE_INTEGER) ? Number(minor) : "sum_too_large";
}

/** A cell that a spreadsheet would take for a formula is led by an apostrophe, which it shows as text (OWASP, CSV injection). */
export function neutral(cell: string): string {
  return /^[=+\-@\t\r]/.test(cell) ? `'${cell}` : cell;
}
