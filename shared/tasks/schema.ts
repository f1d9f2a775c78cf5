import * as z from "zod";
import { line, paragraph } from "../fields.ts";
import { idOf } from "../ids.ts";
import { recordFields } from "../record.ts";
import { Instant, TimeZone } from "../time.ts";
import { WallTime } from "../wall.ts";

/** Open steps on one card at most: a card opens with all of them, and they are read wherever the next one is chosen. */
export const MOST_STEPS = 100;

/** Something a user must do by a moment. The moment is wall time with its zone: a person meant it so. */
export const Task = z.object({
  id: idOf("task"),
  ...recordFields,
  deletedAt: Instant.optional(),
  clientId: idOf("client"),
  dealId: idOf("deal").optional(),
  contactId: idOf("contact").optional(),
  typeId: idOf("entry").optional(),
  text: line(500),
  performerId: idOf("employee"),
  at: WallTime,
  timeZone: TimeZone,
  state: z.enum(["open", "done", "cancelled"]),
  doneAt: Instant.optional(),
  entryId: idOf("activity").optional(),
});
/** {@link Task} as a type. */
export type Task = z.infer<typeof Task>;

/** What is asked to plan a next step. */
export const PlanStep = z.strictObject({
  typeId: idOf("entry").optional(),
  text: line(500),
  at: WallTime,
  performerId: idOf("employee").optional(),
  dealId: idOf("deal").optional(),
  contactId: idOf("contact").optional(),
});
/** {@link PlanStep} as a type. */
export type PlanStep = z.infer<typeof PlanStep>;

/** What finishing a task asks: what came of it, and what is next. */
export const FinishTask = z.object({
  result: paragraph(8000).min(2),
  typeId: idOf("entry").optional(),
  next: PlanStep.optional(),
});
