import type { Caller } from "../caller.ts";
import { invalid } from "../errors.ts";
import { bookIn, type Claim } from "../resources/bookings.ts";
import { mustBeResources } from "../resources/lookup.ts";
import type { Tx } from "../table/tx.ts";
import { busySpan } from "./columns.ts";
import type { Task } from "./schema.ts";

/** Refuses resources that are none, and those of a task that takes no time. */
export async function mustBook(
  caller: Caller,
  path: string,
  { resourceIds = [], minutes }: Pick<Task, "resourceIds" | "minutes">,
): Promise<void> {
  if (resourceIds.length > 0 && minutes === undefined) throw invalid(`${path}minutes`, "required");
  await mustBeResources(caller, `${path}resourceIds`, resourceIds);
}

/**
 * Adds to a transaction what becomes of the bookings of tasks, each as it was and as it is: made with it, moved with it,
 * free when it is cancelled and from the moment it was done. A resource somebody else has then answers `conflict`.
 */
export function rebook(
  caller: Caller,
  tx: Tx,
  ...changes: readonly [before: Task | undefined, after: Task | undefined][]
): Promise<void> {
  return bookIn(
    caller,
    tx,
    changes.map(([before, after]) => ({ was: before && claimOf(before), is: after && claimOf(after) })),
  );
}

function claimOf(task: Task): Claim | undefined {
  const { id, performerId, resourceIds = [] } = task;
  const span = resourceIds.length > 0 ? busySpan(task) : undefined;
  return span && { taskId: id, performerId, resourceIds, ...span };
}
