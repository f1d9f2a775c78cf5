import * as z from "zod";
import { line, paragraph } from "../fields.ts";
import { idOf } from "../ids.ts";
import { recordFields } from "../record.ts";
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
  /** It passes quiet hours. */
  urgent: z.boolean().optional(),
};

/** Something a user must do by a moment. The moment is wall time with its zone: a person meant it so. */
export const Task = z.object({
  id: idOf("task"),
  ...recordFields,
  deletedAt: Instant.optional(),
  ...fields,
  performerId: idOf("employee"),
  timeZone: TimeZone,
  /** When its moment was chosen: nobody is told of lead times that were over then. */
  plannedAt: Instant.optional(),
  /** Tasks of several people that were planned as one. */
  groupId: idOf("task").optional(),
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
  remind: fields.remind,
  urgent: fields.urgent,
});
/** {@link PlanStep} as a type. */
export type PlanStep = z.infer<typeof PlanStep>;

/** People who may be given one task together: the transaction that plans it holds so many. */
export const MOST_PERFORMERS = 10;

/** What is asked to plan a task for oneself or others, with a client or without. */
export const AddTask = z.object({
  ...fields,
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
  remind: fields.remind,
  urgent: fields.urgent,
  performerId: idOf("employee").optional(),
});

/** What finishing a task asks: what came of it, and what is next. */
export const FinishTask = z.object({
  result: paragraph(8000).min(2),
  typeId: idOf("entry").optional(),
  next: PlanStep.optional(),
});
