import { asSystem, type PersonCaller } from "../caller.ts";
import * as companies from "../companies/companies.ts";
import * as employees from "../employees/employees.ts";
import type { Input } from "../http/contract.ts";
import { newId } from "../ids.ts";
import { rightsOf } from "../policy.ts";
import { rememberForPerson, replayOfPerson } from "../table/idempotency.ts";
import { PlatformStore } from "../table/platform.ts";
import type { peopleContract } from "./contract.ts";
import { countTry, limits } from "./limits.ts";
import { personItem, presentPerson, savePerson, type Person } from "./persons.ts";
import { companyTx } from "./transactions.ts";

type In<K extends keyof typeof peopleContract> = Input<(typeof peopleContract)[K]>;

/** The person signed in with his companies; one whose account was closed there is left out. */
export async function me(caller: PersonCaller) {
  const store = new PlatformStore(caller.meter);
  const person = await presentPerson(store, caller.personId);
  return viewOf(caller, person);
}

async function viewOf(caller: PersonCaller, person: Person) {
  const memberships = await Promise.all(
    person.companies.map(async ({ tenant, employeeId }) => {
      const own = asSystem(caller, tenant);
      const [company, employee] = await Promise.all([companies.find(own), employees.find(own, employeeId)]);
      if (!company || employee?.state !== "active") return [];
      const rights = rightsOf({ role: employee.role, kind: "employee" });
      const { role, timeZone = company.timeZone } = employee;
      return [{ company: company.id, name: company.name, employeeId, role, rights, timeZone }];
    }),
  );
  const { id, name, email, language } = person;
  return { id, name, email, language, companies: memberships.flat() };
}

/** Changes one's own name or language. */
export async function changeMe(caller: PersonCaller, input: In<"changeMe">) {
  const store = new PlatformStore(caller.meter);
  const person = await presentPerson(store, caller.personId);
  return viewOf(caller, await savePerson(caller, person, input));
}

/** Founds one more company; a repeat of the request answers the one it founded. */
export async function found(caller: PersonCaller, input: In<"found">) {
  const store = new PlatformStore(caller.meter);
  const first = await replayOfPerson(store, caller);
  if (first) return first.answer as { company: string };
  await countTry(store, limits.companiesByPerson, caller.personId, caller.now);
  const person = await presentPerson(store, caller.personId);
  const { tenant, tx } = companyTx(caller, input);
  const employeeId = newId("employee");
  const { company: name, ...settings } = input;
  companies.foundCompany(
    tx,
    { id: tenant, name, ...settings },
    { personId: person.id, employeeId, name: person.name, email: person.email },
  );
  const memberships = [...person.companies, { tenant, employeeId }];
  tx.platformReplace(personItem({ ...person, companies: memberships, ver: person.ver + 1 }), person.ver);
  const answer = { company: tenant };
  rememberForPerson(tx, caller, answer);
  return tx.commit(answer);
}
