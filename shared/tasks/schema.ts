import * as z from "zod";
import { line, paragraph } from "../fields.ts";
import { idOf } from "../ids.ts";
import { recordFields } from "../record.ts";
import { Recurrence } from "../recurrence/schema.ts";
import { ResourceIds } from "../resources/schema.ts";
import { Instant, TimeZone } from "../time.ts";
import { WallTime } from "../wall.ts";

/** Open steps on one card at most: a card opens with all of them, and they are read wherever the next one is chosen. */
export const MOST_STEPS = 100;

/** Lead times of one task at most. */
export const MOST_REMINDERS = 5;

const fields = {
  clientId: idOf("client").optional(),
  dealId: idOf("deal").optional(),
  contactId: idOf("contact").optional(),
  typeId: idOf("entry").optional(),
  text: line(500),
  note: paragraph(4000).optional(),
  place: line(200).optional(),
  at: WallTime,
  /** How long it takes, in minutes; it keeps its performer busy that long. */
  minutes: z
    .int()
    .min(5)
    .max(14 * 24 * 60)
    .optional(),
  /** How long before its moment the performer is told, in minutes: 0 is at the moment itself. */
  remind: z.array(z.int().min(0).max(40_320)).max(MOST_REMINDERS).optional(),
  /** What it books for its time; of a task of several people the first one's books it. */
  resourceIds: ResourceIds.optional(),
  /** It passes quiet hours. */
  urgent: z.boolean().optional(),
};

/** What a series takes for its next task instead of what was changed of this one alone; null takes a value away. */
const usual = z
  .object({
    text: fields.text,
    typeId: idOf("entry").nullable(),
    note: paragraph(4000).nullable(),
    place: line(200).nullable(),
    minutes: fields.minutes.unwrap().nullable(),
    remind: fields.remind.unwrap().nullable(),
    urgent: z.boolean().nullable(),
    performerId: idOf("employee"),
    timeZone: TimeZone,
  })
  .partial();
/** {@link Task.usual} as a type. */
export type Usual = z.infer<typeof usual>;

/** Something a user must do by a moment. The moment is wall time with its zone: a person meant it so. */
export const Task = z.object({
  id: idOf("task"),
  ...recordFields,
  deletedAt: Instant.optional(),
  ...fields,
  performerId: idOf("employee"),
  /** Who set it, where that is not who wrote it down: the next of a series is written by whoever ends the last. */
  setBy: idOf("employee").optional(),
  timeZone: TimeZone,
  /** When its moment was chosen: nobody is told of lead times that were over then. */
  plannedAt: Instant.optional(),
  /** Tasks of several people that were planned as one. */
  groupId: idOf("task").optional(),
  /** When its series comes again: with its end the next one is planned. */
  repeat: Recurrence.optional(),
  /** The first task of its series. */
  seriesId: idOf("task").optional(),
  /** The start that the rule counts from. */
  seriesFrom: WallTime.optional(),
  /** The time of the rule it stands for, wherever it was moved. */
  slot: WallTime.optional(),
  usual: usual.optional(),
  state: z.enum(["open", "done", "cancelled"]),
  doneAt: Instant.optional(),
  /** What came of one without a client; with a client it is an entry of History. */
  result: paragraph(8000).optional(),
  entryId: idOf("activity").optional(),
});
/** {@link Task} as a type. */
export type Task = z.infer<typeof Task>;

/** What is asked to plan a next step with a client. */
export const PlanStep = z.strictObject({
  typeId: fields.typeId,
  text: fields.text,
  at: fields.at,
  performerId: idOf("employee").optional(),
  dealId: fields.dealId,
  contactId: fields.contactId,
  minutes: fields.minutes,
  resourceIds: fields.resourceIds,
  remind: fields.remind,
  urgent: fields.urgent,
});
/** {@link PlanStep} as a type. */
export type PlanStep = z.infer<typeof PlanStep>;

/** People who may be given one task together: the transaction that plans it holds so many. */
export const MOST_PERFORMERS = 10;

/** Whoever set a task: he may follow and cancel it, whoever performs it. */
export function setterOf({ setBy, createdBy }: Pick<Task, "setBy" | "createdBy">): string {
  return setBy ?? createdBy;
}

/** What is asked to plan a task for oneself or others, with a client or without. */
export const AddTask = z.object({
  ...fields,
  repeat: Recurrence.optional().meta({
    description:
      "RFC 5545 rule: the task is planned at its first time not before `at`, the next one when this one ends",
  }),
  performerIds: z
    .array(idOf("employee"))
    .max(MOST_PERFORMERS)
    .default([])
    .meta({ description: "The caller where empty" }),
});

/** What may be changed of an open task; null takes a value away. */
export const ChangeTask = z.object({
  at: fields.at.optional(),
  text: fields.text.optional(),
  typeId: idOf("entry").nullable().optional(),
  note: paragraph(4000).nullable().optional(),
  place: line(200).nullable().optional(),
  minutes: fields.minutes.unwrap().nullable().optional(),
  resourceIds: fields.resourceIds,
  remind: fields.remind,
  urgent: fields.urgent,
  performerId: idOf("employee").optional(),
  repeat: Recurrence.nullable()
    .optional()
    .meta({ description: "A new rule counts from this task on; null makes this task the last of its series" }),
  scope: z
    .enum(["one", "following"])
    .optional()
    .meta({ description: "Of a series: this task alone, as where absent, or this and all that follow" }),
});
/** {@link ChangeTask} as a type. */
export type ChangeTask = z.infer<typeof ChangeTask>;

/** What cancelling a task asks. */
export const CancelTask = z.object({
  end: z
    .boolean()
    .optional()
    .meta({ description: "Ends the series; else this one is skipped and the next is planned" }),
  scope: z
    .enum(["one", "group"])
    .optional()
    .meta({ description: "`group`: for all it was set to together; only whoever set it may" }),
});

/** What finishing a task asks: what came of it, and what is next. */
export const FinishTask = z.object({
  result: paragraph(8000).min(2),
  typeId: idOf("entry").optional(),
  next: PlanStep.optional(),
});
