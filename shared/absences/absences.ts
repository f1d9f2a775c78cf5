import type { Caller } from "../caller.ts";
import { companyContext } from "../companies/context.ts";
import { find as findEmployee } from "../employees/employees.ts";
import type { Employee } from "../employees/schema.ts";
import { invalid, notFound, Problem } from "../errors.ts";
import type { Input } from "../http/contract.ts";
import { newId } from "../ids.ts";
import { may } from "../policy.ts";
import { mustBeEmployee } from "../references.ts";
import { mustBeSeen, nullsOut } from "../table/retry.ts";
import { storeOf } from "../table/store.ts";
import { forgetAbsences } from "./away.ts";
import type { absencesContract } from "./contract.ts";
import { MOST_ABSENCE_DAYS, wrongSpan, type Absence, type AbsenceView } from "./schema.ts";
import { absenceOf, AbsenceTable, absencesPartition, awayIn, monthsOf } from "./table.ts";

type In<K extends keyof typeof absencesContract> = Input<(typeof absencesContract)[K]>;

/** Absences of one employee at most. */
const MOST_ABSENCES = 200;
/** Absences of a list at most: ten for each of 500 employees. */
const MOST_LISTED = 5000;

/**
 * Absences that touch a span of days, of one employee or of all, by their last day. Everybody may know who is away. More
 * than 5000 are refused: whoever was left out would seem to be there.
 */
export async function list(caller: Caller, span: In<"list">): Promise<{ absences: AbsenceView[] }> {
  demandSpan(span);
  const { employeeId, from, until } = span;
  const all = employeeId === undefined ? await touching(caller, span) : await absencesOf(caller, employeeId);
  const found = all
    .filter((one) => one.from <= until && one.until >= from)
    .sort((one, other) => (`${one.until} ${one.id}` < `${other.until} ${other.id}` ? -1 : 1));
  const context = await companyContext(caller.tenant, caller);
  return { absences: found.map((one) => viewOf(caller, context?.employee(one.employeeId), one)) };
}

function absencesOf(caller: Caller, employeeId: string): Promise<Absence[]> {
  return storeOf(caller).query(AbsenceTable, { pk: absencesPartition(employeeId) });
}

/** Everybody's absences in the months of a span, each once. */
async function touching(caller: Caller, span: In<"list">): Promise<Absence[]> {
  const store = storeOf(caller);
  const months = await Promise.all(
    monthsOf(span).map((month) => store.items({ pk: awayIn(month), limit: MOST_LISTED + 1 })),
  );
  const items = new Map(months.flatMap((month) => month.items.map((item) => [item.sk, item] as const)));
  if (items.size > MOST_LISTED)
    throw new Problem("invalid_state", { reason: "too_many_absences_listed", params: { most: MOST_LISTED } });
  return [...items.values()].map(absenceOf);
}

/** Adds an absence of oneself, or of an employee the caller may change. */
export async function add(caller: Caller, { employeeId, ...input }: In<"add">): Promise<AbsenceView> {
  const employee = await demandWrite(caller, employeeId);
  demandSpan(input);
  await demandDeputy(caller, employeeId, input.deputyId);
  const store = storeOf(caller);
  const { items } = await store.items({ pk: absencesPartition(employeeId), limit: MOST_ABSENCES });
  if (items.length >= MOST_ABSENCES)
    throw new Problem("invalid_state", { reason: "too_many_absences", params: { most: MOST_ABSENCES } });
  const tx = store.tx();
  const absence = tx.create(AbsenceTable, { ...input, id: newId("absence"), employeeId });
  const added = await tx.commit(viewOf(caller, employee, absence));
  forgetAbsences(caller.tenant, employeeId);
  return added;
}

/** Changes an absence over the version that was seen. */
export async function change(caller: Caller, { employeeId, id, ver, ...wanted }: In<"change">): Promise<AbsenceView> {
  const { employee, absence } = await demandAbsence(caller, employeeId, id);
  mustBeSeen(viewOf(caller, employee, absence), ver);
  const changed = nullsOut(wanted);
  demandSpan({ ...absence, ...changed });
  if (wanted.deputyId !== absence.deputyId) await demandDeputy(caller, employeeId, wanted.deputyId);
  const tx = storeOf(caller).tx();
  const after = tx.update(AbsenceTable, absence, changed);
  const answer = await tx.commit(viewOf(caller, employee, after));
  forgetAbsences(caller.tenant, employeeId);
  return answer;
}

/** Removes an absence. */
export async function remove(caller: Caller, { employeeId, id }: In<"remove">): Promise<Record<string, never>> {
  const { absence } = await demandAbsence(caller, employeeId, id);
  const tx = storeOf(caller).tx();
  tx.remove(AbsenceTable, absence);
  await tx.commit({});
  forgetAbsences(caller.tenant, employeeId);
  return {};
}

function mayWrite(caller: Caller, employee: Employee): boolean {
  return employee.id === caller.userId || may(caller, "employees", "write", employee);
}

/** The note of why somebody is ill is not for everybody. */
function viewOf(caller: Caller, employee: Employee | undefined, { note, ...absence }: Absence): AbsenceView {
  if (!employee || !mayWrite(caller, employee)) return { ...absence, can: ["read"] };
  return { ...absence, ...(note === undefined ? {} : { note }), can: ["read", "write", "delete"] };
}

async function demandWrite(caller: Caller, employeeId: string): Promise<Employee> {
  const employee = await findEmployee(caller, employeeId);
  if (!employee) throw notFound();
  if (!mayWrite(caller, employee)) throw new Problem("forbidden");
  return employee;
}

async function demandAbsence(
  caller: Caller,
  employeeId: string,
  id: string,
): Promise<{ employee: Employee; absence: Absence }> {
  const absence = await storeOf(caller).get(AbsenceTable, { employeeId, id });
  if (!absence) throw notFound();
  return { employee: await demandWrite(caller, employeeId), absence };
}

function demandSpan(span: { from: string; until: string }): void {
  const wrong = wrongSpan(span);
  if (wrong) throw invalid("until", wrong, { most: MOST_ABSENCE_DAYS });
}

async function demandDeputy(caller: Caller, employeeId: string, deputyId: string | null | undefined): Promise<void> {
  if (deputyId === employeeId) throw invalid("deputyId", "deputy_is_himself");
  await mustBeEmployee(caller, "deputyId", deputyId);
}
