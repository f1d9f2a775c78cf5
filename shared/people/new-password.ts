import type { PersonCaller, Visitor } from "../caller.ts";
import { Problem } from "../errors.ts";
import type { Input } from "../http/contract.ts";
import { queue } from "../letters/letters.ts";
import { PlatformStore } from "../table/platform.ts";
import type { peopleContract } from "./contract.ts";
import { newLink, readLink, tokenOf, useLink } from "./links.ts";
import { countTry, limits, mayWrite } from "./limits.ts";
import { demandPassword, hashPassword } from "./passwords.ts";
import { personByEmail, personItem, personOf, presentPerson } from "./persons.ts";
import { endSessions, keepSession, sessionDigest, sessionOf } from "./sessions.ts";
import { newTicket } from "./tickets.ts";
import { platformTx } from "./transactions.ts";

type In<K extends keyof typeof peopleContract> = Input<(typeof peopleContract)[K]>;

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
  const ticket = newTicket(tx, { ...person, password: hash }, visitor.now);
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

/** Changes the password after the present one; every other session ends. */
export async function changePassword(caller: PersonCaller, { current, password }: In<"changePassword">) {
  const store = new PlatformStore(caller.meter);
  await countTry(store, limits.passwordByPerson, caller.personId, caller.now);
  const digest = sessionDigest(caller.sessionId);
  const [person, session] = await Promise.all([
    presentPerson(store, caller.personId),
    sessionOf(store, digest, caller.now),
  ]);
  if (!session) throw new Problem("unauthenticated");
  await demandPassword(current, person.password, "current");
  const hash = await hashPassword(password);
  const tx = platformTx(caller);
  tx.platformReplace(personItem({ ...person, password: hash, ver: person.ver + 1 }), person.ver);
  keepSession(tx, session, hash);
  queue(tx, {
    to: person.email,
    language: person.language,
    template: "password_changed",
    values: { name: person.name },
  });
  await tx.commit({});
  await endSessions(store, person.id, caller.now, digest);
  return {};
}
