import * as z from "zod";
import { line, paragraph } from "../fields.ts";
import { idOf } from "../ids.ts";
import { recordFields } from "../record.ts";
import { Instant } from "../time.ts";
import { WallTime } from "../wall.ts";

/** Resources one task may book. */
export const MOST_RESOURCES = 5;
/** Resources of a company at most. */
export const MOST_KINDS_OF_RESOURCES = 500;

/** What a resource is; a consultant may be an employee, who is then busy as long as he is booked. */
export const resourceKinds = ["consultant", "equipment", "room", "other"] as const;

/** Something scarce that work needs: one task at a time has it. */
export const Resource = z.object({
  id: idOf("resource"),
  ...recordFields,
  name: line(120),
  kind: z.enum(resourceKinds),
  employeeId: idOf("employee").optional(),
  calendarId: idOf("calendar").optional(),
  note: paragraph(1000).optional(),
  hidden: z.boolean().optional(),
});
/** {@link Resource} as a type. */
export type Resource = z.infer<typeof Resource>;

/** What is asked to add a resource. */
export const AddResource = Resource.pick({ name: true, kind: true, employeeId: true, calendarId: true, note: true });

/** What may be changed of a resource; null takes a value away. A hidden one is booked no more. */
export const ChangeResource = z.object({
  name: line(120).optional(),
  kind: z.enum(resourceKinds).optional(),
  employeeId: idOf("employee").nullable().optional(),
  calendarId: idOf("calendar").nullable().optional(),
  note: paragraph(1000).nullable().optional(),
  hidden: z.boolean().optional(),
});

/** Resources as a task names them. */
export const ResourceIds = z
  .array(idOf("resource"))
  .max(MOST_RESOURCES)
  .refine((ids) => new Set(ids).size === ids.length, { error: "same_resource_twice" });

/** That a task has a resource for a time. */
export interface Booking {
  taskId: string;
  performerId: string;
  from: Instant;
  to: Instant;
}

/** When a resource is taken and by whom, by the clock of whoever asks; what it is taken for stays with the task. */
export const BookingView = z.object({ from: WallTime, to: WallTime, performerId: z.string() });
