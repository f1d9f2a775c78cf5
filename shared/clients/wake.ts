import type { Caller } from "../caller.ts";
import type { Tx } from "../table/tx.ts";
import { planIn, stepOf } from "../tasks/steps.ts";
import type { Task } from "../tasks/schema.ts";
import { ClientTable } from "./table.ts";
import type { Client } from "./schema.ts";

/** Whether a client has neither a dated next step nor a parking beyond a day (rule 3). Who is in the bin is no client. */
export function isForgotten(client: Pick<Client, "nextStep" | "parkedUntil" | "deletedAt">, today: string): boolean {
  return !client.deletedAt && !client.nextStep && (client.parkedUntil === undefined || client.parkedUntil <= today);
}

/**
 * Adds to a transaction the step that a forgotten client is woken by, planned by the caller in his zone; a parking that
 * is over goes. Some five actions.
 */
export function wake(tx: Tx, caller: Caller, client: Client, step: Pick<Task, "text" | "at" | "performerId">): Task {
  const task = planIn(tx, caller, { ...step, clientId: client.id, remind: [] });
  tx.update(ClientTable, client, { nextStep: stepOf(task), parkedUntil: undefined, parkedReason: undefined });
  return task;
}
