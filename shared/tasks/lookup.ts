import type { Caller } from "../caller.ts";
import { cardPartition, ClientTable } from "../clients/table.ts";
import { notFound, Problem } from "../errors.ts";
import { demand, may } from "../policy.ts";
import { mustBeSeen } from "../table/retry.ts";
import { storeOf } from "../table/store.ts";
import type { Day } from "../time.ts";
import { setterOf, type Task } from "./schema.ts";
import { ledBy } from "./sight.ts";
import { STEP_PREFIX, TaskTable } from "./table.ts";

/** Tasks a list of work answers at most. */
export const MOST_TASKS = 500;

/**
 * Open tasks of an employee from one day to another, the two among them, as they were planned: by the wall clock of whoever
 * planned them. Whether the caller may ask is checked before. `latest` answers the last ones first.
 */
export function openTasks(
  caller: Caller,
  userId: string,
  { from, to, limit = MOST_TASKS, latest = false }: { from?: Day; to: Day; limit?: number; latest?: boolean },
): Promise<Task[]> {
  return storeOf(caller).query(TaskTable, {
    pk: `U#${userId}`,
    index: "work",
    from: from ?? "0",
    to: `${to}~`,
    limit,
    descending: latest,
  });
}

/** Tasks with the names of their clients; those with a client the caller may not see are left out. */
export async function withClients(
  caller: Caller,
  tasks: readonly Task[],
): Promise<(Task & { clientName?: string | undefined })[]> {
  const clients = await storeOf(caller).batchGet(
    ClientTable,
    tasks.flatMap(({ clientId }) => (clientId ? [{ id: clientId }] : [])),
  );
  const names = new Map(
    clients.filter((client) => may(caller, "clients", "read", client)).map(({ id, name }) => [id, name]),
  );
  return tasks
    .filter(({ clientId }) => clientId === undefined || names.has(clientId))
    .map((task) => ({ ...task, ...(task.clientId ? { clientName: names.get(task.clientId) } : {}) }));
}

/** A task by id for rules that have checked their caller by other means. */
export function find(caller: Caller, id: string): Promise<Task | undefined> {
  return storeOf(caller).get(TaskTable, { id });
}

/**
 * A task that the caller may read or change. One with a client is readable as History is; one without belongs to its
 * performer, to whoever planned it and to those who lead them: nobody else can tell that it is there.
 */
export async function mustTask(caller: Caller, id: string, action: "read" | "write" = "write"): Promise<Task> {
  const task = await find(caller, id);
  if (!task) throw notFound();
  // The next of a series is written by whoever ended the last: it belongs to whoever set the series.
  const owned = { ...task, createdBy: setterOf(task) };
  if (!task.clientId && !ledBy(caller, owned)) throw notFound();
  demand(caller, "history", action, owned);
  return task;
}

/** A task that is open still, and as the caller saw it; `undefined` stands for however it is now. */
export async function mustOpen(caller: Caller, id: string, ver: number | undefined): Promise<Task> {
  const task = await mustTask(caller, id);
  if (ver !== undefined) mustBeSeen(task, ver);
  if (task.state !== "open") throw new Problem("invalid_state", { reason: "task_is_closed" });
  return task;
}

/** Open steps of a client. */
export async function stepsOf(caller: Caller, clientId: string): Promise<Task[]> {
  const { items } = await storeOf(caller).items({ pk: cardPartition(clientId), prefix: STEP_PREFIX, consistent: true });
  return items.map((item) => item["d"] as Task);
}
