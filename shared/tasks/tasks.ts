import type { Caller } from "../caller.ts";
import { clientView, mustClient } from "../clients/clients.ts";
import { cardPartition, ClientTable } from "../clients/table.ts";
import type { Client } from "../clients/schema.ts";
import { invalid, notFound, Problem } from "../errors.ts";
import { entryIn, entryView, latest, mustBelong } from "../history/history.ts";
import type { Input } from "../http/contract.ts";
import { newId } from "../ids.ts";
import { demand, may } from "../policy.ts";
import { entryByCode, mustBeEmployee, mustBeEntry } from "../references.ts";
import { mustBeSeen, nullsOut, retryStale } from "../table/retry.ts";
import { storeOf } from "../table/store.ts";
import type { Tx } from "../table/tx.ts";
import type { Day } from "../time.ts";
import type { tasksContract } from "./contract.ts";
import { taskFinished, taskPlanned } from "./events.ts";
import type { Task } from "./schema.ts";
import { aboutTask, earlier, earliest, leadOf, mustBeFew, mustHaveRoom, planIn } from "./steps.ts";
import { STEP_PREFIX, TaskTable } from "./table.ts";

type In<K extends keyof typeof tasksContract> = Input<(typeof tasksContract)[K]>;

/** Tasks a list of work answers at most. */
const MOST_TASKS = 500;

/** Open tasks of the caller by due moment. */
export async function mine(caller: Caller, { until }: In<"mine">) {
  const tasks = await storeOf(caller).query(TaskTable, {
    pk: `U#${caller.userId}`,
    index: "work",
    ...(until ? { from: "0", to: `${until}~` } : {}),
    limit: MOST_TASKS,
  });
  return { tasks: await withClients(caller, tasks) };
}

/** Open tasks of an employee up to the end of a day, in order; whether the caller may ask is checked before. */
export function openTasksUntil(caller: Caller, userId: string, day: Day): Promise<Task[]> {
  return storeOf(caller).query(TaskTable, {
    pk: `U#${userId}`,
    index: "work",
    from: "0",
    to: `${day}~`,
    limit: MOST_TASKS,
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

/** A task with the name of its client. */
export async function get(caller: Caller, { id }: In<"get">) {
  const task = await mustTask(caller, id, "read");
  const [found] = await withClients(caller, [task]);
  if (!found) throw notFound();
  return { task, ...(found.clientName === undefined ? {} : { clientName: found.clientName }) };
}

/** Plans a step with a client. */
export async function plan(caller: Caller, { clientId, ...step }: In<"plan">) {
  await Promise.all([
    mustBeEntry(caller, "activity_type", "typeId", step.typeId),
    mustBeEmployee(caller, "performerId", step.performerId),
    mustBelong(caller, clientId, step),
  ]);
  const remind = step.remind ?? (await leadOf(caller, step.performerId ?? caller.userId));
  return retryStale(async () => {
    const before = await mustClient(caller, clientId, "read");
    await mustHaveRoom(caller, before);
    const tx = storeOf(caller).tx();
    const task = planIn(tx, caller, { ...step, clientId, remind });
    const client = stepOnCard(tx, before, task);
    return tx.commit({ task, client: clientView(caller, client) });
  });
}

/** Plans one task, or the same for several people: they share a group, each has his own to finish. */
export async function add(caller: Caller, { performerIds, ...said }: In<"add">) {
  const performers = performerIds.length > 0 ? [...new Set(performerIds)] : [caller.userId];
  const { clientId, dealId, contactId } = said;
  if (!clientId && (dealId ?? contactId)) throw invalid("clientId", "required");
  await Promise.all([
    mustBeEntry(caller, "activity_type", "typeId", said.typeId),
    ...performers.map((id, place) => mustBeEmployee(caller, `performerIds.${place}`, id)),
    clientId ? mustBelong(caller, clientId, said) : undefined,
  ]);
  const leads = await Promise.all(performers.map((id) => said.remind ?? leadOf(caller, id)));
  const groupId = performers.length > 1 ? newId("task") : undefined;
  return retryStale(async () => {
    const before = clientId ? await mustClient(caller, clientId, "read") : undefined;
    if (before) await mustHaveRoom(caller, before, performers.length);
    const tx = storeOf(caller).tx();
    const tasks = performers.map((performerId, place) =>
      planIn(tx, caller, { ...said, performerId, remind: leads[place]!, ...(groupId ? { groupId } : {}) }),
    );
    if (before) stepOnCard(tx, before, ...tasks);
    return tx.commit({ tasks });
  });
}

function stepOnCard(tx: Tx, before: Client, ...tasks: readonly Task[]): Client {
  const nextStep = tasks.reduce((has, task) => earlier(has, task), before.nextStep);
  return tx.update(ClientTable, before, { nextStep, parkedUntil: undefined, parkedReason: undefined });
}

/**
 * Finishes a task. With a client its result becomes an entry of History and the card points at the next step; without
 * one the result stays with the task.
 */
export async function finish(caller: Caller, { id, ver, result, typeId, next }: In<"finish">) {
  const seen = await mustTask(caller, id);
  if (!seen.clientId) {
    if (next) throw invalid("next", "needs_client");
    return finishAlone(caller, id, ver, result);
  }
  const { clientId } = seen;
  const type = typeId ?? seen.typeId ?? (await entryByCode(caller, "activity_type", "call"))?.id;
  await Promise.all([
    mustBeEntry(caller, "activity_type", "typeId", type),
    mustBeEntry(caller, "activity_type", "next.typeId", next?.typeId),
    mustBeEmployee(caller, "next.performerId", next?.performerId),
    mustBelong(caller, clientId, next ?? {}, "next."),
  ]);
  if (!type) throw invalid("typeId", "required");
  const remind = next?.remind ?? (next ? await leadOf(caller, next.performerId ?? caller.userId) : []);
  return retryStale(async () => {
    const before = await mustOpen(caller, id, ver);
    const client = await mustClient(caller, clientId, "read");
    const others = (await stepsOf(caller, clientId)).filter((task) => task.id !== id);
    if (next) mustBeFew(others.length);
    const tx = storeOf(caller).tx();
    const { contactId, dealId, performerId } = before;
    const entry = entryIn(tx, caller, { clientId, contactId, dealId, typeId: type, result, performerId, taskId: id });
    const task = tx.update(TaskTable, before, { state: "done", doneAt: caller.now, entryId: entry.id });
    const following = next && planIn(tx, caller, { ...next, clientId, remind });
    tx.update(ClientTable, client, {
      lastContactAt: latest(client, entry),
      nextStep: earliest(following ? [...others, following] : others),
    });
    tx.event(taskFinished, aboutTask(task), { clientId, entryId: entry.id });
    return tx.commit({ task, entry: entryView(caller, entry), ...(following ? { next: following } : {}) });
  });
}

async function finishAlone(caller: Caller, id: string, ver: number, result: string) {
  return retryStale(async () => {
    const before = await mustOpen(caller, id, ver);
    const tx = storeOf(caller).tx();
    const task = tx.update(TaskTable, before, { state: "done", doneAt: caller.now, result });
    tx.event(taskFinished, aboutTask(task), {});
    return tx.commit({ task });
  });
}

/** Moves a task to another moment, gives it to another performer, or rewords it. */
export async function change(caller: Caller, { id, ver, ...input }: In<"change">) {
  await Promise.all([
    mustBeEntry(caller, "activity_type", "typeId", input.typeId),
    mustBeEmployee(caller, "performerId", input.performerId),
  ]);
  const wanted = nullsOut(input) as Partial<Task>;
  return rewrite(caller, id, ver, (before) => ({
    ...wanted,
    // Lead times are counted anew from the moment somebody chose the time.
    ...(wanted.at !== undefined && wanted.at !== before.at ? { plannedAt: caller.now, timeZone: caller.timeZone } : {}),
    ...(wanted.remind ? { plannedAt: caller.now } : {}),
  }));
}

/** Cancels a task. */
export async function cancel(caller: Caller, { id, ver }: In<"cancel">) {
  return rewrite(caller, id, ver, () => ({ state: "cancelled" }));
}

async function rewrite(
  caller: Caller,
  id: string,
  ver: number,
  changeOf: (before: Task) => Partial<Task>,
): Promise<Task> {
  return retryStale(async () => {
    const before = await mustOpen(caller, id, ver);
    const store = storeOf(caller);
    const { clientId } = before;
    const client = clientId ? await store.get(ClientTable, { id: clientId }) : undefined;
    const others = clientId ? (await stepsOf(caller, clientId)).filter((task) => task.id !== id) : [];
    const tx = store.tx();
    const task = tx.update(TaskTable, before, changeOf(before));
    if (client)
      tx.update(ClientTable, client, { nextStep: earliest(task.state === "open" ? [...others, task] : others) });
    if (task.performerId !== before.performerId)
      tx.event(taskPlanned, aboutTask(task), { clientId, performerId: task.performerId, at: task.at });
    return tx.commit(task);
  });
}

/** A task by id for rules that have checked their caller by other means. */
export function find(caller: Caller, id: string): Promise<Task | undefined> {
  return storeOf(caller).get(TaskTable, { id });
}

/**
 * A task that the caller may read or change. One with a client is readable as History is; one without belongs to its
 * performer, to whoever planned it and to those who lead them: nobody else can tell that it is there.
 */
async function mustTask(caller: Caller, id: string, action: "read" | "write" = "write"): Promise<Task> {
  const task = await find(caller, id);
  if (task && !task.clientId && !isNear(caller, task)) throw notFound();
  return demand(caller, "history", action, task);
}

function isNear(caller: Caller, { performerId, createdBy }: Task): boolean {
  if (caller.kind === "system" || caller.role === "owner" || caller.role === "administrator") return true;
  return [performerId, createdBy].some((id) => id === caller.userId || caller.members.has(id));
}

async function mustOpen(caller: Caller, id: string, ver: number): Promise<Task> {
  const task = await mustTask(caller, id);
  mustBeSeen(task, ver);
  if (task.state !== "open") throw new Problem("invalid_state", { reason: "task_is_closed" });
  return task;
}

async function stepsOf(caller: Caller, clientId: string): Promise<Task[]> {
  const { items } = await storeOf(caller).items({ pk: cardPartition(clientId), prefix: STEP_PREFIX, consistent: true });
  return items.map((item) => item["d"] as Task);
}
