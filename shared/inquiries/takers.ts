import { awayOn } from "../absences/away.ts";
import { list as absencesOf } from "../absences/absences.ts";
import { isWorking, nextWorkingMoment } from "../calendars/hours.ts";
import { calendarOf } from "../calendars/lookup.ts";
import type { Caller } from "../caller.ts";
import { companyContext, type CompanyContext } from "../companies/context.ts";
import type { Employee } from "../employees/schema.ts";
import { notFound } from "../errors.ts";
import { scopeOf } from "../policy.ts";
import { dayIn, type Instant } from "../time.ts";
import { dayAfter } from "../wall.ts";
import { route, type AskedFacts, type Choice, type Taker, type Takers } from "./routing.ts";
import type { Inquiry, InquirySettings } from "./schema.ts";
import type { InquiryLoad } from "./table.ts";

/** Later than any moment somebody works. */
const NEVER = "9999";

/** Whether an employee works here and may be given inquiries by his role. */
export function takesInquiries({ role }: Pick<Employee, "role">): boolean {
  return scopeOf({ role, kind: "employee" }, "inquiries", "write") !== "none";
}

/** Whom an inquiry goes to now, by the company's rules and the loads as they were read. */
export async function choose(
  caller: Caller,
  { rules, fallbackId }: Pick<InquirySettings, "rules" | "fallbackId">,
  inquiry: Omit<AskedFacts, "working"> & Pick<Inquiry, "receivedAt">,
  loads: ReadonlyMap<string, InquiryLoad>,
): Promise<Choice> {
  const [context, { calendar, timeZone }] = await Promise.all([
    companyContext(caller.tenant, caller),
    calendarOf(caller),
  ]);
  if (!context) throw notFound();
  const asked: AskedFacts = { ...inquiry, working: isWorking(calendar, timeZone, inquiry.receivedAt) };
  const fallbacks = [fallbackId ? [fallbackId] : [], withRole(context, "head_of_sales"), withRole(context, "owner")];
  const teamOf = (teamId: string) => employeesOf(context, teamId);
  const named = new Set([
    ...(asked.forEmployeeId ? [asked.forEmployeeId] : []),
    ...rules.flatMap(({ to }) =>
      to.kind === "employee"
        ? [to.employeeId]
        : to.kind === "team"
          ? teamOf(to.teamId)
          : asked.curatorId
            ? [asked.curatorId]
            : [],
    ),
    ...fallbacks.flat(),
  ]);
  const takers = await takersOf(caller, context, named, loads);
  return route(rules, asked, { taker: (id) => takers.get(id), teamOf, fallbacks } satisfies Takers);
}

async function takersOf(
  caller: Caller,
  context: CompanyContext,
  named: ReadonlySet<string>,
  loads: ReadonlyMap<string, InquiryLoad>,
): Promise<Map<string, Taker>> {
  const today = dayIn(caller.now, caller.timeZone);
  // Whoever is not in this list is nowhere away, whatever his zone; the others are asked one by one.
  const { absences } = await absencesOf(caller, { from: dayAfter(today, -1), until: dayAfter(today, 1) });
  const absent = new Set(absences.map(({ employeeId }) => employeeId));
  const found = new Map<string, Taker>();
  // Deputies are added on the way: a set is walked in the order of adding.
  const wanted = new Set(named);
  for (const id of wanted) {
    const employee = context.employee(id);
    if (!employee) continue;
    const away = absent.has(id) ? await awayOn(caller, id, caller.now) : undefined;
    if (away?.deputyId) wanted.add(away.deputyId);
    const load = loads.get(id);
    found.set(id, {
      id,
      active: employee.state === "active" && takesInquiries(employee),
      away: away !== undefined,
      deputyId: away?.deputyId,
      worksAt: await worksAt(caller, id),
      open: load?.open ?? 0,
      lastAt: load?.lastAt ?? "",
    });
  }
  return found;
}

async function worksAt(caller: Caller, id: string): Promise<Instant> {
  const { calendar, timeZone } = await calendarOf(caller, id);
  try {
    return nextWorkingMoment(calendar, timeZone, caller.now);
  } catch (error) {
    if (error instanceof RangeError) return NEVER;
    throw error;
  }
}

function withRole({ employees }: CompanyContext, role: Employee["role"]): string[] {
  return employees.filter((one) => one.role === role).map(({ id }) => id);
}

function employeesOf({ employees, teams }: CompanyContext, teamId: string): string[] {
  const within = new Set([teamId]);
  for (const above of within) for (const { id, parentId } of teams) if (parentId === above) within.add(id);
  return employees.filter((one) => one.teamId !== undefined && within.has(one.teamId)).map(({ id }) => id);
}
