import * as z from "zod";
import { absenceKinds } from "../absences/schema.ts";
import { Can } from "../fields.ts";
import { idOf } from "../ids.ts";
import { Day, Instant } from "../time.ts";
import { WallTime } from "../wall.ts";

/** Days of a calendar at most: six weeks of a month, and as many more. */
export const MOST_SPAN_DAYS = 92;
/** People of a calendar at most. */
export const MOST_PEOPLE = 50;

/** Times of the answers are those of the caller's clock; `to` does not belong to a span. */
export const WallSpan = z.object({ from: WallTime, to: WallTime });
/** {@link WallSpan} as a type. */
export type WallSpan = z.infer<typeof WallSpan>;

/** A task as a calendar shows it to whoever may read it. */
export const ScheduleTask = z.object({
  id: idOf("task"),
  ver: z.int(),
  text: z.string(),
  at: WallTime,
  /** When it ends; absent where it takes no time. */
  to: WallTime.optional(),
  minutes: z.int().optional(),
  state: z.enum(["open", "done", "cancelled"]),
  late: z.boolean(),
  typeId: z.string().optional(),
  clientId: z.string().optional(),
  clientName: z.string().optional(),
  dealId: z.string().optional(),
  performerId: z.string(),
  createdBy: z.string(),
  groupId: z.string().optional(),
  seriesId: z.string().optional(),
  resourceIds: z.array(z.string()).optional(),
  place: z.string().optional(),
  urgent: z.boolean().optional(),
  can: Can,
});
/** {@link ScheduleTask} as a type. */
export type ScheduleTask = z.infer<typeof ScheduleTask>;

/** What one employee does between two days: of what the caller may not read only when it keeps him busy. */
export const PersonSchedule = z.object({
  employeeId: z.string(),
  timeZone: z.string(),
  tasks: z.array(ScheduleTask),
  busy: z.array(WallSpan),
  hours: z.array(WallSpan).meta({ description: "Working time" }),
  /** Days that differ from their weekday, as holidays do. */
  days: z.array(z.object({ day: Day, name: z.string(), off: z.boolean() })),
  absences: z.array(z.object({ kind: z.enum(absenceKinds), from: Day, until: Day, deputyId: z.string().optional() })),
});
/** {@link PersonSchedule} as a type. */
export type PersonSchedule = z.infer<typeof PersonSchedule>;

/** A row of the list behind a count. */
export const TaskRow = ScheduleTask.omit({ can: true });
/** {@link TaskRow} as a type. */
export type TaskRow = z.infer<typeof TaskRow>;

/** By what tasks are counted. */
export const countsBy = ["type", "performer", "day"] as const;

/** Tasks of one type, person or day: all that were not cancelled, those done, and open ones whose moment is over. */
export const TaskCount = z.object({
  key: z.string().nullable(),
  planned: z.int(),
  done: z.int(),
  late: z.int(),
});
/** {@link TaskCount} as a type. */
export type TaskCount = z.infer<typeof TaskCount>;

/** Why somebody cannot take work in a time: all of it planned, away, or no such long working time in it. */
export const hindrances = ["busy", "absent", "off"] as const;

/** Whether somebody can take work, when at the earliest, and how loaded he is. */
export const Proposal = z.object({
  employeeId: z.string(),
  /** Whether there is room for it in the time asked about. */
  free: z.boolean(),
  hindrance: z.enum(hindrances).optional(),
  /** When he could begin at the earliest, within a fortnight where not in the time asked about. */
  at: WallTime.optional(),
  bookedMinutes: z.int().meta({ description: "Minutes planned in the week of the time asked about" }),
  tasks: z.int().meta({ description: "Tasks of that week, those that take no time among them" }),
  lastAssignedAt: Instant.optional().meta({ description: "When he was last given such work" }),
});
/** {@link Proposal} as a type. */
export type Proposal = z.infer<typeof Proposal>;
