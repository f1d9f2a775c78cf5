import { createHash } from "node:crypto";
import type { Language, PersonCaller, Visitor } from "../caller.ts";
import { Problem } from "../errors.ts";
import type { Item, Key } from "../table/entity.ts";
import type { PlatformStore } from "../table/platform.ts";
import type { Tx } from "../table/tx.ts";
import type { PasswordHash } from "./passwords.ts";
import { platformTx } from "./transactions.ts";

/** A person as kept by the platform: no company can read it, none can change the password. */
export interface Person {
  id: string;
  ver: number;
  name: string;
  email: string;
  language: Language;
  password: PasswordHash;
  companies: { tenant: string; employeeId: string }[];
}

/** Key of a person. */
export function personKey(id: string): Key {
  return { pk: `PERSON#${id}`, sk: "#" };
}

/** Key of the sign-in of an e-mail: its digest, so that a list of keys is no list of addresses. */
export function loginKey(email: string): Key {
  return { pk: `LOGIN#${createHash("sha256").update(email).digest("hex")}`, sk: "#" };
}

/** The item of a person. */
export function personItem(person: Person): Item {
  return { ...personKey(person.id), e: "person", ...person };
}

/** The person of an id. `old` allows an answer some milliseconds behind, at half the price. */
export async function personOf(store: PlatformStore, id: string, { old = false } = {}): Promise<Person | undefined> {
  return (await store.get(personKey(id), { old })) as unknown as Person | undefined;
}

/** The person who signs in by an e-mail. */
export async function personByEmail(store: PlatformStore, email: string): Promise<Person | undefined> {
  const login = await store.get(loginKey(email));
  return login ? personOf(store, String(login["personId"])) : undefined;
}

/** The person of an id that a request was verified to be of; one who is gone meanwhile answers `unauthenticated`. */
export async function presentPerson(store: PlatformStore, id: string): Promise<Person> {
  const person = await personOf(store, id);
  if (!person) throw new Problem("unauthenticated");
  return person;
}

/** Adds a new person and the sign-in of his e-mail; an e-mail taken meanwhile answers `invalid_state`. */
export function addPerson(tx: Tx, person: Person): void {
  const taken = () => new Problem("invalid_state", { reason: "link_used_or_expired" });
  tx.platformPut({ ...loginKey(person.email), e: "login", personId: person.id }, taken);
  tx.platformPut(personItem(person), taken);
}

/** Changes a person and answers him as he is now; one changed at the same moment answers `conflict`. */
export async function savePerson(by: Visitor | PersonCaller, person: Person, change: Partial<Person>): Promise<Person> {
  const saved = { ...person, ...change, ver: person.ver + 1 };
  const tx = platformTx(by);
  tx.platformReplace(personItem(saved), person.ver);
  await tx.commit({});
  return saved;
}
