import { asSystem, type Caller, type Request } from "../caller.ts";
import { membersOf } from "../employees/members.ts";
import type { Employee, Team } from "../employees/schema.ts";
import { EMPLOYEES, EmployeeTable, TEAMS, TeamTable } from "../employees/table.ts";
import { Memory } from "../memory.ts";
import { Store } from "../table/store.ts";
import type { Company } from "./schema.ts";
import { CompanyTable } from "./table.ts";

/** What every request of a company needs: its settings, its people and who leads whom; ten seconds old at most. */
export interface CompanyContext {
  company: Company;
  employees: readonly Employee[];
  teams: readonly Team[];
  employee(id: string): Employee | undefined;
  /** Employees of one's team and of the teams below, oneself among them. */
  members(id: string): ReadonlySet<string>;
}

const contexts = new Memory<CompanyContext | undefined>(1000, 10_000);

/** The context of a company, undefined where there is none. */
export function companyContext(tenant: string, request: Request): Promise<CompanyContext | undefined> {
  return contexts.get(tenant, async () => {
    const store = new Store(asSystem(request, tenant));
    const [company, employees, teams] = await Promise.all([
      store.get(CompanyTable, {}),
      store.query(EmployeeTable, { pk: EMPLOYEES }),
      store.query(TeamTable, { pk: TEAMS }),
    ]);
    return company && contextOf(company, employees, teams);
  });
}

/** The company's system as one of its employees, with his rights and in his zone; undefined where he has left. */
export async function as(system: Caller, userId: string): Promise<Caller | undefined> {
  const context = await companyContext(system.tenant, system);
  const employee = context?.employee(userId);
  if (!context || !employee || employee.state === "closed") return undefined;
  const { role, timeZone = context.company.timeZone } = employee;
  return { ...system, kind: "employee", actor: userId, userId, role, timeZone, members: context.members(userId) };
}

/** Makes the next request read the company anew: settings or people were changed here just now. */
export function forgetContext(tenant: string): void {
  contexts.forget(tenant);
}

function contextOf(company: Company, employees: Employee[], teams: Team[]): CompanyContext {
  const byId = new Map(employees.map((one) => [one.id, one]));
  const members = new Map<string, ReadonlySet<string>>();
  return {
    company,
    employees,
    teams,
    employee: (id) => byId.get(id),
    members(id) {
      const own = byId.get(id);
      if (!own) return new Set([id]);
      let known = members.get(id);
      if (!known) members.set(id, (known = membersOf(own, employees, teams)));
      return known;
    },
  };
}
