import type { Instant } from "../time.ts";
import { offsetMs } from "../wall.ts";
import { line } from "./lines.ts";

const DAY_MS = 86_400_000;
/** Changes of clocks are looked for so far apart: none is taken back within this time, Ramadan in Morocco takes a month. */
const STEP_MS = 5 * DAY_MS;
/** Years beyond the last moment that a zone is described for: what repeats goes on. */
const YEARS_AHEAD = 5;

const weekdays = ["SU", "MO", "TU", "WE", "TH", "FR", "SA"];

/** A change of the clocks of a zone. */
interface Change {
  at: number;
  /** How far ahead of UTC the clocks are before it and after it, in ms. */
  from: number;
  to: number;
}

/** Zones described lately, since each takes some ms. */
const known = new Map<string, string[]>();
const MOST_KNOWN = 500;

/** The name of a zone as calendars know it: `europe/moscow` is `Europe/Moscow`. */
export function zoneName(timeZone: string): string {
  const name = new Intl.DateTimeFormat("en", { timeZone }).resolvedOptions().timeZone;
  // A colon ends the name of a property: a zone that is an offset is named without it, and defined all the same.
  return /^[+-]/.test(name) ? `UTC${name.replace(":", "")}` : name;
}

/** Whether the clocks of a zone show UTC: times in it are written as such and need no description. */
export function isUtc(timeZone: string): boolean {
  return ["UTC", "Etc/UTC", "GMT", "Etc/GMT"].includes(zoneName(timeZone));
}

/**
 * A zone as RFC 5545, 3.6.5 describes it, for all moments between two. Where its clocks change by the same two rules each
 * year, it is those rules, and they hold for ever; else each change by itself.
 */
export function zoneLines(timeZone: string, from: Instant, to: Instant): string[] {
  const first = Date.UTC(Number(from.slice(0, 4)) - 1, 0, 1);
  const last = Date.UTC(Number(to.slice(0, 4)) + 1 + YEARS_AHEAD, 0, 1);
  const key = `${timeZone}|${first}|${last}`;
  let lines = known.get(key);
  if (!lines) {
    if (known.size >= MOST_KNOWN) known.clear();
    known.set(key, (lines = describe(timeZone, first, last)));
  }
  return lines;
}

function describe(timeZone: string, first: number, last: number): string[] {
  const changes = changesBetween(timeZone, first, last);
  const before = offsetMs(first, timeZone);
  return [
    "BEGIN:VTIMEZONE",
    line("TZID", zoneName(timeZone)),
    ...(byRules(changes) ?? [
      // As it was before all of them.
      ...observance("STANDARD", { at: -before, from: before, to: before }),
      ...changes.flatMap((change) => observance(kindOf(change), change)),
    ]),
    "END:VTIMEZONE",
  ];
}

function changesBetween(timeZone: string, first: number, last: number): Change[] {
  const changes: Change[] = [];
  let from = offsetMs(first, timeZone);
  for (let start = first; start < last; start += STEP_MS) {
    const to = offsetMs(start + STEP_MS, timeZone);
    if (to === from) continue;
    let low = start;
    let high = start + STEP_MS;
    // The first second with the new offset.
    while (high - low > 1000) {
      const middle = Math.floor((low + high) / 2000) * 1000;
      if (offsetMs(middle, timeZone) === from) low = middle;
      else high = middle;
    }
    changes.push({ at: high, from, to });
    from = to;
  }
  return changes;
}

/** The two rules that all changes follow; undefined where they do not. */
function byRules(changes: readonly Change[]): string[] | undefined {
  const kinds = [...Map.groupBy(changes, ({ from, to }) => `${from}|${to}`).values()];
  const years = new Set(changes.map(({ at, from }) => new Date(at + from).getUTCFullYear())).size;
  if (kinds.length !== 2 || kinds.some((kind) => kind.length !== years)) return undefined;
  const rules = kinds.map(ruleOf);
  if (rules.includes(undefined)) return undefined;
  return kinds.flatMap((kind, place) => observance(kindOf(kind[0]!), kind[0]!, rules[place]));
}

/** The rule by which a change comes each year, as `FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU`. */
function ruleOf(changes: readonly Change[]): string | undefined {
  const walls = changes.map(({ at, from }) => new Date(at + from));
  const month = sameOf(walls.map((wall) => wall.getUTCMonth()));
  const weekday = sameOf(walls.map((wall) => wall.getUTCDay()));
  const time = sameOf(walls.map((wall) => wall.getTime() % DAY_MS));
  const place =
    sameOf(
      walls.map((wall) => (new Date(wall.getTime() + 7 * DAY_MS).getUTCMonth() === wall.getUTCMonth() ? 0 : -1)),
    ) || sameOf(walls.map((wall) => Math.ceil(wall.getUTCDate() / 7)));
  if (month === undefined || weekday === undefined || time === undefined || place === undefined) return undefined;
  return `FREQ=YEARLY;BYMONTH=${month + 1};BYDAY=${place}${weekdays[weekday]}`;
}

function sameOf(values: readonly number[]): number | undefined {
  return values.every((value) => value === values[0]) ? values[0] : undefined;
}

function kindOf({ from, to }: Change): "DAYLIGHT" | "STANDARD" {
  return to > from ? "DAYLIGHT" : "STANDARD";
}

/** The moment of a change is told by the clocks before it. */
function observance(kind: "DAYLIGHT" | "STANDARD", { at, from, to }: Change, rule?: string): string[] {
  const wall = new Date(at + from).toISOString();
  return [
    `BEGIN:${kind}`,
    `DTSTART:${wall.slice(0, 19).replaceAll(/[-:]/g, "")}`,
    `TZOFFSETFROM:${offsetText(from)}`,
    `TZOFFSETTO:${offsetText(to)}`,
    ...(rule ? [`RRULE:${rule}`] : []),
    `END:${kind}`,
  ];
}

/** `+0300`, with seconds where there are any. */
function offsetText(offset: number): string {
  const seconds = Math.abs(offset) / 1000;
  const parts = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
  if (parts[2] === 0) parts.pop();
  return `${offset < 0 ? "-" : "+"}${parts.map((part) => String(part).padStart(2, "0")).join("")}`;
}
