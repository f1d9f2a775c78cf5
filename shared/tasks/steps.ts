import type { Caller } from "../caller.ts";
import type { Client } from "../clients/schema.ts";
import { cardPartition } from "../clients/table.ts";
import { Problem } from "../errors.ts";
import { newId } from "../ids.ts";
import { demand } from "../policy.ts";
import { storeOf } from "../table/store.ts";
import type { Tx } from "../table/tx.ts";
import { taskPlanned } from "./events.ts";
import { MOST_STEPS, type PlanStep, type Task } from "./schema.ts";
import { STEP_PREFIX, TaskTable } from "./table.ts";

type Step = NonNullable<Client["nextStep"]>;

/** Refuses one step more than {@link MOST_STEPS} on a card that has so many open ones. */
export function mustBeFew(open: number): void {
  if (open >= MOST_STEPS)
    throw new Problem("invalid_state", { reason: "too_many_steps", params: { most: MOST_STEPS } });
}

/**
 * Refuses a further step with a client who has his fill. The card as it was read before is written with the step, so
 * of two who plan the last one the second finds it full. A card without a next step has none at all: nothing is read.
 */
export async function mustHaveRoom(caller: Caller, { id, nextStep }: Pick<Client, "id" | "nextStep">): Promise<void> {
  if (!nextStep) return;
  const span = { pk: cardPartition(id), prefix: STEP_PREFIX, limit: MOST_STEPS, consistent: true };
  mustBeFew((await storeOf(caller).items(span)).items.length);
}

/** Adds a planned step with a client to a transaction. The card's own pointer is the caller's to move. */
export function planIn(
  tx: Tx,
  caller: Caller,
  client: Pick<Client, "id">,
  { performerId = caller.userId, ...step }: PlanStep,
): Task {
  const task = tx.create(TaskTable, {
    ...step,
    id: newId("task"),
    clientId: client.id,
    performerId,
    timeZone: caller.timeZone,
    state: "open",
  });
  demand(caller, "history", "create", task);
  tx.event(
    taskPlanned,
    { kind: "task", id: task.id, ver: task.ver },
    { clientId: client.id, performerId, at: task.at },
  );
  return task;
}

/** A task as the card names its next step. */
export function stepOf({ id, at, typeId, text, performerId }: Task): Step {
  return { taskId: id, at, text, performerId, ...(typeId ? { typeId } : {}) };
}

/** The earlier of the step a card has and a new one. */
export function earlier(has: Step | undefined, task: Task): Step {
  return has && has.at <= task.at && has.taskId !== task.id ? has : stepOf(task);
}

/** The earliest of a client's open steps. */
export function earliest(tasks: readonly Task[]): Step | undefined {
  const [first] = [...tasks].sort((one, other) => one.at.localeCompare(other.at) || one.id.localeCompare(other.id));
  return first && stepOf(first);
}
