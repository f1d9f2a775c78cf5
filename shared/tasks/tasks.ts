import type { Caller } from "../caller.ts";
import { clientView, mustClient } from "../clients/clients.ts";
import { cardPartition, ClientTable } from "../clients/table.ts";
import { Problem } from "../errors.ts";
import { entryIn, entryView, latest, mustBelong } from "../history/history.ts";
import type { Input } from "../http/contract.ts";
import { demand, may } from "../policy.ts";
import { entryByCode, mustBeEmployee, mustBeEntry } from "../references.ts";
import { mustBeSeen, retryStale } from "../table/retry.ts";
import { storeOf } from "../table/store.ts";
import type { tasksContract } from "./contract.ts";
import { taskFinished } from "./events.ts";
import type { Task } from "./schema.ts";
import { earlier, earliest, mustBeFew, mustHaveRoom, planIn } from "./steps.ts";
import { STEP_PREFIX, TaskTable } from "./table.ts";

type In<K extends keyof typeof tasksContract> = Input<(typeof tasksContract)[K]>;

/** Tasks a list of work answers at most. */
const MOST_TASKS = 500;

/** Open tasks of the caller by due moment. */
export async function mine(caller: Caller, { until }: In<"mine">) {
  const store = storeOf(caller);
  const tasks = await store.query(TaskTable, {
    pk: `U#${caller.userId}`,
    index: "work",
    ...(until ? { from: "0", to: `${until}~` } : {}),
    limit: MOST_TASKS,
  });
  const clients = await store.batchGet(
    ClientTable,
    tasks.map(({ clientId }) => ({ id: clientId })),
  );
  const names = new Map(
    clients.filter((client) => may(caller, "clients", "read", client)).map(({ id, name }) => [id, name]),
  );
  return {
    tasks: tasks
      .filter(({ clientId }) => names.has(clientId))
      .map((task) => ({ ...task, clientName: names.get(task.clientId)! })),
  };
}

/** Plans a step with a client. */
export async function plan(caller: Caller, { clientId, ...step }: In<"plan">) {
  await Promise.all([
    mustBeEntry(caller, "activity_type", "typeId", step.typeId),
    mustBeEmployee(caller, "performerId", step.performerId),
    mustBelong(caller, clientId, step),
  ]);
  return retryStale(async () => {
    const before = await mustClient(caller, clientId, "read");
    await mustHaveRoom(caller, before);
    const tx = storeOf(caller).tx();
    const task = planIn(tx, caller, before, step);
    const client = tx.update(ClientTable, before, {
      nextStep: earlier(before.nextStep, task),
      parkedUntil: undefined,
      parkedReason: undefined,
    });
    return tx.commit({ task, client: clientView(caller, client) });
  });
}

/** Finishes a task: its result becomes an entry of History, the card points at the next step. */
export async function finish(caller: Caller, { id, ver, result, typeId, next }: In<"finish">) {
  const seen = await mustTask(caller, id);
  const type = typeId ?? seen.typeId ?? (await entryByCode(caller, "activity_type", "call"))?.id;
  await Promise.all([
    mustBeEntry(caller, "activity_type", "typeId", type),
    mustBeEntry(caller, "activity_type", "next.typeId", next?.typeId),
    mustBeEmployee(caller, "next.performerId", next?.performerId),
    mustBelong(caller, seen.clientId, next ?? {}, "next."),
  ]);
  if (!type) throw new Problem("invalid_input", { issues: [{ path: "typeId", message: "required" }] });
  return retryStale(async () => {
    const before = await mustTask(caller, id);
    mustBeSeen(before, ver);
    mustBeOpen(before);
    const client = await mustClient(caller, before.clientId, "read");
    const others = (await stepsOf(caller, client.id)).filter((task) => task.id !== id);
    if (next) mustBeFew(others.length);
    const tx = storeOf(caller).tx();
    const { clientId, contactId, dealId, performerId } = before;
    const entry = entryIn(tx, caller, { clientId, contactId, dealId, typeId: type, result, performerId, taskId: id });
    const task = tx.update(TaskTable, before, { state: "done", doneAt: caller.now, entryId: entry.id });
    const following = next && planIn(tx, caller, client, next);
    tx.update(ClientTable, client, {
      lastContactAt: latest(client, entry),
      nextStep: earliest(following ? [...others, following] : others),
    });
    tx.event(taskFinished, { kind: "task", id, ver: task.ver }, { clientId, entryId: entry.id });
    return tx.commit({ task, entry: entryView(caller, entry), ...(following ? { next: following } : {}) });
  });
}

/** Moves a task to another moment, or rewords it. */
export async function move(caller: Caller, { id, ver, ...input }: In<"move">) {
  return rewrite(caller, id, ver, input);
}

/** Cancels a task. */
export async function cancel(caller: Caller, { id, ver }: In<"cancel">) {
  return rewrite(caller, id, ver, { state: "cancelled" });
}

async function rewrite(caller: Caller, id: string, ver: number, change: Partial<Task>): Promise<Task> {
  return retryStale(async () => {
    const before = await mustTask(caller, id);
    mustBeSeen(before, ver);
    mustBeOpen(before);
    const store = storeOf(caller);
    const client = await store.get(ClientTable, { id: before.clientId });
    const others = (await stepsOf(caller, before.clientId)).filter((task) => task.id !== id);
    const tx = store.tx();
    const task = tx.update(TaskTable, before, change);
    if (client)
      tx.update(ClientTable, client, { nextStep: earliest(task.state === "open" ? [...others, task] : others) });
    return tx.commit(task);
  });
}

async function mustTask(caller: Caller, id: string): Promise<Task> {
  return demand(caller, "history", "write", await storeOf(caller).get(TaskTable, { id }));
}

async function stepsOf(caller: Caller, clientId: string): Promise<Task[]> {
  const { items } = await storeOf(caller).items({ pk: cardPartition(clientId), prefix: STEP_PREFIX, consistent: true });
  return items.map((item) => item["d"] as Task);
}

function mustBeOpen({ state }: Task): void {
  if (state !== "open") throw new Problem("invalid_state", { reason: "task_is_closed" });
}
