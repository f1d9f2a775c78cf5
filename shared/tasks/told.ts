import type { Caller } from "../caller.ts";
import { find as findClient } from "../clients/clients.ts";
import { as, companyContext } from "../companies/context.ts";
import type { Envelope, PayloadOf } from "../events.ts";
import { EntryTable } from "../history/table.ts";
import type { Told } from "../notifications/tell.ts";
import { may } from "../policy.ts";
import { storeOf } from "../table/store.ts";
import type { taskFinished, taskPlanned } from "./events.ts";
import { setterOf } from "./schema.ts";
import { taskNotice } from "./soon.ts";
import { find } from "./lookup.ts";

/** Letters of a result that a notice shows. */
const MOST_RESULT = 300;

/** Tells the performer of a task that somebody else has planned it for him, if it is still open and still his. */
export async function tellPlanned(
  caller: Caller,
  { actor, entity, payload }: Envelope<PayloadOf<typeof taskPlanned>>,
): Promise<readonly Told[]> {
  const { performerId } = payload;
  // What the company itself plans by the dozen stands in his day and in its morning letter.
  if (actor === performerId || actor === "system") return [];
  const task = await find(caller, entity.id);
  if (task?.state !== "open" || task.performerId !== performerId) return [];
  const client = await clientFor(caller, performerId, task.clientId);
  const shown = { ...task, clientId: client?.id };
  const notice = await taskNotice(caller, "task_planned", shown, performerId, client?.name);
  const who = await nameOf(caller, actor);
  return [{ userId: performerId, notice: { ...notice, values: { ...notice.values, who } } }];
}

/** Tells whoever set a task what came of it, when another has finished it. */
export async function tellFinished(
  caller: Caller,
  { actor, entity }: Envelope<PayloadOf<typeof taskFinished>>,
): Promise<readonly Told[]> {
  const task = await find(caller, entity.id);
  if (task?.state !== "done") return [];
  const { performerId } = task;
  const setter = setterOf(task);
  if (setter === performerId || setter === actor) return [];
  const client = await clientFor(caller, setter, task.clientId);
  const result = task.clientId
    ? client && task.entryId && (await resultOf(caller, client.id, task.entryId))
    : task.result;
  const values = {
    what: task.text,
    who: await nameOf(caller, performerId),
    client: client?.name ?? "",
    result: shortened(result ?? ""),
  };
  const path = client ? `clients/${client.id}` : "day";
  const about = { kind: "task", id: task.id };
  return [{ userId: setter, notice: { kind: "task_done", about, path, values, at: task.doneAt ?? caller.now } }];
}

/** The client as far as an employee may know of him. */
async function clientFor(caller: Caller, userId: string, clientId: string | undefined) {
  const [reader, client] = await Promise.all([as(caller, userId), clientId ? findClient(caller, clientId) : undefined]);
  return reader && client && may(reader, "clients", "read", client) ? client : undefined;
}

async function resultOf(caller: Caller, clientId: string, id: string): Promise<string | undefined> {
  return (await storeOf(caller).get(EntryTable, { clientId, id }))?.result;
}

/** Name of whoever did something; what a program or the product itself did has the product's. */
async function nameOf(caller: Caller, actor: string): Promise<string> {
  return (await companyContext(caller.tenant, caller))?.employee(actor)?.name ?? "Prodano";
}

function shortened(text: string): string {
  return text.length > MOST_RESULT ? `${text.slice(0, MOST_RESULT - 1)}…` : text;
}
