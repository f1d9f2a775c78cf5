import type { Caller } from "../caller.ts";
import type { Unique } from "../table/entity.ts";
import { storeOf } from "../table/store.ts";
import type { Tx } from "../table/tx.ts";
import type { Employee, Team } from "./schema.ts";
import { EMPLOYEES, EmployeeTable, TEAMS, TeamTable } from "./table.ts";

/** What an import says of an employee; what is absent is not said. */
export type ImportedEmployee = Partial<Pick<Employee, "name" | "email" | "role" | "teamId" | "managerId">>;

/** An employee to be written, with the values he takes or frees and the actions of it all. */
export interface EmployeeWrite {
  cost: number;
  keys: Unique[];
  write(tx: Tx): Employee;
}

/** All employees and teams of the company. */
export async function everybody(caller: Caller): Promise<{ employees: Employee[]; teams: Team[] }> {
  const store = storeOf(caller);
  const [employees, teams] = await Promise.all([
    store.query(EmployeeTable, { pk: EMPLOYEES, consistent: true }),
    store.query(TeamTable, { pk: TEAMS, consistent: true }),
  ]);
  return { employees, teams };
}

/** A new employee of an import: known by name, without sign-in, whether or not the file has an e-mail; he is not written to. */
export function newEmployee(id: string, said: ImportedEmployee & Pick<Employee, "name" | "role">): EmployeeWrite {
  const keys = said.email ? [emailKey(said.email)] : [];
  return { cost: 1 + keys.length, keys, write: (tx) => tx.create(EmployeeTable, { ...said, id, state: "no_sign_in" }) };
}

/**
 * What the import says over an employee as he is. His role and the e-mail he signs in by are not an import's to change:
 * they are left as they are.
 */
export function overwriteEmployee(
  before: Employee,
  { name, teamId, managerId, email }: ImportedEmployee,
): EmployeeWrite {
  return rewrite(before, {
    ...(name === undefined ? {} : { name }),
    ...(teamId === undefined ? {} : { teamId }),
    ...(managerId === undefined ? {} : { managerId }),
    ...(email === undefined || before.state !== "no_sign_in" ? {} : { email }),
  });
}

/** An employee set back to what he was before an import. */
export function restoreEmployee(current: Employee, before: Employee): EmployeeWrite {
  return rewrite(current, {
    email: undefined,
    teamId: undefined,
    managerId: undefined,
    personId: undefined,
    ...before,
  });
}

/** Deletes an employee whom an import made and nothing names. */
export function takeBackEmployee(employee: Employee): EmployeeWrite {
  const keys = employee.email ? [emailKey(employee.email)] : [];
  return {
    cost: 1 + keys.length,
    keys,
    write(tx) {
      tx.remove(EmployeeTable, employee);
      return employee;
    },
  };
}

function rewrite(before: Employee, change: Partial<Employee>): EmployeeWrite {
  const after = { ...before, ...change };
  const changed = before.email !== after.email;
  const keys = changed ? [before.email, after.email].flatMap((email) => (email ? [emailKey(email)] : [])) : [];
  return { cost: 1 + keys.length, keys, write: (tx) => tx.update(EmployeeTable, before, change) };
}

function emailKey(value: string): Unique {
  return { field: "employee_email", value };
}

/** An employee by id. */
export function findEmployee(caller: Caller, id: string): Promise<Employee | undefined> {
  return storeOf(caller).get(EmployeeTable, { id });
}

/** A team by id. */
export function findTeam(caller: Caller, id: string): Promise<Team | undefined> {
  return storeOf(caller).get(TeamTable, { id });
}

/** Adds a team that an import needs: 1 action. */
export function newTeam(tx: Tx, id: string, name: string): Team {
  return tx.create(TeamTable, { id, name });
}

/** Deletes a team that an import made and nobody is in: 1 action. */
export function takeBackTeam(tx: Tx, team: Team): void {
  tx.remove(TeamTable, team);
}

/** Whether an employee has open work of his own. */
export async function hasWork(caller: Caller, id: string): Promise<boolean> {
  const { items } = await storeOf(caller).items({ pk: `U#${id}`, index: "work", limit: 1 });
  return items.length > 0;
}
