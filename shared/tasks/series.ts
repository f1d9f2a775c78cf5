import type { Caller } from "../caller.ts";
import { companyContext } from "../companies/context.ts";
import { invalid } from "../errors.ts";
import { prefixes } from "../ids.ts";
import { nextOccurrence } from "../recurrence/occurrences.ts";
import { partsOf, type Recurrence } from "../recurrence/schema.ts";
import { nullsOut } from "../table/retry.ts";
import { instantOf, wallAfter, wallOf, type WallTime } from "../wall.ts";
import { setterOf, type Task, type Usual } from "./schema.ts";
import type { Planned } from "./steps.ts";

const DAY_MINUTES = 24 * 60;

/** What makes a task one of a series. */
type InSeries = Pick<Task, "repeat" | "seriesId" | "seriesFrom" | "slot" | "usual">;

/** What takes a task out of its series: no next one follows it. */
export const alone: InSeries = {
  repeat: undefined,
  seriesId: undefined,
  seriesFrom: undefined,
  slot: undefined,
  usual: undefined,
};

/** The first task of a new series: at the first time of the rule not before the asked one. Throws where there is none. */
export async function begin(
  repeat: Recurrence,
  from: WallTime,
): Promise<Required<Pick<Task, "at" | "seriesFrom" | "slot">>> {
  const at = await nextOccurrence(repeat, from, wallAfter(from, -1));
  if (!at) throw invalid("repeat", "rule_never");
  return { at, seriesFrom: from, slot: at };
}

/** A series that counts from a task on by a rule. The task must stand at a time of the rule: it is not moved unasked. */
export async function beginAt(task: Task, repeat: Recurrence, from: WallTime, path: string): Promise<InSeries> {
  const { at } = await begin(repeat, from);
  if (at !== from) throw invalid(path, "not_of_the_rule");
  return { repeat, seriesId: task.seriesId ?? task.id, seriesFrom: from, slot: from, usual: undefined };
}

/** What is left of a rule that counts its times, from the one that a task stands for; any other rule as it is. */
export async function restOf({ repeat, seriesFrom, slot }: Task): Promise<Recurrence> {
  const parts = partsOf(repeat ?? "");
  const count = Number(parts?.get("COUNT"));
  if (!parts || !count || !seriesFrom || !slot) return repeat ?? "";
  const counting = (most: number) =>
    [...new Map(parts).set("COUNT", String(most))].map((one) => one.join("=")).join(";");
  // The rule cut to its first so many times still reaches the slot, or does not.
  let least = 1;
  for (let most = count; least < most;) {
    const middle = Math.floor((least + most) / 2);
    if (await nextOccurrence(counting(middle), seriesFrom, wallAfter(slot, -1))) most = middle;
    else least = middle + 1;
  }
  return counting(count - least + 1);
}

const usualKeys = [
  "text",
  "typeId",
  "note",
  "place",
  "minutes",
  "remind",
  "urgent",
  "performerId",
  "timeZone",
] as const satisfies readonly (keyof Usual)[];

/** What the next of a series keeps to when a task of it is changed by itself: each value as it was first. */
export function usualWith(task: Task, change: Partial<Task>): Usual | undefined {
  const kept = usualKeys
    .filter((key) => Object.hasOwn(change, key) && change[key] !== task[key])
    .map((key) => [key, task[key] ?? null]);
  const usual = { ...Object.fromEntries(kept), ...task.usual } as Usual;
  return Object.keys(usual).length > 0 ? usual : undefined;
}

/** What the next of a series keeps to when some values are changed for all that follow. */
export function usualWithout({ usual = {} }: Task, change: Partial<Task>): Usual | undefined {
  const left = Object.entries(usual).filter(([key]) => !Object.hasOwn(change, key));
  return left.length > 0 ? Object.fromEntries(left) : undefined;
}

/**
 * The task that follows one of a series when that ends: at the first time of the rule after its own moment, wherever it
 * was moved, and after now, so that what was late makes no heap. Undefined where the series is over.
 */
export async function nextInSeries(caller: Caller, task: Task): Promise<Planned | undefined> {
  const { repeat, seriesFrom, slot } = task;
  if (!repeat || !seriesFrom || !slot) return undefined;
  const usual = nullsOut(task.usual ?? {});
  const timeZone = usual.timeZone ?? task.timeZone;
  const at = await nextTime(repeat, seriesFrom, {
    slot,
    own: instantOf(task.at, task.timeZone),
    timeZone,
    now: caller.now,
  });
  if (!at) return undefined;
  const performerId = await stillThere(caller, usual.performerId ?? task.performerId);
  const { clientId, dealId, contactId, typeId, text, note, place, minutes, remind, urgent, groupId, seriesId } = task;
  const setter = setterOf(task);
  const setBy = setter === caller.actor || !setter.startsWith(prefixes.employee) ? undefined : setter;
  return {
    ...defined({ clientId, dealId, contactId, typeId, note, place, minutes, remind, urgent, groupId, seriesId, setBy }),
    text,
    ...usual,
    performerId,
    timeZone,
    repeat,
    seriesFrom,
    at,
    slot: at,
  };
}

/** The first time of a rule later than the slot, the own moment and now. */
async function nextTime(
  repeat: Recurrence,
  from: WallTime,
  { slot, own, timeZone, now }: { slot: WallTime; own: string; timeZone: string; now: string },
): Promise<WallTime | undefined> {
  const later = own > now ? own : now;
  // Wall time alone does not tell what is later where clocks change: a day before is safe, the moments decide.
  const near = wallAfter(wallOf(later, timeZone), -DAY_MINUTES);
  let at: WallTime | undefined = slot > near ? slot : near;
  do at = await nextOccurrence(repeat, from, at);
  while (at && instantOf(at, timeZone) <= later);
  return at;
}

/** The performer, or whoever ends the last task where he has left the company meanwhile. */
async function stillThere(caller: Caller, performerId: string): Promise<string> {
  const left = (await companyContext(caller.tenant, caller))?.employee(performerId)?.state === "closed";
  return left && caller.kind !== "system" ? caller.userId : performerId;
}

function defined<T extends object>(values: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]?: Exclude<T[K], undefined>;
  };
}
