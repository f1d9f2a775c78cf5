import type { Caller } from "../caller.ts";
import { find as findClient } from "../clients/clients.ts";
import { as } from "../companies/context.ts";
import type { Fired } from "../reminders/fire.ts";
import type { Reminder } from "../reminders/schema.ts";
import type { Notice } from "../notifications/notify.ts";
import { readerOf } from "../notifications/settings.ts";
import { may } from "../policy.ts";
import { instantOf, wallOf } from "../wall.ts";
import type { Task } from "./schema.ts";
import { find } from "./lookup.ts";

/** Tells the performer of a task that its moment is near, unless it has ended or its client has gone. */
export async function taskSoon(caller: Caller, reminder: Reminder): Promise<Fired | undefined> {
  const task = await find(caller, reminder.about.id);
  if (task?.state !== "open" || task.performerId !== reminder.userId) return undefined;
  // Of a task that is over already, because its reader slept or the clock stood still, one word is enough.
  const over = instantOf(task.at, task.timeZone) < caller.now;
  if (over && reminder.part !== String(Math.min(...(task.remind ?? [])))) return undefined;
  const client = task.clientId ? await findClient(caller, task.clientId) : undefined;
  if (task.clientId && !client) return undefined;
  const reader = await as(caller, task.performerId);
  const seen = client && reader && may(reader, "clients", "read", client) ? client : undefined;
  const notice = await taskNotice(caller, "task_soon", task, task.performerId, seen?.name);
  return { notices: [{ ...notice, at: reminder.at }] };
}

/** What is told of a task to one employee: its moment as the clocks of his own zone show it. */
export async function taskNotice(
  caller: Caller,
  kind: "task_soon" | "task_planned",
  task: Task,
  userId: string,
  clientName: string | undefined,
): Promise<Notice> {
  const moment = instantOf(task.at, task.timeZone);
  const zone = (await readerOf(caller, userId))?.timeZone ?? task.timeZone;
  return {
    kind,
    about: { kind: "task", id: task.id },
    path: clientName !== undefined ? `clients/${task.clientId}` : "day",
    values: { what: task.text, when: wallOf(moment, zone), client: clientName ?? "" },
    at: moment,
    // To be planned is not urgent, whatever is planned.
    ...(task.urgent && kind === "task_soon" ? { urgent: true } : {}),
  };
}
