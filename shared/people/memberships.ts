import type { PlatformStore } from "../table/platform.ts";
import type { Tx } from "../table/tx.ts";
import { personItem, personOf } from "./persons.ts";

/**
 * Takes a company from a person's list in the transaction that ends his account there; whoever is a member of it no
 * longer, or exists no longer, is left as he is. A person changed at the same moment makes the commit answer `conflict`.
 */
export async function dropMembership(store: PlatformStore, tx: Tx, personId: string, tenant: string): Promise<void> {
  const person = await personOf(store, personId);
  if (!person?.companies.some((one) => one.tenant === tenant)) return;
  const companies = person.companies.filter((one) => one.tenant !== tenant);
  tx.platformReplace(personItem({ ...person, companies, ver: person.ver + 1 }), person.ver);
}
