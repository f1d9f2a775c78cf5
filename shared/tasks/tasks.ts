import type { Caller } from "../caller.ts";
import { clientView, mustClient } from "../clients/clients.ts";
import type { Client } from "../clients/schema.ts";
import { ClientTable } from "../clients/table.ts";
import { invalid, notFound, Problem } from "../errors.ts";
import { entryIn, entryView, latest, mustBelong } from "../history/history.ts";
import type { Input } from "../http/contract.ts";
import { newId } from "../ids.ts";
import { may } from "../policy.ts";
import { entryByCode, mustBeEmployee, mustBeEntry } from "../references.ts";
import { mustBeResources } from "../resources/lookup.ts";
import { nullsOut, retryStale } from "../table/retry.ts";
import { storeOf } from "../table/store.ts";
import type { Tx } from "../table/tx.ts";
import { instantOf } from "../wall.ts";
import { mustBook, rebook } from "./book.ts";
import type { tasksContract } from "./contract.ts";
import { mustMayAssign } from "./distribution.ts";
import { taskFinished, taskPlanned } from "./events.ts";
import { MOST_TASKS, mustOpen, mustTask, stepsOf, withClients } from "./lookup.ts";
import { setterOf, type Task } from "./schema.ts";
import { alone, begin, beginAt, nextInSeries, restOf, usualWith, usualWithout } from "./series.ts";
import { aboutTask, earlier, earliest, leadOf, mustBeFew, mustHaveRoom, mustNotBePast, planIn } from "./steps.ts";
import { setPartition, setPrefixes, TaskTable } from "./table.ts";

type In<K extends keyof typeof tasksContract> = Input<(typeof tasksContract)[K]>;

/** Open tasks of the caller by due moment. */
export async function mine(caller: Caller, { from = "0", until }: In<"mine">) {
  if (until !== undefined && from !== "0" && from > until) throw invalid("until", "ends_before_start");
  const tasks = await storeOf(caller).query(TaskTable, {
    pk: `U#${caller.userId}`,
    index: "work",
    from,
    to: `${until ?? ""}~`,
    limit: MOST_TASKS,
  });
  return { tasks: await withClients(caller, tasks) };
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
    mustMayAssign(caller, step.performerId),
    mustBook(caller, "", step),
    mustBelong(caller, clientId, step),
  ]);
  const remind = step.remind ?? (await leadOf(caller, step.performerId ?? caller.userId));
  return retryStale(async () => {
    const before = await mustClient(caller, clientId, "read");
    mustNotBePast(caller, "at", step.at);
    await mustHaveRoom(caller, before);
    const tx = storeOf(caller).tx();
    const task = planIn(tx, caller, { ...step, clientId, remind });
    const client = stepOnCard(tx, before, task);
    await rebook(caller, tx, [undefined, task]);
    return tx.commit({ task, client: clientView(caller, client) });
  });
}

/** Plans one task, or the same for several people: they share a group, each has his own to finish, and his own series. */
export async function add(caller: Caller, { performerIds, ...asked }: In<"add">) {
  const said = { ...asked, ...(asked.repeat ? await begin(asked.repeat, asked.at) : {}) };
  const performers = performerIds.length > 0 ? [...new Set(performerIds)] : [caller.userId];
  const { clientId, dealId, contactId } = said;
  if (!clientId && (dealId ?? contactId)) throw invalid("clientId", "required");
  await Promise.all([
    mustBeEntry(caller, "activity_type", "typeId", said.typeId),
    ...performers.map((id, place) => mustBeEmployee(caller, `performerIds.${place}`, id)),
    mustMayAssign(caller, ...performers),
    mustBook(caller, "", said),
    clientId ? mustBelong(caller, clientId, said) : undefined,
  ]);
  mustNotBePast(caller, "at", said.at);
  const leads = await Promise.all(performers.map(async (id) => said.remind ?? leadOf(caller, id)));
  const groupId = performers.length > 1 ? newId("task") : undefined;
  return retryStale(async () => {
    const before = clientId ? await mustClient(caller, clientId, "read") : undefined;
    if (before) await mustHaveRoom(caller, before, performers.length);
    const tx = storeOf(caller).tx();
    const tasks = performers.map((performerId, place) =>
      planIn(tx, caller, {
        ...said,
        // One of a group books for all of them.
        resourceIds: place === 0 ? said.resourceIds : undefined,
        performerId,
        remind: leads[place]!,
        ...(groupId ? { groupId } : {}),
      }),
    );
    if (before) stepOnCard(tx, before, ...tasks);
    await rebook(caller, tx, [undefined, tasks[0]]);
    return tx.commit({ tasks });
  });
}

function stepOnCard(tx: Tx, before: Client, ...tasks: readonly Task[]): Client {
  const nextStep = tasks.reduce((has, task) => earlier(has, task), before.nextStep);
  return tx.update(ClientTable, before, { nextStep, parkedUntil: undefined, parkedReason: undefined });
}

/**
 * Finishes a task. With a client its result becomes an entry of History and the card points at the next step; without
 * one the result stays with the task. The next of its series is planned, and a next step beside where one is given.
 */
export async function finish(caller: Caller, { id, ver, result, typeId, next }: In<"finish">) {
  const seen = await mustTask(caller, id);
  await Promise.all([
    mustBeEntry(caller, "activity_type", "next.typeId", next?.typeId),
    mustBeEmployee(caller, "next.performerId", next?.performerId),
    mustMayAssign(caller, next?.performerId),
    mustBook(caller, "next.", next ?? {}),
  ]);
  if (next) mustNotBePast(caller, "next.at", next.at);
  const remind = next?.remind ?? (next ? await leadOf(caller, next.performerId ?? caller.userId) : []);
  const planned = next && { ...next, remind };
  return seen.clientId
    ? finishWith(caller, seen.clientId, { id, ver, result, typeId: typeId ?? seen.typeId, next: planned })
    : finishAlone(caller, { id, ver, result, next: planned });
}

async function finishWith(caller: Caller, clientId: string, { id, ver, result, typeId, next }: In<"finish">) {
  const type = typeId ?? (await entryByCode(caller, "activity_type", "call"))?.id;
  await Promise.all([
    mustBeEntry(caller, "activity_type", "typeId", type),
    mustBelong(caller, clientId, next ?? {}, "next."),
  ]);
  if (!type) throw invalid("typeId", "required");
  return retryStale(async () => {
    const before = await mustOpen(caller, id, ver);
    const client = await mustClient(caller, clientId, "read");
    const others = (await stepsOf(caller, clientId)).filter((task) => task.id !== id);
    const series = await nextInSeries(caller, before);
    if (next) mustBeFew(others.length, series ? 2 : 1);
    const tx = storeOf(caller).tx();
    const { contactId, dealId, performerId } = before;
    const entry = entryIn(tx, caller, { clientId, contactId, dealId, typeId: type, result, performerId, taskId: id });
    const task = tx.update(TaskTable, before, { state: "done", doneAt: caller.now, entryId: entry.id });
    const following = series && planIn(tx, caller, series);
    const step = next && planIn(tx, caller, { ...next, clientId });
    tx.update(ClientTable, client, {
      lastContactAt: latest(client, entry),
      nextStep: earliest([...others, step, following].filter((one) => one !== undefined)),
    });
    tx.event(taskFinished, aboutTask(task), { clientId, entryId: entry.id });
    await rebook(caller, tx, [before, task], [undefined, step]);
    return tx.commit({
      task,
      entry: entryView(caller, entry),
      ...(step ? { next: step } : {}),
      ...(following ? { following } : {}),
    });
  });
}

async function finishAlone(caller: Caller, { id, ver, result, next }: In<"finish">) {
  if (next && (next.dealId ?? next.contactId)) throw invalid("next", "needs_client");
  return retryStale(async () => {
    const before = await mustOpen(caller, id, ver);
    const series = await nextInSeries(caller, before);
    const tx = storeOf(caller).tx();
    const task = tx.update(TaskTable, before, { state: "done", doneAt: caller.now, result });
    const following = series && planIn(tx, caller, series);
    const step = next && planIn(tx, caller, next);
    tx.event(taskFinished, aboutTask(task), {});
    await rebook(caller, tx, [before, task], [undefined, step]);
    return tx.commit({ task, ...(step ? { next: step } : {}), ...(following ? { following } : {}) });
  });
}

/**
 * Moves a task to another moment, gives it to another performer, rewords it, or has it repeated. Of a series it changes
 * this one alone, or this and all that follow.
 */
export async function change(caller: Caller, { id, ver, scope, repeat, ...input }: In<"change">) {
  await Promise.all([
    mustBeEntry(caller, "activity_type", "typeId", input.typeId),
    mustBeEmployee(caller, "performerId", input.performerId),
    mustBeResources(caller, "resourceIds", input.resourceIds),
  ]);
  const asked = nullsOut(input) as Partial<Task>;
  const { task } = await rewrite(caller, id, ver, async (before) => {
    // The same clock time of another zone is another moment, and the same moment may be shown by another clock.
    const moves =
      asked.at !== undefined && instantOf(asked.at, caller.timeZone) !== instantOf(before.at, before.timeZone);
    if (moves) mustNotBePast(caller, "at", asked.at!);
    const { at: _at, ...others } = asked;
    const wanted: Partial<Task> = moves ? asked : others;
    const passes = wanted.performerId !== undefined && wanted.performerId !== before.performerId;
    const change = {
      ...wanted,
      // Lead times are counted anew from the moment somebody chose the time, or the one who is told.
      ...(moves || passes || wanted.remind ? { plannedAt: caller.now } : {}),
      ...(moves ? { timeZone: caller.timeZone } : {}),
    };
    if (repeat === null) return { ...change, ...alone };
    const from = wanted.at ?? before.at;
    if (repeat) return { ...change, ...(await beginAt(before, repeat, from, "at")) };
    if (!before.repeat) return change;
    if (scope !== "following") return { ...change, usual: usualWith(before, change) };
    if (!moves) return { ...change, usual: usualWithout(before, change) };
    return { ...change, ...(await beginAt(before, await restOf(before), from, "at")) };
  });
  return task;
}

/**
 * Cancels a task. One of a series is skipped and the next is planned, unless the series ends. Whoever set it to several
 * people may cancel it for all of them at once.
 */
export async function cancel(caller: Caller, { id, ver, end = false, scope }: In<"cancel">) {
  if (scope === "group") await cancelOthers(caller, id, ver, end);
  const { task, following } = await rewrite(caller, id, ver, () => ({ state: "cancelled" }), { ends: end });
  return { ...task, ...(following ? { following } : {}) };
}

/** Each in a transaction of its own: broken off halfway, a repeat cancels the rest. The asked one comes last. */
async function cancelOthers(caller: Caller, id: string, ver: number, end: boolean): Promise<void> {
  const { groupId, ...task } = await mustOpen(caller, id, ver);
  if (!groupId || setterOf(task) !== caller.userId) throw new Problem("forbidden");
  const { idempotency: _once, ...plain } = caller;
  const { items } = await storeOf(caller).items({
    pk: setPartition(caller.userId),
    prefix: setPrefixes.open,
    consistent: true,
  });
  for (const item of items) {
    const other = item["d"] as Pick<Task, "id" | "groupId">;
    if (other.groupId !== groupId || other.id === id) continue;
    try {
      await rewrite(plain, other.id, undefined, () => ({ state: "cancelled" }), { ends: end });
    } catch (error) {
      // Its performer was faster.
      if (!(error instanceof Problem && error.details.reason === "task_is_closed")) throw error;
    }
  }
}

async function rewrite(
  caller: Caller,
  id: string,
  ver: number | undefined,
  changeOf: (before: Task) => Promise<Partial<Task>> | Partial<Task>,
  { ends = false } = {},
): Promise<{ task: Task; following?: Task }> {
  return retryStale(async () => {
    const before = await mustOpen(caller, id, ver);
    const store = storeOf(caller);
    const { clientId } = before;
    const client = clientId ? await store.get(ClientTable, { id: clientId }) : undefined;
    if (client && !may(caller, "clients", "read", client)) throw notFound();
    const others = clientId ? (await stepsOf(caller, clientId)).filter((task) => task.id !== id) : [];
    const wanted = await changeOf(before);
    const closes = wanted.state !== undefined && wanted.state !== "open";
    const next = closes && !ends ? await nextInSeries(caller, before) : undefined;
    // Another time of somebody else's work is planning for him as well.
    if (wanted.performerId ?? wanted.at) await mustMayAssign(caller, wanted.performerId ?? before.performerId);
    const tx = store.tx();
    const task = tx.update(TaskTable, before, wanted);
    if (task.state === "open" && task.resourceIds?.length && task.minutes === undefined)
      throw invalid("minutes", "required");
    const following = next && planIn(tx, caller, next);
    const open = [...others, ...[task, following].filter((one) => one?.state === "open")] as Task[];
    if (client) tx.update(ClientTable, client, { nextStep: earliest(open) });
    if (task.performerId !== before.performerId)
      tx.event(taskPlanned, aboutTask(task), { clientId, performerId: task.performerId, at: task.at });
    await rebook(caller, tx, [before, task]);
    return tx.commit({ task, ...(following ? { following } : {}) });
  });
}
