import * as z from "zod";
import { asSystem, type Visitor } from "../caller.ts";
import * as companies from "../companies/companies.ts";
import { forgetContext } from "../companies/context.ts";
import * as employees from "../employees/employees.ts";
import { Problem } from "../errors.ts";
import type { Input } from "../http/contract.ts";
import { newId } from "../ids.ts";
import { PlatformStore } from "../table/platform.ts";
import type { peopleContract } from "./contract.ts";
import { readLink, tokenOf, useLink } from "./links.ts";
import { countTry, limits } from "./limits.ts";
import { hashPassword } from "./passwords.ts";
import { addPerson, personByEmail, personItem, type Person } from "./persons.ts";
import { newTicket } from "./tickets.ts";

type In<K extends keyof typeof peopleContract> = Input<(typeof peopleContract)[K]>;

const Invitation = z.object({ tenant: z.string(), employeeId: z.string(), email: z.string() });

/** What an invitation offers, for the page its link opens. */
export async function viewInvitation(visitor: Visitor, { token }: In<"viewInvitation">) {
  const store = new PlatformStore(visitor.meter);
  await countTry(store, limits.linksByAddress, visitor.address, visitor.now);
  const { company, employee, known } = await invitationOf(store, token, visitor);
  return { company: company.name, email: employee.email ?? "", name: employee.name, known: known !== undefined };
}

/** Makes the invited employee a member: with the account of his e-mail, or with a new one. */
export async function acceptInvitation(visitor: Visitor, { token, name, password }: In<"acceptInvitation">) {
  const store = new PlatformStore(visitor.meter);
  await countTry(store, limits.linksByAddress, visitor.address, visitor.now);
  const { link, employee, invitation, known, caller } = await invitationOf(store, token, visitor);
  const membership = { tenant: invitation.tenant, employeeId: employee.id };
  const tx = store.tx(caller);
  useLink(tx, link.id);
  let personId: string;
  let ticket: string | undefined;
  if (known) {
    personId = known.id;
    const others = known.companies.filter(({ tenant }) => tenant !== invitation.tenant);
    tx.platformReplace(personItem({ ...known, companies: [...others, membership], ver: known.ver + 1 }), known.ver);
  } else {
    if (!password)
      throw new Problem("invalid_input", {
        reason: "password_needed",
        issues: [{ path: "password", message: "password_needed" }],
      });
    const person: Person = {
      id: newId("person"),
      ver: 1,
      name: name ?? employee.name,
      email: invitation.email,
      language: caller.language,
      password: await hashPassword(password),
      companies: [membership],
    };
    addPerson(tx, person);
    personId = person.id;
    ticket = newTicket(tx, person, visitor.now);
  }
  employees.join(tx, employee, { personId, name });
  await tx.commit({});
  forgetContext(invitation.tenant);
  return { company: invitation.tenant, ...(ticket ? { ticket: await tokenOf(ticket) } : {}) };
}

async function invitationOf(store: PlatformStore, token: string, visitor: Visitor) {
  const link = await readLink(store, token, "invitation", visitor.now);
  const invitation = Invitation.parse(link.payload);
  const caller = asSystem(visitor, invitation.tenant);
  const [company, employee, known] = await Promise.all([
    companies.find(caller),
    employees.find(caller, invitation.employeeId),
    personByEmail(store, invitation.email),
  ]);
  if (!company || !employee || employee.state !== "invited" || employee.email !== invitation.email) {
    throw new Problem("invalid_state", { reason: "link_used_or_expired" });
  }
  return {
    link,
    invitation,
    company,
    employee,
    known,
    caller: { ...caller, language: visitor.language, shards: company.shards },
  };
}
