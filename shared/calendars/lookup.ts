import type { Caller } from "../caller.ts";
import { companyContext } from "../companies/context.ts";
import { invalid, notFound } from "../errors.ts";
import { Memory } from "../memory.ts";
import { storeOf } from "../table/store.ts";
import { mustText } from "../texts.ts";
import { usualWeek, type WorkingCalendar } from "./schema.ts";
import { CALENDARS, CalendarTable } from "./table.ts";

/** Id of the calendar each company has from the first day; it is stored with the first change of it. */
const FIRST_CALENDAR = "cal_00000000000000000000000000";

const calendars = new Memory<WorkingCalendar[]>(1000, 10_000);

/** Calendars of the company, the main one among them, ten seconds old at most. */
function calendarsOf(caller: Caller): Promise<WorkingCalendar[]> {
  return calendars.get(caller.tenant, async () =>
    withMain(caller, await storeOf(caller).query(CalendarTable, { pk: CALENDARS })),
  );
}

/** Makes the next look at the calendars read them anew. */
export function forgetCalendars(tenant: string): void {
  calendars.forget(tenant);
}

/** Stored calendars with the company's first one, the usual week, as long as nothing was stored for the main one. */
export async function withMain(caller: Caller, stored: WorkingCalendar[]): Promise<WorkingCalendar[]> {
  if (stored.some(({ main }) => main)) return stored;
  const context = await companyContext(caller.tenant, caller);
  if (!context) throw notFound();
  const { createdAt, createdBy, language } = context.company;
  const first: WorkingCalendar = {
    id: FIRST_CALENDAR,
    ver: 1,
    createdAt,
    createdBy,
    updatedAt: createdAt,
    updatedBy: createdBy,
    name: mustText(language, "calendars.main"),
    week: [...usualWeek],
    exceptions: [],
    main: true,
  };
  return [first, ...stored];
}

/** The calendar of those who have none of their own. */
export async function mainOf(caller: Caller): Promise<WorkingCalendar> {
  return (await calendarsOf(caller)).find(({ main }) => main)!;
}

/**
 * By which calendar and in which zone an employee works: his own, else the company's; the company's own where no employee
 * is named. Ten seconds old at most.
 */
export async function calendarOf(
  caller: Caller,
  employeeId?: string,
): Promise<{ calendar: WorkingCalendar; timeZone: string }> {
  const [all, context] = await Promise.all([calendarsOf(caller), companyContext(caller.tenant, caller)]);
  if (!context) throw notFound();
  const employee = employeeId === undefined ? undefined : context.employee(employeeId);
  const own = employee?.calendarId === undefined ? undefined : all.find(({ id }) => id === employee.calendarId);
  return {
    calendar: own ?? all.find(({ main }) => main)!,
    timeZone: employee?.timeZone ?? context.company.timeZone,
  };
}

/** A calendar by its id, ten seconds old at most; undefined where the company has none such. */
export async function calendarById(caller: Caller, id: string): Promise<WorkingCalendar | undefined> {
  return (await calendarsOf(caller)).find((one) => one.id === id);
}

/** Refuses a calendar the company does not have. One added a moment ago elsewhere is looked for anew. */
export async function mustBeCalendar(caller: Caller, path: string, id: string | null | undefined): Promise<void> {
  if (!id) return;
  const known = async () => (await calendarsOf(caller)).some((one) => one.id === id);
  if (await known()) return;
  forgetCalendars(caller.tenant);
  if (!(await known())) throw invalid(path, "not_one_of");
}
