import { asSystem, newMeter, type Caller, type Language } from "#shared/caller.ts";
import { foundCompany } from "#shared/companies/companies.ts";
import { add, list } from "#shared/employees/employees.ts";
import { membersOf } from "#shared/employees/members.ts";
import type { Employee } from "#shared/employees/schema.ts";
import { newCompanyId, newId } from "#shared/ids.ts";
import { hashPassword } from "#shared/people/passwords.ts";
import { loginKey, personItem, type Person } from "#shared/people/persons.ts";
import type { Role } from "#shared/policy-names.ts";
import { PlatformStore } from "#shared/table/platform.ts";

/** Where an employee stands. */
export interface Place {
  teamId?: string;
  managerId?: string;
}

/** A company of its own for one test, in the table of the engine. */
export interface TestCompany {
  id: string;
  /** Its owner, who signs in as {@link TestCompany.person}. */
  owner: Caller;
  person: Person;
  /** Its system, which may do everything. */
  system: Caller;
  /** A new employee of a role, as a caller. */
  as: (role: Role, place?: Place) => Promise<Caller>;
  /** The caller an employee is now, with his present role and team. */
  callerOf: (employeeId: string) => Promise<Caller>;
}

/** What may be chosen of a company. */
export interface CompanyOptions {
  name?: string;
  language?: Language;
  /** Password of the owner; hashed only where given, since that takes a while. */
  password?: string;
}

/** Founds a company by the same transaction as a sign-up does; start an engine first. */
export async function aCompany({
  name = "Ромашка",
  language = "ru",
  password,
}: CompanyOptions = {}): Promise<TestCompany> {
  const id = newCompanyId();
  const employeeId = newId("employee");
  const person: Person = {
    id: newId("person"),
    ver: 1,
    name: "Ольга Ивановна",
    email: `owner-${id}@example.com`,
    language,
    password: password === undefined ? { n: 2, r: 1, p: 1, salt: "", value: "" } : await hashPassword(password),
    companies: [{ tenant: id, employeeId }],
  };
  const settings = { timeZone: "Europe/Moscow", currency: "RUB" };
  const system = { ...asSystem(request(language), id), ...settings };
  const tx = new PlatformStore(system.meter).tx(system);
  tx.platformPut({ ...loginKey(person.email), e: "login", personId: person.id });
  tx.platformPut(personItem(person));
  foundCompany(
    tx,
    { id, name, language, ...settings },
    { personId: person.id, employeeId, name: person.name, email: person.email },
  );
  await tx.commit({});

  async function callerOf(userId: string): Promise<Caller> {
    const { employees, teams } = await list(system);
    const own = employees.find((one) => one.id === userId) as Employee;
    const members = membersOf(own, employees, teams);
    return { ...system, ...request(language), kind: "employee", actor: userId, userId, role: own.role, members };
  }
  return {
    id,
    person,
    system,
    owner: await callerOf(employeeId),
    callerOf,
    async as(role, place = {}) {
      const employee = await add(system, { name: `${role} ${newId("employee").slice(-6)}`, role, ...place });
      return callerOf(employee.id);
    },
  };
}

/** The caller making a request that names itself, and its repeats. */
export function repeatable(caller: Caller, key: string, fingerprint = key): Caller {
  return { ...caller, idempotency: { key, fingerprint } };
}

function request(language: Language) {
  return { now: new Date().toISOString(), requestId: "test", language, meter: newMeter() };
}
