import * as z from "zod";
import { Task } from "../tasks/schema.ts";
import { Day as CalendarDay } from "../time.ts";
import { WallTime } from "../wall.ts";

/** A task as a day shows it. */
export const DayTask = Task.extend({
  clientName: z.string().optional(),
  /** Its moment as clocks of the zone of the reader show it. */
  localAt: WallTime,
  /** Planned by somebody else. */
  byOther: z.boolean(),
  demonstration: z.boolean(),
});
/** {@link DayTask} as a type. */
export type DayTask = z.infer<typeof DayTask>;

/**
 * What an employee has to do on a day. Late is what should have been done by now; of a day that is over, what was left
 * from the days before it.
 */
export const WorkDay = z.object({
  day: CalendarDay,
  today: CalendarDay,
  employeeId: z.string(),
  late: z.array(DayTask),
  /** Whether more is late than is told. */
  lateMore: z.boolean(),
  planned: z.array(DayTask),
  /** Whose days the caller may see besides his own. */
  people: z.array(z.string()),
});
/** {@link WorkDay} as a type. */
export type WorkDay = z.infer<typeof WorkDay>;
