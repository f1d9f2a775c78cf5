import * as z from "zod";
import { Can, line } from "../fields.ts";
import { idOf } from "../ids.ts";
import { recordFields } from "../record.ts";
import { Day } from "../time.ts";
import { daysBetween } from "../wall.ts";

/** Why somebody is away. */
export const absenceKinds = ["vacation", "sick", "trip", "other"] as const;
/** Days of one absence at most. */
export const MOST_ABSENCE_DAYS = 366;

/** A day within reach of a plan. */
export const PlanDay = Day.refine((day) => day >= "1900" && day < "2200", { error: "year_out_of_reach" });

/** Days on which an employee is away, the first and the last among them, and who stands in for him. */
export const Absence = z.object({
  id: idOf("absence"),
  ...recordFields,
  employeeId: idOf("employee"),
  kind: z.enum(absenceKinds),
  from: PlanDay,
  until: PlanDay,
  deputyId: idOf("employee").optional(),
  note: line(300).optional(),
});
/** {@link Absence} as a type. */
export type Absence = z.infer<typeof Absence>;

/** An absence as the caller may see it: the note is for whom it concerns. */
export const AbsenceView = Absence.extend({ can: Can });
/** {@link AbsenceView} as a type. */
export type AbsenceView = z.infer<typeof AbsenceView>;

/** What is asked to add an absence. */
export const AddAbsence = Absence.pick({ kind: true, from: true, until: true, deputyId: true, note: true });

/** What may be changed of an absence; null takes a value away. */
export const ChangeAbsence = z.object({
  kind: z.enum(absenceKinds).optional(),
  from: PlanDay.optional(),
  until: PlanDay.optional(),
  deputyId: idOf("employee").nullable().optional(),
  note: line(300).nullable().optional(),
});

/** Why these days are no span, as a key of the texts; a span is 366 days at most. */
export function wrongSpan({ from, until }: { from: Day; until: Day }): string | undefined {
  if (until < from) return "ends_before_start";
  return daysBetween(from, until) >= MOST_ABSENCE_DAYS ? "absence_too_long" : undefined;
}
