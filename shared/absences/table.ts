import { defineTable, type Item } from "../table/entity.ts";
import type { Day } from "../time.ts";
import { dayAfter } from "../wall.ts";
import type { Absence } from "./schema.ts";

/** Partition of everybody's absences that touch a month (`2027-07`). */
export function awayIn(month: string): string {
  return `AWAY#${month}`;
}

/** The months that days from one to another touch, in order. */
export function monthsOf({ from, until }: { from: Day; until: Day }): string[] {
  const months: string[] = [];
  for (let month = from.slice(0, 7); month <= until.slice(0, 7); month = dayAfter(`${month}-01`, 31).slice(0, 7))
    months.push(month);
  return months;
}

/** Partition of the absences of one employee. */
export function absencesPartition(employeeId: string): string {
  return `ABS#${employeeId}`;
}

/** Absences of an employee; mirrors find everybody's by month, one in each that it touches: 13 at most. */
export const AbsenceTable = defineTable<Absence, { employeeId: string; id: string }>({
  entity: "absence",
  version: 1,
  key: ({ employeeId, id }) => ({ pk: absencesPartition(employeeId), sk: id }),
  mirrors: (absence) =>
    monthsOf(absence).map((month) => ({ pk: awayIn(month), sk: absence.id, entity: "absence_ref", d: { ...absence } })),
});

/** The absence in a mirror. */
export function absenceOf(item: Item): Absence {
  return item["d"] as Absence;
}
