import { cardPartition } from "../clients/table.ts";
import type { Reminder } from "../reminders/schema.ts";
import { reminderMirror } from "../reminders/items.ts";
import { defineTable, type Mirror } from "../table/entity.ts";
import { after } from "../time.ts";
import { instantOf } from "../wall.ts";
import { taskColumns } from "./columns.ts";
import { setterOf, type Task } from "./schema.ts";

/** Open steps lie on the card under this prefix. */
export const STEP_PREFIX = "A#";

/** Tasks: an item of their own, while open a mirror on the card and their reminders, and the work index of their performer. */
export const TaskTable = defineTable<Task>({
  entity: "task",
  version: 1,
  key: ({ id }) => ({ pk: `TASK#${id}`, sk: "#" }),
  columns: taskColumns,
  work: (task) => (task.state === "open" ? { userId: task.performerId, dueAt: task.at, type: "task" } : undefined),
  mirrors: (task) => [
    ...(task.state === "open" ? [...onCard(task), ...remindersOf(task).map((one) => reminderMirror(one))] : []),
    ...forSetter(task),
  ],
});

/** What somebody set for others lies in a partition of his, by state and moment. */
export const setPrefixes = { open: "O#", done: "D#", cancelled: "C#" } as const;

/** Partition of what an employee set for others. */
export function setPartition(userId: string): string {
  return `SET#${userId}`;
}

/** The items by which whoever set a task for another, or for several together, finds it. */
function forSetter(task: Task): Mirror[] {
  const { id, performerId, at, groupId, state, doneAt, updatedAt } = task;
  const setter = setterOf(task);
  if (setter === performerId && !groupId) return [];
  const moment = state === "open" ? at : (doneAt ?? updatedAt);
  const sk = `${setPrefixes[state]}${moment}#${id}`;
  return [{ pk: setPartition(setter), sk, entity: "set", d: { id, performerId, at, ...(groupId ? { groupId } : {}) } }];
}

function onCard({ clientId, ...task }: Task): Mirror[] {
  if (!clientId) return [];
  return [{ pk: cardPartition(clientId), sk: `${STEP_PREFIX}${task.id}`, entity: "step", d: { ...task, clientId } }];
}

/** When the performer of an open task is told of it. */
export function remindersOf({ id, performerId, at, timeZone, remind = [], plannedAt = "" }: Task): Reminder[] {
  const moment = instantOf(at, timeZone);
  return [...new Set(remind)]
    .map((minutes) => ({ minutes, at: after(moment, -minutes * 60) }))
    .filter((one) => one.at > plannedAt)
    .map(({ minutes, at: told }) => ({
      kind: "task_soon",
      about: { kind: "task", id },
      userId: performerId,
      at: told,
      part: String(minutes),
    }));
}
