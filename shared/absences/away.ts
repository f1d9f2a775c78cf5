import type { Caller } from "../caller.ts";
import { calendarOf } from "../calendars/lookup.ts";
import { companyContext } from "../companies/context.ts";
import { Memory } from "../memory.ts";
import { storeOf } from "../table/store.ts";
import { dayIn, type Day, type Instant } from "../time.ts";
import type { Absence } from "./schema.ts";
import { AbsenceTable, absencesPartition } from "./table.ts";

const absences = new Memory<Absence[]>(5000, 10_000);

/** That an employee is away at a moment, with whoever is there in his place. */
export interface Away {
  kind: Absence["kind"];
  /** His last day of absence. */
  until: Day;
  deputyId?: string;
}

/** Makes the next look at somebody's absences read them anew. */
export function forgetAbsences(tenant: string, employeeId: string): void {
  absences.forget(`${tenant}|${employeeId}`);
}

/** Every absence of an employee, 200 at most and ten seconds old at most; his notes are among them: for himself alone. */
export function absencesOf(caller: Caller, employeeId: string): Promise<Absence[]> {
  return absences.get(`${caller.tenant}|${employeeId}`, () =>
    storeOf(caller).query(AbsenceTable, { pk: absencesPartition(employeeId) }),
  );
}

/**
 * Whether an employee is away at a moment, by the day in his own zone; undefined where he is not. Of several absences the
 * one that ends last counts. A deputy who is away himself passes it on to his own deputy, once; nobody is named where
 * that one is away too, or has left. Ten seconds old at most; three reads of 200 absences at most.
 */
export async function awayOn(caller: Caller, employeeId: string, moment: Instant): Promise<Away | undefined> {
  const absence = await absenceOn(caller, employeeId, moment);
  if (!absence) return undefined;
  const deputyId = await deputyOf(caller, absence, moment);
  return { kind: absence.kind, until: absence.until, ...(deputyId === undefined ? {} : { deputyId }) };
}

async function deputyOf(
  caller: Caller,
  { employeeId, deputyId }: Absence,
  moment: Instant,
): Promise<string | undefined> {
  if (deputyId === undefined || (await hasLeft(caller, deputyId))) return undefined;
  const second = await absenceOn(caller, deputyId, moment);
  if (!second) return deputyId;
  const next = second.deputyId;
  if (next === undefined || next === employeeId || (await hasLeft(caller, next))) return undefined;
  return (await absenceOn(caller, next, moment)) ? undefined : next;
}

async function hasLeft(caller: Caller, employeeId: string): Promise<boolean> {
  const state = (await companyContext(caller.tenant, caller))?.employee(employeeId)?.state;
  return state === undefined || state === "closed";
}

async function absenceOn(caller: Caller, employeeId: string, moment: Instant): Promise<Absence | undefined> {
  const [all, { timeZone }] = await Promise.all([absencesOf(caller, employeeId), calendarOf(caller, employeeId)]);
  const day = dayIn(moment, timeZone);
  return all
    .filter(({ from, until }) => from <= day && day <= until)
    .sort((one, other) => (one.until < other.until ? 1 : -1))[0];
}
