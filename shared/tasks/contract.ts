import * as z from "zod";
import { ClientView } from "../clients/schema.ts";
import { Seen } from "../fields.ts";
import { HistoryEntryView } from "../history/schema.ts";
import { operation } from "../http/contract.ts";
import { idOf } from "../ids.ts";
import { Day } from "../time.ts";
import { AddTask, CancelTask, ChangeTask, FinishTask, MOST_STEPS, PlanStep, Task } from "./schema.ts";

const one = z.object({ id: idOf("task") });
const ShownTask = Task.extend({ clientName: z.string().optional() });

/** Steps that are planned. */
export const tasksContract = {
  mine: operation({
    method: "GET",
    path: "/tasks",
    access: ["history", "read"],
    summary: "Open tasks of the caller by due moment",
    query: z.object({ from: Day.optional(), until: Day.optional() }),
    output: z.object({ tasks: z.array(ShownTask) }),
  }),
  set: operation({
    method: "GET",
    path: "/tasks/set",
    access: ["history", "read"],
    summary: "Tasks the caller set for others, by state and performer, with what came of them",
    query: z.object({
      state: z.enum(["open", "late", "done", "cancelled"]).default("open"),
      performerId: idOf("employee").optional(),
      cursor: z.string().max(500).optional(),
    }),
    output: z.object({
      tasks: z.array(ShownTask),
      people: z
        .array(z.object({ performerId: z.string(), open: z.int(), late: z.int() }))
        .optional()
        .meta({ description: "How many are open, and late among them, by performer; with the first page" }),
      cursor: z.string().optional(),
    }),
  }),
  plan: operation({
    method: "POST",
    path: "/clients/{clientId}/steps",
    access: ["history", "create"],
    summary: `Plan a step with the client: a dated task; at most ${MOST_STEPS} open ones a card`,
    params: z.object({ clientId: idOf("client") }),
    body: PlanStep,
    output: z.object({ task: Task, client: ClientView }),
    status: 201,
  }),
  finish: operation({
    method: "POST",
    path: "/tasks/{id}/finish",
    access: ["history", "write"],
    summary:
      "Finish a task with its result: with a client it becomes an entry of History; the next step may come with it",
    params: one,
    body: FinishTask.extend({ ver: Seen }),
    output: z.object({
      task: Task,
      entry: HistoryEntryView.optional(),
      next: Task.optional(),
      following: Task.optional(),
    }),
  }),
  add: operation({
    method: "POST",
    path: "/tasks",
    access: ["history", "create"],
    summary: "Plan a task for oneself, a colleague or several people, with a client or without",
    body: AddTask,
    output: z.object({ tasks: z.array(Task) }),
    status: 201,
  }),
  get: operation({
    method: "GET",
    path: "/tasks/{id}",
    access: ["history", "read"],
    summary: "A task",
    params: one,
    output: z.object({ task: Task, clientName: z.string().optional() }),
  }),
  change: operation({
    method: "PATCH",
    path: "/tasks/{id}",
    access: ["history", "write"],
    summary:
      "Move an open task, give it to another performer, reword or repeat it; of a series this one or all following",
    params: one,
    body: ChangeTask.extend({ ver: Seen }),
    output: Task,
  }),
  cancel: operation({
    method: "POST",
    path: "/tasks/{id}/cancel",
    access: ["history", "write"],
    summary: "Cancel a task: one of a series is skipped, or ends it; one of a group for all of them where asked",
    params: one,
    body: CancelTask.extend({ ver: Seen }),
    output: Task.extend({ following: Task.optional() }),
  }),
};
