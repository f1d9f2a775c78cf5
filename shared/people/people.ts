import { asSystem, type Caller, type PersonCaller, type Visitor } from "../caller.ts";
import * as companies from "../companies/companies.ts";
import { forgetContext } from "../companies/context.ts";
import * as employees from "../employees/employees.ts";
import { Problem } from "../errors.ts";
import type { Input } from "../http/contract.ts";
import { newCompanyId, newId } from "../ids.ts";
import { queue } from "../letters/letters.ts";
import { rightsOf } from "../policy.ts";
import { rememberForPerson, replayOfPerson } from "../table/idempotency.ts";
import { PlatformStore } from "../table/platform.ts";
import type { Tx } from "../table/tx.ts";
import type { peopleContract } from "./contract.ts";
import { newLink, readLink, tokenOf, useLink } from "./links.ts";
import { countTry, limits } from "./limits.ts";
import { hashPassword, isWeak, passwordMatches, PasswordHash, spendPasswordTime } from "./passwords.ts";
import { loginKey, personByEmail, personItem, personOf, type Person } from "./persons.ts";
import { endSession, endSessions, openSession, sessionDigest, sessionsOf } from "./sessions.ts";
import { SignUp } from "./schema.ts";
import * as z from "zod";

type In<K extends keyof typeof peopleContract> = Input<(typeof peopleContract)[K]>;

const DAY = 24 * 3600;
const TICKET_SECONDS = 120;

/** What waits for the confirmation of a sign-up: the password only as its hash. */
const PendingSignUp = SignUp.omit({ password: true }).extend({ password: PasswordHash });

/** Sends a letter either way and answers the same, so that a stranger learns nothing of an e-mail. */
export async function signUp(visitor: Visitor, input: In<"signUp">) {
  const store = new PlatformStore(visitor.meter);
  await countTry(store, limits.signUpByAddress, visitor.address, visitor.now);
  const { password, ...rest } = input;
  // Hashed before the e-mail is looked up: both ways take the same time.
  const pending: z.infer<typeof PendingSignUp> = { ...rest, password: await hashPassword(password) };
  if (!(await mayWrite(store, input.email, visitor))) return {};
  const known = await personByEmail(store, input.email);
  const tx = platformTx(visitor);
  if (known) {
    queue(tx, { to: known.email, language: input.language, template: "sign_up_known", values: { name: known.name } });
  } else {
    const linkId = newLink(tx, { kind: "sign_up", payload: pending, seconds: DAY }, visitor.now);
    queue(tx, {
      to: input.email,
      language: input.language,
      template: "sign_up",
      values: { name: input.name, company: input.company },
      linkId,
    });
  }
  return tx.commit({});
}

/** Makes the person and the company that a sign-up asked for; the link works once. */
export async function confirmSignUp(visitor: Visitor, { token }: In<"confirmSignUp">) {
  const store = new PlatformStore(visitor.meter);
  await countTry(store, limits.linksByAddress, visitor.address, visitor.now);
  const link = await readLink(store, token, "sign_up", visitor.now);
  const asked = PendingSignUp.parse(link.payload);
  const { tenant, tx } = companyTx(visitor, asked);
  const person: Person = {
    id: newId("person"),
    ver: 1,
    name: asked.name,
    email: asked.email,
    language: asked.language,
    password: asked.password,
    companies: [{ tenant, employeeId: newId("employee") }],
  };
  addPerson(tx, person);
  companies.foundCompany(
    tx,
    { id: tenant, name: asked.company, language: asked.language, timeZone: asked.timeZone, currency: asked.currency },
    { personId: person.id, employeeId: person.companies[0]!.employeeId, name: person.name, email: person.email },
  );
  useLink(tx, link.id);
  const ticket = newLink(
    tx,
    { kind: "ticket", payload: { personId: person.id }, seconds: TICKET_SECONDS },
    visitor.now,
  );
  await tx.commit({});
  return { company: tenant, ticket: await tokenOf(ticket) };
}

/** Opens a session by e-mail and password, or by a ticket of a letter's page. */
export async function signIn(visitor: Visitor, { email, password, ticket }: In<"signIn">) {
  const store = new PlatformStore(visitor.meter);
  await countTry(store, limits.signInByAddress, visitor.address, visitor.now);
  const person = ticket
    ? await byTicket(store, ticket, visitor)
    : await byPassword(store, email ?? "", password ?? "", visitor);
  const sessionId = await openSession(visitor.meter, visitor.now, person.id, visitor.device);
  return { sessionId, personId: person.id, language: person.language };
}

async function byTicket(store: PlatformStore, ticket: string, visitor: Visitor): Promise<Person> {
  const link = await readLink(store, ticket, "ticket", visitor.now);
  const tx = platformTx(visitor);
  useLink(tx, link.id);
  await tx.commit({});
  const person = await personOf(store, String(link.payload["personId"]));
  if (!person) throw new Problem("unauthenticated", { reason: "link_used_or_expired" });
  return person;
}

async function byPassword(store: PlatformStore, email: string, password: string, visitor: Visitor): Promise<Person> {
  await countTry(store, limits.signInByAccount, email, visitor.now);
  const person = await personByEmail(store, email);
  if (!person) {
    await spendPasswordTime(password);
    throw new Problem("unauthenticated", { reason: "wrong_password" });
  }
  if (!(await passwordMatches(password, person.password))) {
    throw new Problem("unauthenticated", { reason: "wrong_password" });
  }
  if (isWeak(person.password)) await save(visitor, person, { password: await hashPassword(password) });
  return person;
}

/** Sends a letter with a link to set a new password where the e-mail is known; answers the same either way. */
export async function forgot(visitor: Visitor, { email, language }: In<"forgot">) {
  const store = new PlatformStore(visitor.meter);
  await countTry(store, limits.signUpByAddress, visitor.address, visitor.now);
  if (!(await mayWrite(store, email, visitor))) return {};
  const person = await personByEmail(store, email);
  const tx = platformTx(visitor);
  if (person) {
    // The salt of the present password: the link ends with it, whoever changes it.
    const payload = { personId: person.id, salt: person.password.salt };
    const linkId = newLink(tx, { kind: "password", payload, seconds: 3600 }, visitor.now);
    queue(tx, {
      to: person.email,
      language: person.language,
      template: "password",
      values: { name: person.name },
      linkId,
    });
  } else {
    queue(tx, { to: email, language: language ?? visitor.language, template: "password_unknown", values: {} });
  }
  return tx.commit({});
}

/** Sets a new password by a link and ends every session; whoever held one has to sign in anew. */
export async function reset(visitor: Visitor, { token, password }: In<"reset">) {
  const store = new PlatformStore(visitor.meter);
  await countTry(store, limits.linksByAddress, visitor.address, visitor.now);
  const link = await readLink(store, token, "password", visitor.now);
  const person = await personOf(store, String(link.payload["personId"]));
  if (!person || person.password.salt !== link.payload["salt"])
    throw new Problem("invalid_state", { reason: "link_used_or_expired" });
  const hash = await hashPassword(password);
  const tx = platformTx(visitor);
  useLink(tx, link.id);
  tx.platformReplace(personItem({ ...person, password: hash, ver: person.ver + 1 }), person.ver);
  const ticket = newLink(
    tx,
    { kind: "ticket", payload: { personId: person.id }, seconds: TICKET_SECONDS },
    visitor.now,
  );
  queue(tx, {
    to: person.email,
    language: person.language,
    template: "password_changed",
    values: { name: person.name },
  });
  await tx.commit({});
  await endSessions(store, person.id, visitor.now);
  return { ticket: await tokenOf(ticket) };
}

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
    personId = newId("person");
    addPerson(tx, {
      id: personId,
      ver: 1,
      name: name ?? employee.name,
      email: invitation.email,
      language: caller.language,
      password: await hashPassword(password),
      companies: [membership],
    });
    ticket = newLink(tx, { kind: "ticket", payload: { personId }, seconds: TICKET_SECONDS }, visitor.now);
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

/** The person signed in with his companies; one whose account was closed there is left out. */
export async function me(caller: PersonCaller) {
  const store = new PlatformStore(caller.meter);
  const person = await mustPerson(store, caller);
  return viewOf(caller, person);
}

async function viewOf(caller: PersonCaller, person: Person) {
  const memberships = await Promise.all(
    person.companies.map(async ({ tenant, employeeId }) => {
      const own = asSystem(caller, tenant);
      const [company, employee] = await Promise.all([companies.find(own), employees.find(own, employeeId)]);
      if (!company || employee?.state !== "active") return [];
      const rights = rightsOf({ role: employee.role, kind: "employee" });
      return [{ company: company.id, name: company.name, employeeId, role: employee.role, rights }];
    }),
  );
  const { id, name, email, language } = person;
  return { id, name, email, language, companies: memberships.flat() };
}

/** Changes one's own name or language. */
export async function changeMe(caller: PersonCaller, input: In<"changeMe">) {
  const store = new PlatformStore(caller.meter);
  const person = await mustPerson(store, caller);
  return viewOf(caller, await save(caller, person, input));
}

/** Changes the password after the present one; every other session ends. */
export async function changePassword(caller: PersonCaller, { current, password }: In<"changePassword">) {
  const store = new PlatformStore(caller.meter);
  await countTry(store, limits.signInByAccount, caller.personId, caller.now);
  const person = await mustPerson(store, caller);
  if (!(await passwordMatches(current, person.password))) {
    throw new Problem("invalid_input", {
      reason: "wrong_password",
      issues: [{ path: "current", message: "wrong_password" }],
    });
  }
  const hash = await hashPassword(password);
  const tx = platformTx(caller);
  tx.platformReplace(personItem({ ...person, password: hash, ver: person.ver + 1 }), person.ver);
  queue(tx, {
    to: person.email,
    language: person.language,
    template: "password_changed",
    values: { name: person.name },
  });
  await tx.commit({});
  await endSessions(store, person.id, caller.now, sessionDigest(caller.sessionId));
  return {};
}

/** Open sessions of the person. */
export async function sessions(caller: PersonCaller) {
  const all = await sessionsOf(new PlatformStore(caller.meter), caller.personId, caller.now);
  const current = sessionDigest(caller.sessionId);
  return {
    sessions: all
      .sort((one, other) => other.createdAt.localeCompare(one.createdAt))
      .map(({ digest, createdAt, device }) => ({ id: digest, createdAt, device, current: digest === current })),
  };
}

/** Ends one session. */
export async function signOut(caller: PersonCaller, { id }: In<"signOut">) {
  const digest = id === "current" ? sessionDigest(caller.sessionId) : id;
  const store = new PlatformStore(caller.meter);
  const own = await sessionsOf(store, caller.personId, caller.now);
  if (!own.some((one) => one.digest === digest)) throw new Problem("not_found");
  await endSession(store, caller.personId, digest);
  return {};
}

/** Ends every session, this one too. */
export async function signOutEverywhere(caller: PersonCaller) {
  await endSessions(new PlatformStore(caller.meter), caller.personId, caller.now);
  return {};
}

/** Founds one more company; a repeat of the request answers the one it founded. */
export async function found(caller: PersonCaller, input: In<"found">) {
  const store = new PlatformStore(caller.meter);
  const first = await replayOfPerson(store, caller);
  if (first) return first.answer as { company: string };
  await countTry(store, limits.lettersByAccount, `found ${caller.personId}`, caller.now);
  const person = await mustPerson(store, caller);
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

/** Whether one more letter may go to an e-mail; over the limit nothing is sent and nothing is told. */
async function mayWrite(store: PlatformStore, email: string, visitor: Visitor): Promise<boolean> {
  try {
    await countTry(store, limits.lettersByAccount, email, visitor.now);
    return true;
  } catch (error) {
    if (error instanceof Problem && error.code === "rate_limited") return false;
    throw error;
  }
}

async function mustPerson(store: PlatformStore, caller: PersonCaller): Promise<Person> {
  const person = await personOf(store, caller.personId);
  if (!person) throw new Problem("unauthenticated");
  return person;
}

async function save(visitor: Visitor | PersonCaller, person: Person, change: Partial<Person>): Promise<Person> {
  const saved = { ...person, ...change, ver: person.ver + 1 };
  const tx = platformTx(visitor);
  tx.platformReplace(personItem(saved), person.ver);
  await tx.commit({});
  return saved;
}

function addPerson(tx: Tx, person: Person): void {
  const taken = () => new Problem("invalid_state", { reason: "link_used_or_expired" });
  tx.platformPut({ ...loginKey(person.email), e: "login", personId: person.id }, taken);
  tx.platformPut(personItem(person), taken);
}

/** The reserved company of letters that belong to none. */
const PLATFORM = "platform";

function platformTx(by: Visitor | PersonCaller): Tx {
  return new PlatformStore(by.meter).tx(asSystem(by, PLATFORM));
}

function companyTx(
  by: Visitor | PersonCaller,
  { language, timeZone, currency }: Pick<SignUp, "language" | "timeZone" | "currency">,
) {
  const tenant = newCompanyId();
  const caller: Caller = { ...asSystem(by, tenant), language, timeZone, currency };
  return { tenant, tx: new PlatformStore(by.meter).tx(caller) };
}
