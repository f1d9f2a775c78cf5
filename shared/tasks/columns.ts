import { defineColumns } from "../query/columns.ts";
import { after, type Instant } from "../time.ts";
import { instantOf } from "../wall.ts";
import { setterOf, type Task } from "./schema.ts";

/** Days that a task may take: whoever looks for those that touch a moment begins so much earlier. */
export const MOST_TASK_DAYS = 14;

/**
 * How long a task keeps its performer and what is booked for it: as long as it was planned, till it was done where that
 * was sooner. Undefined where it takes no time, was cancelled, or was done before it began.
 */
export function busySpan(task: Pick<Task, "at" | "timeZone" | "minutes" | "state" | "doneAt">): Span | undefined {
  const { minutes, state, doneAt } = task;
  if (minutes === undefined || state === "cancelled") return undefined;
  const from = instantOf(task.at, task.timeZone);
  const end = after(from, minutes * 60);
  const to = state === "done" && doneAt !== undefined && doneAt < end ? doneAt : end;
  return from < to ? { from, to } : undefined;
}

/** A time between two moments; the second does not belong to it. */
export interface Span {
  from: Instant;
  to: Instant;
}

/** What calendars, counts and lists know of a task: its moment both as it was meant and as an instant. */
export const taskColumns = defineColumns<Task>("task", 1, {
  text: { kind: "text", of: (one) => one.text, search: true },
  startsAt: { kind: "instant", of: (one) => instantOf(one.at, one.timeZone) },
  endsAt: { kind: "instant", of: (one) => busySpan(one)?.to },
  minutes: { kind: "number", of: (one) => one.minutes },
  state: { kind: "choice", of: (one) => one.state },
  typeId: { kind: "id", of: (one) => one.typeId, to: "activity_type" },
  clientId: { kind: "id", of: (one) => one.clientId, to: "client" },
  dealId: { kind: "id", of: (one) => one.dealId, to: "deal" },
  performerId: { kind: "id", of: (one) => one.performerId, to: "employee" },
  /** Who set it: whose own it is besides its performer's. */
  createdBy: { kind: "id", of: setterOf, to: "employee" },
  groupId: { kind: "id", of: (one) => one.groupId },
  seriesId: { kind: "id", of: (one) => one.seriesId },
  resourceIds: { kind: "ids", of: (one) => one.resourceIds, to: "resource" },
  place: { kind: "text", of: (one) => one.place },
  urgent: { kind: "flag", of: (one) => one.urgent },
  doneAt: { kind: "instant", of: (one) => one.doneAt },
  createdAt: { kind: "instant", of: (one) => one.createdAt },
  updatedAt: { kind: "instant", of: (one) => one.updatedAt },
});
