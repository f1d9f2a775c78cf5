import { dayAfter, daysBetween, type WallTime } from "../wall.ts";
import { partsOf, type Recurrence } from "./schema.ts";

/** How far the next time is looked for: 29 February on a given weekday is 40 years away at most. */
const MOST_DAYS = 60 * 366;

/**
 * The next time of a rule that begins at `start`, later than `after`; undefined where the rule has ended or has none within
 * 60 years. All are wall time and keep the clock time of the start; the moment of one in a zone is for `instantOf`.
 * The start itself is one of them only where it fits the rule. Mostly 1 ms; the search for a day that never comes takes
 * 0.1 s, or half a second for a rule of 1900.
 */
export async function nextOccurrence(
  rule: Recurrence,
  start: WallTime,
  after: WallTime,
): Promise<WallTime | undefined> {
  // 180 KB of arithmetic that most requests do without.
  const { RRuleTemporal } = await import("rrule-temporal");
  const horizon = dayAfter((after > start ? after : start).slice(0, 10), MOST_DAYS);
  const recurring = new RRuleTemporal({
    // Wall time is given out as UTC, where clocks never change.
    rruleString: `DTSTART:${start.replaceAll(/[-:]/g, "")}00Z\nRRULE:${endingRule(rule, horizon)}`,
    // The search ends at the horizon, a day at a time; what exceeds the iterations is thrown.
    maxIterations: daysBetween(start.slice(0, 10), horizon) + 366,
  });
  const next = recurring.next(new Date(`${after}Z`));
  return next?.toString().slice(0, 16);
}

/** The rule with an end in sight, so that one without any further day is not searched for ever. */
function endingRule(rule: Recurrence, horizon: string): string {
  const parts = new Map(partsOf(rule));
  const said = parts.get("UNTIL");
  const last = `${horizon.replaceAll("-", "")}T000000`;
  const until = said === undefined ? last : said.length === 8 ? `${said}T235959` : said;
  parts.set("UNTIL", `${until < last ? until : last}Z`);
  return [...parts].map((part) => part.join("=")).join(";");
}
