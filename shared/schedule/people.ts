import type { AbsenceView } from "../absences/schema.ts";
import { list as absencesBetween } from "../absences/absences.ts";
import { intervalsOn, workingDay } from "../calendars/hours.ts";
import { calendarOf } from "../calendars/lookup.ts";
import type { Hours } from "../calendars/schema.ts";
import type { Caller } from "../caller.ts";
import { companyContext, type CompanyContext } from "../companies/context.ts";
import { invalid, notFound } from "../errors.ts";
import { resourcesOf } from "../resources/lookup.ts";
import type { Day } from "../time.ts";
import { dayAfter, daysBetween, instantOf } from "../wall.ts";
import { MOST_SPAN_DAYS } from "./schema.ts";
import { merged, within, type Ms } from "./spans.ts";

/** How one employee works between two days. */
export interface Work {
  employeeId: string;
  timeZone: string;
  calendar: Hours;
  absences: AbsenceView[];
}

/** The moments a span of days begins and ends at, by the caller's clock. */
export function boundsOf(caller: Caller, from: Day, to: Day): Ms {
  if (to < from) throw invalid("to", "ends_before_start");
  if (daysBetween(from, to) >= MOST_SPAN_DAYS) throw invalid("to", "span_too_long", { most: MOST_SPAN_DAYS });
  return {
    from: Date.parse(instantOf(`${from}T00:00`, caller.timeZone)),
    to: Date.parse(instantOf(`${dayAfter(to, 1)}T00:00`, caller.timeZone)),
  };
}

/** The company of the caller with its people. */
export async function contextOf(caller: Caller): Promise<CompanyContext> {
  const context = await companyContext(caller.tenant, caller);
  if (!context) throw notFound();
  return context;
}

/** The people asked about, each once; one the company does not have is wrong input. */
export function mustKnow(context: CompanyContext, ids: readonly string[]): string[] {
  const unknown = ids.findIndex((id) => !context.employee(id));
  if (unknown >= 0) throw invalid(`employees.${unknown}`, "not_one_of");
  return [...new Set(ids)];
}

/** Working calendars and absences of people in a span of days; a day more on both sides, for those of other zones. */
export async function worksOf(caller: Caller, ids: readonly string[], from: Day, to: Day): Promise<Work[]> {
  const span = { from: dayAfter(from, -1), until: dayAfter(to, 1) };
  const [{ absences }, calendars] = await Promise.all([
    absencesBetween(caller, span),
    Promise.all(ids.map((id) => calendarOf(caller, id))),
  ]);
  const byPerson = Map.groupBy(absences, ({ employeeId }) => employeeId);
  return ids.map((employeeId, place) => ({
    employeeId,
    ...calendars[place]!,
    absences: byPerson.get(employeeId) ?? [],
  }));
}

/** Working time of somebody between two moments, by his calendar and clock; days of absence only where asked for. */
export function workingTime({ calendar, timeZone, absences }: Work, bounds: Ms, { away = false } = {}): Ms[] {
  const first = dayAfter(new Date(bounds.from).toISOString().slice(0, 10), -1);
  const last = dayAfter(new Date(bounds.to).toISOString().slice(0, 10), 1);
  const spans: Ms[] = [];
  for (let day = first; day <= last; day = dayAfter(day, 1)) {
    if (!workingDay(calendar, day)) continue;
    if (!away && absences.some(({ from, until }) => from <= day && day <= until)) continue;
    for (const { from, to } of intervalsOn(calendar, day)) {
      const end = to === "24:00" ? `${dayAfter(day, 1)}T00:00` : `${day}T${to}`;
      spans.push({
        from: Date.parse(instantOf(`${day}T${from}`, timeZone)),
        to: Date.parse(instantOf(end, timeZone)),
      });
    }
  }
  return within(merged(spans), bounds);
}

/** Employees that resources are: booked, they are busy. */
export async function consultantsOf(caller: Caller): Promise<ReadonlyMap<string, string>> {
  const resources = await resourcesOf(caller);
  return new Map(resources.flatMap(({ id, employeeId }) => (employeeId ? [[id, employeeId] as const] : [])));
}
