import type { Visitor } from "../caller.ts";
import { Problem } from "../errors.ts";
import type { Input } from "../http/contract.ts";
import { PlatformStore } from "../table/platform.ts";
import type { peopleContract } from "./contract.ts";
import { knownBrowser, markBrowser } from "./known-browsers.ts";
import { countTry, limits } from "./limits.ts";
import { hashAnew, isWeak, passwordMatches, spendPasswordTime } from "./passwords.ts";
import { personByEmail, savePerson, type Person } from "./persons.ts";
import { openSession } from "./sessions.ts";
import { personOfTicket } from "./tickets.ts";

type In<K extends keyof typeof peopleContract> = Input<(typeof peopleContract)[K]>;

/** Opens a session by e-mail and password, or by a ticket of a letter's page. */
export async function signIn(visitor: Visitor, { email, password, ticket, browser }: In<"signIn">) {
  const store = new PlatformStore(visitor.meter);
  await countTry(store, limits.signInByAddress, visitor.address, visitor.now);
  const person = ticket
    ? await personOfTicket(store, ticket, visitor)
    : await byPassword(store, { email: email ?? "", password: password ?? "", browser: browser ?? "" }, visitor);
  const sessionId = await openSession(visitor.meter, visitor.now, person, visitor.device);
  const { id: personId, language } = person;
  return { sessionId, personId, language, browser: await markBrowser(person, visitor.now) };
}

interface Shown {
  email: string;
  password: string;
  browser: string;
}

async function byPassword(store: PlatformStore, shown: Shown, visitor: Visitor): Promise<Person> {
  const { email, password } = shown;
  const person = await personByEmail(store, email);
  await countSignIn(store, shown, person, visitor);
  if (!person) {
    await spendPasswordTime(password);
    throw new Problem("unauthenticated", { reason: "wrong_password" });
  }
  if (!(await passwordMatches(password, person.password))) {
    throw new Problem("unauthenticated", { reason: "wrong_password" });
  }
  if (isWeak(person.password)) await strengthen(visitor, person, password);
  return person;
}

/** Hashes a password by today's parameters. Where the person is changed at the same moment it is left to the next sign-in. */
async function strengthen(visitor: Visitor, person: Person, password: string): Promise<void> {
  try {
    await savePerson(visitor, person, { password: await hashAnew(password, person.password) });
  } catch (error) {
    if (!(error instanceof Problem && error.code === "conflict")) throw error;
  }
}

/** Counts a try at an account: of a browser it knows by that browser alone, of all others by network and altogether. */
async function countSignIn(
  store: PlatformStore,
  { email, browser }: Shown,
  person: Person | undefined,
  { address, now }: Visitor,
): Promise<void> {
  const known = person && (await knownBrowser(browser, person, now));
  if (known) return countTry(store, limits.signInByBrowser, known, now);
  // The narrow one first: what it stops does not add to the wide one.
  await countTry(store, limits.signInByAccountAndAddress, `${email} ${address}`, now);
  await countTry(store, limits.signInByAccount, email, now);
}
