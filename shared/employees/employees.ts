import { mustBeCalendar } from "../calendars/lookup.ts";
import type { Caller } from "../caller.ts";
import { get as companyOf } from "../companies/companies.ts";
import { forgetContext } from "../companies/context.ts";
import { armMorning } from "../day/arm.ts";
import { invalid, notFound, Problem } from "../errors.ts";
import type { Input } from "../http/contract.ts";
import { newId } from "../ids.ts";
import { dropFeedOf } from "../feeds/feeds.ts";
import { dropKeysOf } from "../keys/keys.ts";
import { queue } from "../letters/queue.ts";
import { countTry, limits } from "../people/limits.ts";
import { newLink } from "../people/links.ts";
import { dropMembership } from "../people/memberships.ts";
import { can, demand, scopeOf } from "../policy.ts";
import { PlatformStore } from "../table/platform.ts";
import { mustBeSeen } from "../table/retry.ts";
import { storeOf } from "../table/store.ts";
import type { Tx } from "../table/tx.ts";
import type { employeesContract } from "./contract.ts";
import { anotherOwner, demandReach, holdAll, peopleOf, placeOf, teamsAbove, type Held, type People } from "./places.ts";
import { demandGiving } from "./roles.ts";
import type { Employee, EmployeeView, Team } from "./schema.ts";
import { EmployeeTable, TeamTable } from "./table.ts";

type In<K extends keyof typeof employeesContract> = Input<(typeof employeesContract)[K]>;

const INVITATION_SECONDS = 7 * 24 * 3600;

/** All employees with what the caller may do with each, and all teams; those who left are among them. */
export async function list(caller: Caller): Promise<{ employees: EmployeeView[]; teams: Team[] }> {
  const { employees, teams } = await peopleOf(caller);
  return { employees: employees.map((one) => viewOf(caller, one)), teams };
}

/** Adds an employee. With an e-mail he is invited by letter; without one he is known by name and cannot sign in. */
export async function add(caller: Caller, input: In<"add">): Promise<EmployeeView> {
  demandGiving(caller, input.role);
  const people = await peopleOf(caller);
  const { teamId, managerId, email } = input;
  refuseKnownEmail(people, email, undefined);
  const id = newId("employee");
  demandReach(caller, people, { ...input, id });
  const tx = email ? new PlatformStore(caller.meter).tx(caller) : storeOf(caller).tx();
  holdAll(tx, placeOf(people, { id, teamId, managerId }));
  const employee = tx.create(EmployeeTable, { ...input, id, state: email ? "invited" : "no_sign_in" });
  if (email) await addInvitation(caller, tx, { ...employee, email });
  return committed(caller, tx, employee);
}

/**
 * Changes name, role, team, manager, working calendar or time zone. Nobody gives or takes a role above his own, reaches
 * further by it than he did, or leaves the company without an owner. Keys he made that his new role does not cover end.
 */
export async function change(caller: Caller, { id, ver, ...wanted }: In<"change">): Promise<EmployeeView> {
  const people = await peopleOf(caller);
  const before = demandEmployee(caller, people, id, ver);
  const after: Employee = {
    ...before,
    ...(wanted.name === undefined ? {} : { name: wanted.name }),
    role: wanted.role ?? before.role,
    teamId: wanted.teamId === undefined ? before.teamId : (wanted.teamId ?? undefined),
    managerId: wanted.managerId === undefined ? before.managerId : (wanted.managerId ?? undefined),
    calendarId: wanted.calendarId === undefined ? before.calendarId : (wanted.calendarId ?? undefined),
    timeZone: wanted.timeZone === undefined ? before.timeZone : (wanted.timeZone ?? undefined),
  };
  if (after.calendarId !== before.calendarId) await mustBeCalendar(caller, "calendarId", after.calendarId);
  const held: Held = { employees: [], teams: [] };
  if (after.role !== before.role) {
    demandGiving(caller, before.role);
    demandGiving(caller, after.role);
    if (before.role === "owner") held.employees.push(...anotherOwner(people, before));
  }
  if (after.teamId !== before.teamId || after.managerId !== before.managerId) {
    demandReach(caller, people, after);
    const place = placeOf(people, {
      id,
      teamId: after.teamId === before.teamId ? undefined : after.teamId,
      managerId: after.managerId === before.managerId ? undefined : after.managerId,
    });
    held.employees.push(...place.employees);
    held.teams.push(...place.teams);
  }
  const tx = new PlatformStore(caller.meter).tx(caller);
  holdAll(tx, held);
  if (after.role !== before.role) await dropKeysOf(caller, tx, id, after.role);
  return committed(caller, tx, tx.update(EmployeeTable, before, after));
}

/** Sends an invitation: again, or the first one to somebody known by name alone. An earlier one to another e-mail ends. */
export async function invite(caller: Caller, { id, email: given }: In<"invite">): Promise<EmployeeView> {
  const people = await peopleOf(caller);
  const before = demandEmployee(caller, people, id);
  demandGiving(caller, before.role);
  if (before.state === "active") throw new Problem("invalid_state", { reason: "signs_in_already" });
  if (before.state === "closed") throw new Problem("invalid_state", { reason: "employee_left" });
  const email = given ?? before.email;
  if (!email) throw invalid("email", "required");
  refuseKnownEmail(people, email, id);
  const tx = new PlatformStore(caller.meter).tx(caller);
  const employee = tx.update(EmployeeTable, before, { email, state: "invited" });
  await addInvitation(caller, tx, { ...employee, email });
  return committed(caller, tx, employee);
}

/**
 * Closes the account of one who left: his membership, his invitation, the keys he made and his calendar feed end at once.
 * His records stay as they are and so does his name on them.
 */
export async function close(caller: Caller, { id, ver }: In<"close">): Promise<EmployeeView> {
  const people = await peopleOf(caller);
  const before = demandEmployee(caller, people, id, ver);
  demandGiving(caller, before.role);
  if (before.state === "closed") throw new Problem("invalid_state", { reason: "employee_left" });
  const platform = new PlatformStore(caller.meter);
  const tx = platform.tx(caller);
  if (before.role === "owner") holdAll(tx, { employees: anotherOwner(people, before), teams: [] });
  if (before.personId) await dropMembership(platform, tx, before.personId, caller.tenant);
  await dropKeysOf(caller, tx, id);
  await dropFeedOf(caller, tx, id);
  return committed(caller, tx, tx.update(EmployeeTable, before, { state: "closed", personId: undefined }));
}

/** Adds a team, at the top or below another one. */
export async function addTeam(caller: Caller, input: In<"addTeam">): Promise<Team> {
  demandAllTeams(caller, "create");
  const { teams } = await peopleOf(caller);
  const id = newId("team");
  const tx = storeOf(caller).tx();
  holdAll(tx, { employees: [], teams: teamsAbove(teams, id, input.parentId) });
  return committedTeam(caller, tx, tx.create(TeamTable, { ...input, id }));
}

/** Renames a team or moves it, with those below it. */
export async function changeTeam(caller: Caller, { id, ver, name, parentId }: In<"changeTeam">): Promise<Team> {
  demandAllTeams(caller, "write");
  const { teams } = await peopleOf(caller);
  const before = mustTeam(teams, id);
  mustBeSeen(before, ver);
  const tx = storeOf(caller).tx();
  holdAll(tx, { employees: [], teams: teamsAbove(teams, id, parentId ?? undefined) });
  const after = tx.update(TeamTable, before, {
    ...(name === undefined ? {} : { name }),
    ...(parentId === undefined ? {} : { parentId: parentId ?? undefined }),
  });
  return committedTeam(caller, tx, after);
}

/** Removes a team that nobody is in and no team is below. */
export async function removeTeam(caller: Caller, { id }: In<"removeTeam">): Promise<Record<string, never>> {
  demandAllTeams(caller, "delete");
  const store = storeOf(caller);
  const people = await peopleOf(caller);
  const before = mustTeam(people.teams, id);
  refuseTeamInUse(people, id);
  // First out of sight: from here on nobody can join it. Whoever was faster is found by the second look.
  const tx = store.tx();
  const removed = tx.trash(TeamTable, before);
  await tx.commit({});
  try {
    refuseTeamInUse(await peopleOf(caller), id);
  } catch (error) {
    const back = store.tx();
    back.update(TeamTable, removed, { deletedAt: undefined });
    await back.commit({});
    throw error;
  } finally {
    forgetContext(caller.tenant);
  }
  return {};
}

/** An employee of the company by id, whoever asks: for rules that have checked their caller by other means. */
export function find(caller: Caller, id: string): Promise<Employee | undefined> {
  return storeOf(caller).get(EmployeeTable, { id });
}

/** Makes an invited employee a member who signs in as a person: part of the transaction that takes the invitation. */
export function join(tx: Tx, invited: Employee, person: { personId: string; name?: string | undefined }): Employee {
  const { personId, name } = person;
  armMorning(tx, invited.id);
  return tx.update(EmployeeTable, invited, { state: "active", personId, ...(name ? { name } : {}) });
}

function viewOf(caller: Caller, { personId: _, ...employee }: Employee): EmployeeView {
  return { ...employee, can: can(caller, "employees", employee) };
}

async function committed(caller: Caller, tx: Tx, employee: Employee): Promise<EmployeeView> {
  const answer = await tx.commit(viewOf(caller, employee));
  forgetContext(caller.tenant);
  return answer;
}

async function committedTeam(caller: Caller, tx: Tx, team: Team): Promise<Team> {
  const answer = await tx.commit(team);
  forgetContext(caller.tenant);
  return answer;
}

function demandEmployee(caller: Caller, { employees }: People, id: string, ver?: number): Employee {
  const employee = demand(
    caller,
    "employees",
    "write",
    employees.find((one) => one.id === id),
  );
  if (ver !== undefined) mustBeSeen(viewOf(caller, employee), ver);
  return employee;
}

function refuseKnownEmail({ employees }: People, email: string | undefined, id: string | undefined): void {
  const known = employees.find((one) => one.email === email && one.state !== "closed" && one.id !== id);
  if (email && known) throw new Problem("conflict", { reason: "employee_known", params: { name: known.name } });
}

/** Adds link and letter of an invitation, in the language of the company, from whoever invites. */
async function addInvitation(caller: Caller, tx: Tx, employee: Employee & { email: string }): Promise<void> {
  const { id, email, name } = employee;
  const { tenant, meter, now } = caller;
  const platform = new PlatformStore(meter);
  await countTry(platform, limits.invitationsByEmail, `${tenant} ${email}`, now);
  await countTry(platform, limits.invitationsByCompany, tenant, now);
  const [company, inviter] = await Promise.all([companyOf(caller), find(caller, caller.userId)]);
  const payload = { tenant, employeeId: id, email };
  const linkId = newLink(tx, { kind: "invitation", payload, seconds: INVITATION_SECONDS }, now);
  const values = { company: company.name, inviter: inviter?.name ?? company.name, name };
  queue(tx, { to: email, toName: name, language: company.language, template: "invitation", values, linkId });
}

/** Teams bound what heads reach, so only those who reach everybody form them. */
function demandAllTeams(caller: Caller, action: "create" | "write" | "delete"): void {
  if (scopeOf(caller, "employees", action) !== "all") throw new Problem("forbidden");
}

function mustTeam(teams: Team[], id: string): Team {
  const team = teams.find((one) => one.id === id);
  if (!team) throw notFound();
  return team;
}

function refuseTeamInUse({ employees, teams }: People, id: string): void {
  const used =
    employees.some((one) => one.teamId === id && one.state !== "closed") ||
    teams.some(({ parentId }) => parentId === id);
  if (used) throw new Problem("invalid_state", { reason: "team_in_use" });
}
