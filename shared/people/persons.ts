import { createHash } from "node:crypto";
import type { Language } from "../caller.ts";
import type { Item, Key } from "../table/entity.ts";
import type { PlatformStore } from "../table/platform.ts";
import type { PasswordHash } from "./passwords.ts";

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
