import type { Caller } from "../caller.ts";
import { invalid, Problem } from "../errors.ts";
import { scopeOf } from "../policy.ts";
import { storeOf } from "../table/store.ts";
import type { Tx } from "../table/tx.ts";
import { chainAbove, membersOf } from "./members.ts";
import type { Employee, Team } from "./schema.ts";
import { EMPLOYEES, EmployeeTable, TEAMS, TeamTable } from "./table.ts";

/** Levels of managers or teams above one: a transaction holds to each of them. */
const MOST_LEVELS = 20;

/** Everybody of a company and its teams. */
export interface People {
  employees: Employee[];
  teams: Team[];
}

/** Everybody of the company of a caller, and its teams. */
export async function peopleOf(caller: Caller): Promise<People> {
  const store = storeOf(caller);
  const [employees, teams] = await Promise.all([
    store.query(EmployeeTable, { pk: EMPLOYEES, consistent: true }),
    store.query(TeamTable, { pk: TEAMS, consistent: true }),
  ]);
  return { employees, teams };
}

/**
 * Refuses a place by which a caller whose right ends at his team would leave its bounds: the employee must be of his
 * team afterwards, and neither of them may then reach anybody whom the caller did not reach before.
 */
export function demandReach(
  caller: Caller,
  { employees, teams }: People,
  after: Pick<Employee, "id" | "teamId" | "managerId">,
): void {
  if (scopeOf(caller, "employees", "write") === "all") return;
  const own = employees.find(({ id }) => id === caller.userId);
  if (!own) throw new Problem("forbidden");
  const had = membersOf(own, employees, teams).add(after.id);
  const changed = [...employees.filter(({ id }) => id !== after.id), after];
  const ownAfter = after.id === own.id ? after : own;
  const has = membersOf(ownAfter, changed, teams);
  const reached = [...has, ...membersOf(after, changed, teams)];
  if (!has.has(after.id) || reached.some((id) => !had.has(id)))
    throw new Problem("forbidden", { reason: "outside_your_team" });
}

/** An active owner besides the one who goes, to hold the transaction to: of two owners who go at once, one stays. */
export function anotherOwner({ employees }: People, going: Employee): Employee[] {
  const another = employees.find(({ id, role, state }) => id !== going.id && role === "owner" && state === "active");
  if (!another && going.state === "active") throw new Problem("invalid_state", { reason: "last_owner" });
  return another ? [another] : [];
}

/** Those above a place, to hold the transaction to: no circle closes meanwhile. Refuses a team or manager that is none. */
export function placeOf({ employees, teams }: People, place: Pick<Employee, "id" | "teamId" | "managerId">): Held {
  const { id, teamId, managerId } = place;
  const team = teams.filter((one) => one.id === teamId);
  if (teamId !== undefined && team.length === 0) throw invalid("teamId", "not_one_of");
  if (managerId === undefined) return { employees: [], teams: team };
  const manager = employees.find((one) => one.id === managerId);
  if (!manager || manager.state === "closed") throw invalid("managerId", "not_one_of");
  const chain = chainAbove(id, managerId, employees, (one) => one.managerId);
  return { employees: bounded(chain, "managerId"), teams: team };
}

/** The teams above a place in their tree, to hold the transaction to. */
export function teamsAbove(teams: Team[], id: string, parentId: string | undefined): Team[] {
  if (parentId === undefined) return [];
  if (!teams.some((team) => team.id === parentId)) throw invalid("parentId", "not_one_of");
  return bounded(
    chainAbove(id, parentId, teams, (team) => team.parentId),
    "parentId",
  );
}

function bounded<N>(chain: N[] | undefined, path: string): N[] {
  if (!chain) throw invalid(path, "itself");
  if (chain.length > MOST_LEVELS) throw invalid(path, "too_many_levels", { most: MOST_LEVELS });
  return chain;
}

/** What a transaction relies on and does not change itself. */
export interface Held {
  employees: Employee[];
  teams: Team[];
}

/** Holds a transaction to records being as they were read. */
export function holdAll(tx: Tx, { employees, teams }: Held): void {
  for (const employee of new Set(employees)) tx.check(EmployeeTable, employee);
  for (const team of new Set(teams)) tx.check(TeamTable, team);
}
