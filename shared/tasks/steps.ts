import type { Caller } from "../caller.ts";
import type { Client } from "../clients/schema.ts";
import { cardPartition } from "../clients/table.ts";
import { invalid, Problem } from "../errors.ts";
import { newId } from "../ids.ts";
import { ownSettings, usualSettings } from "../notifications/settings.ts";
import { demand } from "../policy.ts";
import { storeOf } from "../table/store.ts";
import type { Tx } from "../table/tx.ts";
import { after, type Instant } from "../time.ts";
import { instantOf, type WallTime } from "../wall.ts";
import { taskPlanned } from "./events.ts";
import { MOST_STEPS, setterOf, type PlanStep, type Task } from "./schema.ts";
import { STEP_PREFIX, TaskTable } from "./table.ts";

type Step = NonNullable<Client["nextStep"]>;

/** Plans may lie a day back, so that the day is planned as it goes. */
const MOST_SECONDS_BACK = 24 * 3600;

/** Refuses more steps than {@link MOST_STEPS} on a card that has so many open ones. */
export function mustBeFew(open: number, more = 1): void {
  if (open + more > MOST_STEPS)
    throw new Problem("invalid_state", { reason: "too_many_steps", params: { most: MOST_STEPS } });
}

/**
 * Refuses a further step with a client who has his fill. The card as it was read before is written with the step, so
 * of two who plan the last one the second finds it full. A card without a next step has none at all: nothing is read.
 */
export async function mustHaveRoom(
  caller: Caller,
  { id, nextStep }: Pick<Client, "id" | "nextStep">,
  more = 1,
): Promise<void> {
  if (!nextStep) return;
  const span = { pk: cardPartition(id), prefix: STEP_PREFIX, limit: MOST_STEPS, consistent: true };
  mustBeFew((await storeOf(caller).items(span)).items.length, more);
}

/** How long before a task its performer is told, in minutes, where nobody says: as he has chosen. */
export async function leadOf(caller: Caller, userId: string): Promise<number[]> {
  return [(await ownSettings(caller, userId))?.leadMinutes ?? usualSettings.leadMinutes];
}

/** Refuses a plan that lies more than a day back: a slip of the pen. What took place is written into History. */
export function mustNotBePast({ now, timeZone }: Pick<Caller, "now" | "timeZone">, path: string, at: WallTime): void {
  if (instantOf(at, timeZone) < after(now, -MOST_SECONDS_BACK)) throw invalid(path, "past");
}

/** What of a task its planner says; the rest is as it is planned. */
export type Planned = Omit<PlanStep, "performerId"> &
  Pick<Task, "clientId" | "groupId" | "note" | "place" | "setBy" | "repeat" | "seriesId" | "seriesFrom" | "slot"> & {
    performerId?: string;
    timeZone?: string;
  };

/**
 * Adds a planned task to a transaction. With a client it is a step: the card's own pointer is the caller's to move.
 * Its wall time is that of whoever plans it, unless it says otherwise.
 */
export function planIn(
  tx: Tx,
  caller: Caller,
  { performerId = caller.userId, timeZone = caller.timeZone, ...said }: Planned,
  id = newId("task"),
): Task {
  const task = tx.create(TaskTable, {
    // A system is nobody who could follow what he has set.
    ...(caller.kind === "system" || caller.userId === caller.actor ? {} : { setBy: caller.userId }),
    ...said,
    ...(said.repeat && !said.seriesId ? { seriesId: id } : {}),
    id,
    performerId,
    timeZone,
    plannedAt: caller.now,
    state: "open",
  });
  demand(caller, "history", "create", { ...task, createdBy: setterOf(task) });
  tx.event(taskPlanned, aboutTask(task), { clientId: task.clientId, performerId, at: task.at });
  return task;
}

/** How events name a task. */
export function aboutTask({ id, ver }: Task): { kind: string; id: string; ver: number } {
  return { kind: "task", id, ver };
}

/** A task as the card names its next step. */
export function stepOf({ id, at, timeZone, typeId, text, performerId }: Task): Step {
  return { taskId: id, at, timeZone, text, performerId, ...(typeId ? { typeId } : {}) };
}

/** The earlier of the step a card has and a new one. */
export function earlier(has: Step | undefined, task: Task): Step {
  const kept = has && has.taskId !== task.id ? has : undefined;
  // Of two zones the clock that shows more may be the earlier one.
  const moment = kept && instantOf(kept.at, kept.timeZone ?? task.timeZone);
  return kept && moment! <= momentOf(task) ? kept : stepOf(task);
}

/** The earliest of a client's open steps. */
export function earliest(tasks: readonly Task[]): Step | undefined {
  const [first] = [...tasks].sort(
    (one, other) => momentOf(one).localeCompare(momentOf(other)) || one.id.localeCompare(other.id),
  );
  return first && stepOf(first);
}

function momentOf({ at, timeZone }: Task): Instant {
  return instantOf(at, timeZone);
}
