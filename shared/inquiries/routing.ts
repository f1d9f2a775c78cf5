import type { Instant } from "../time.ts";
import type { Inquiry, Routing, RoutingRule } from "./schema.ts";

/** What the rules know of an inquiry. */
export interface AskedFacts extends Pick<
  Inquiry,
  "channel" | "regionId" | "industryId" | "language" | "sourceId" | "triggerId" | "forEmployeeId"
> {
  curatorId?: string | undefined;
  /** Whether it came in the company's working hours. */
  working: boolean;
}

/** What the rules know of somebody who may be given an inquiry. */
export interface Taker {
  id: string;
  /** He works here, and his role takes inquiries. */
  active: boolean;
  away: boolean;
  /** Who is there in his place while he is away. */
  deputyId?: string | undefined;
  /** When he works next; the moment of the inquiry where he works just then. */
  worksAt: Instant;
  open: number;
  /** When he was given the last one; empty where he never was. */
  lastAt: string;
}

/** Who may be given an inquiry: everybody a rule, a deputy or the fallback may name. */
export interface Takers {
  taker: (id: string) => Taker | undefined;
  /** Employees of a team and of the teams below it. */
  teamOf: (teamId: string) => readonly string[];
  /** Who is asked where no rule finds anybody: the first group in which somebody is there. */
  fallbacks: readonly (readonly string[])[];
}

/** Who was found, and why. */
export interface Choice {
  assigneeId?: string;
  routing: Routing;
}

/**
 * Whom an inquiry goes to. Whoever was asked for takes it, or his deputy; else the first rule that holds and finds
 * somebody who is there; else the fallback. Of several the one who works soonest, then with the fewest open inquiries,
 * then who had none for longest. Where everybody is away it waits for somebody of the last fallback: it is left to
 * nobody only where there is nobody.
 */
export function route(rules: readonly RoutingRule[], asked: AskedFacts, takers: Takers): Choice {
  if (asked.forEmployeeId) {
    const found = best([asked.forEmployeeId], takers);
    if (found) return { assigneeId: found.id, routing: { how: "wanted", ...found.instead } };
  }
  for (const [place, rule] of rules.entries()) {
    if (!holds(rule, asked)) continue;
    const found = best(namedBy(rule, asked, takers), takers);
    if (found)
      return { assigneeId: found.id, routing: { how: "rule", rule: place + 1, name: rule.name, ...found.instead } };
  }
  for (const group of takers.fallbacks) {
    const found = best(group, takers);
    if (found) return { assigneeId: found.id, routing: { how: "fallback", ...found.instead } };
  }
  const last = takers.fallbacks.findLast((group) => group.some((id) => takers.taker(id)?.active));
  const waits = last && first(last.flatMap((id) => takers.taker(id) ?? []).filter(({ active }) => active));
  return waits ? { assigneeId: waits.id, routing: { how: "fallback" } } : { routing: { how: "nobody" } };
}

/** Whether a rule holds for an inquiry. */
export function holds({ when, to }: RoutingRule, asked: AskedFacts): boolean {
  const among = (wanted: readonly string[], own: string | undefined) =>
    wanted.length === 0 || (own !== undefined && wanted.includes(own));
  return (
    (to.kind !== "curator" || asked.curatorId !== undefined) &&
    among(when.channels, asked.channel) &&
    among(when.regionIds, asked.regionId) &&
    among(when.industryIds, asked.industryId) &&
    among(when.languages, asked.language) &&
    among(when.sourceIds, asked.sourceId) &&
    among(when.triggerIds, asked.triggerId) &&
    (when.hours === "any" || (when.hours === "working") === asked.working)
  );
}

/** Everybody a rule names, whether or not he is there. */
export function namedBy({ to }: RoutingRule, { curatorId }: AskedFacts, { teamOf }: Takers): readonly string[] {
  switch (to.kind) {
    case "curator":
      return curatorId ? [curatorId] : [];
    case "employee":
      return [to.employeeId];
    case "team":
      return teamOf(to.teamId);
  }
}

type Found = { id: string; instead: { insteadOf?: string } };

/** The best of some who are there; where none is, the best of their deputies. */
function best(ids: readonly string[], { taker }: Takers): Found | undefined {
  const named = [...new Set(ids)].flatMap((id) => taker(id) ?? []);
  const there = first(named.filter(({ active, away }) => active && !away));
  if (there) return { id: there.id, instead: {} };
  const insteadOf = new Map<string, string>();
  for (const { id, away, deputyId } of named)
    if (away && deputyId && !insteadOf.has(deputyId)) insteadOf.set(deputyId, id);
  const deputies = [...insteadOf.keys()].flatMap((id) => taker(id) ?? []);
  const deputy = first(deputies.filter(({ active, away }) => active && !away));
  return deputy && { id: deputy.id, instead: { insteadOf: insteadOf.get(deputy.id)! } };
}

function first(takers: readonly Taker[]): Taker | undefined {
  return takers.toSorted(
    (one, other) =>
      compare(one.worksAt, other.worksAt) ||
      one.open - other.open ||
      compare(one.lastAt, other.lastAt) ||
      compare(one.id, other.id),
  )[0];
}

function compare(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0;
}
