import type { Visitor } from "../caller.ts";
import { Problem } from "../errors.ts";
import type { Input } from "../http/contract.ts";
import { PlatformStore } from "../table/platform.ts";
import type { peopleContract } from "./contract.ts";
import { countTry, limits } from "./limits.ts";
import { hashAnew, isWeak, passwordMatches, spendPasswordTime } from "./passwords.ts";
import { personByEmail, savePerson, type Person } from "./persons.ts";
import { openSession } from "./sessions.ts";
import { personOfTicket } from "./tickets.ts";

type In<K extends keyof typeof peopleContract> = Input<(typeof peopleContract)[K]>;

/** Opens a session by e-mail and password, or by a ticket of a letter's page. */
export async function signIn(visitor: Visitor, { email, password, ticket }: In<"signIn">) {
  const store = new PlatformStore(visitor.meter);
  await countTry(store, limits.signInByAddress, visitor.address, visitor.now);
  const person = ticket
    ? await personOfTicket(store, ticket, visitor)
    : await byPassword(store, email ?? "", password ?? "", visitor);
  const sessionId = await openSession(visitor.meter, visitor.now, person, visitor.device);
  return { sessionId, personId: person.id, language: person.language };
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
  if (isWeak(person.password))
    await savePerson(visitor, person, { password: await hashAnew(password, person.password) });
  return person;
}
