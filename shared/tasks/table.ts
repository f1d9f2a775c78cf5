import { cardPartition } from "../clients/table.ts";
import { defineTable } from "../table/entity.ts";
import type { Task } from "./schema.ts";

/** Open steps lie on the card under this prefix. */
export const STEP_PREFIX = "A#";

/** Tasks: an item of their own, a mirror on the card while open, and the work index of their performer. */
export const TaskTable = defineTable<Task>({
  entity: "task",
  version: 1,
  key: ({ id }) => ({ pk: `TASK#${id}`, sk: "#" }),
  work: (task) => (task.state === "open" ? { userId: task.performerId, dueAt: task.at, type: "task" } : undefined),
  mirrors: (task) =>
    task.state === "open"
      ? [{ pk: cardPartition(task.clientId), sk: `${STEP_PREFIX}${task.id}`, entity: "step", d: { ...task } }]
      : [],
});
