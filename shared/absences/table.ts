import { defineTable, type Item } from "../table/entity.ts";
import type { Absence } from "./schema.ts";

/** Partition of the absences of all employees, by their last day. */
export const AWAY = "AWAY";

/** Partition of the absences of one employee. */
export function absencesPartition(employeeId: string): string {
  return `ABS#${employeeId}`;
}

/** Absences of an employee; the mirror finds everybody's by the last day. */
export const AbsenceTable = defineTable<Absence, { employeeId: string; id: string }>({
  entity: "absence",
  version: 1,
  key: ({ employeeId, id }) => ({ pk: absencesPartition(employeeId), sk: id }),
  mirrors: (absence) => [{ pk: AWAY, sk: `${absence.until}#${absence.id}`, entity: "absence_ref", d: { ...absence } }],
});

/** The absence in a mirror. */
export function absenceOf(item: Item): Absence {
  return item["d"] as Absence;
}
