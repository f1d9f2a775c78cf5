import type { Visitor } from "../caller.ts";
import { Problem } from "../errors.ts";
import type { PlatformStore } from "../table/platform.ts";
import type { Tx } from "../table/tx.ts";
import type { Instant } from "../time.ts";
import { newLink, readLink, useLink } from "./links.ts";
import { personOf, type Person } from "./persons.ts";
import { platformTx } from "./transactions.ts";

const TICKET_SECONDS = 120;

/**
 * Adds a ticket to a transaction and answers the id of its link: whoever followed a letter signs in by it at once.
 * It ends with the password of that moment.
 */
export function newTicket(tx: Tx, { id, password }: Pick<Person, "id" | "password">, now: Instant): string {
  const payload = { personId: id, salt: password.salt };
  return newLink(tx, { kind: "ticket", payload, seconds: TICKET_SECONDS }, now);
}

/** The person a ticket signs in, and uses it up. */
export async function personOfTicket(store: PlatformStore, ticket: string, visitor: Visitor): Promise<Person> {
  const link = await readLink(store, ticket, "ticket", visitor.now);
  const tx = platformTx(visitor);
  useLink(tx, link.id);
  await tx.commit({});
  const person = await personOf(store, String(link.payload["personId"]));
  if (!person || person.password.salt !== link.payload["salt"])
    throw new Problem("unauthenticated", { reason: "link_used_or_expired" });
  return person;
}
