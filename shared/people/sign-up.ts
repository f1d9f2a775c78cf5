import * as z from "zod";
import type { Visitor } from "../caller.ts";
import * as companies from "../companies/companies.ts";
import type { Input } from "../http/contract.ts";
import { newId } from "../ids.ts";
import { queue } from "../letters/letters.ts";
import { PlatformStore } from "../table/platform.ts";
import type { peopleContract } from "./contract.ts";
import { newLink, readLink, tokenOf, useLink } from "./links.ts";
import { countTry, limits, mayWrite } from "./limits.ts";
import { demandPassword, hashPassword, PasswordHash } from "./passwords.ts";
import { addPerson, personByEmail, type Person } from "./persons.ts";
import { SignUp } from "./schema.ts";
import { newTicket } from "./tickets.ts";
import { companyTx, platformTx } from "./transactions.ts";

type In<K extends keyof typeof peopleContract> = Input<(typeof peopleContract)[K]>;

const DAY = 24 * 3600;

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
      values: {},
      linkId,
    });
  }
  return tx.commit({});
}

/** What a sign-up asked for, for the page its link opens. */
export async function viewSignUp(visitor: Visitor, { token }: In<"viewSignUp">) {
  const store = new PlatformStore(visitor.meter);
  await countTry(store, limits.linksByAddress, visitor.address, visitor.now);
  const link = await readLink(store, token, "sign_up", visitor.now);
  const { company, email } = PendingSignUp.parse(link.payload);
  return { company, email };
}

/**
 * Makes the person and the company that a sign-up asked for; the link works once. The letter proves whose e-mail it is,
 * the password that he himself signed up: otherwise a stranger could have chosen it, and wait for the link to be followed.
 */
export async function confirmSignUp(visitor: Visitor, { token, password }: In<"confirmSignUp">) {
  const store = new PlatformStore(visitor.meter);
  await countTry(store, limits.linksByAddress, visitor.address, visitor.now);
  const link = await readLink(store, token, "sign_up", visitor.now);
  const asked = PendingSignUp.parse(link.payload);
  await countTry(store, limits.confirmByLink, link.id, visitor.now);
  await demandPassword(password, asked.password, "password");
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
  const ticket = newTicket(tx, person, visitor.now);
  await tx.commit({});
  return { company: tenant, ticket: await tokenOf(ticket) };
}
