import * as z from "zod";
import { Task } from "../tasks/schema.ts";
import { Day as CalendarDay } from "../time.ts";

/** A task as a day shows it. */
export const DayTask = Task.extend({
  clientName: z.string().optional(),
  /** Planned by somebody else. */
  byOther: z.boolean(),
  demonstration: z.boolean(),
});
/** {@link DayTask} as a type. */
export type DayTask = z.infer<typeof DayTask>;

/** What an employee has to do on a day: what is late by then, and what is planned for it. */
export const WorkDay = z.object({
  day: CalendarDay,
  late: z.array(DayTask),
  planned: z.array(DayTask),
});
/** {@link WorkDay} as a type. */
export type WorkDay = z.infer<typeof WorkDay>;
