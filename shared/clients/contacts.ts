import type { Caller } from "../caller.ts";
import { storeOf } from "../table/store.ts";
import type { Tx } from "../table/tx.ts";
import type { Instant } from "../time.ts";
import type { Client, Contact } from "./schema.ts";
import { cardPartition, ClientTable, ContactTable } from "./table.ts";

/** Contact persons of a card, those in the recycle bin left out. Whether the caller may see the card is asked before. */
export function contactsOf(caller: Caller, clientId: string): Promise<Contact[]> {
  return storeOf(caller).query(ContactTable, { pk: cardPartition(clientId), prefix: "CT#", consistent: true });
}

/** Writes the moment of the last contact on the card within a transaction. */
export function touchContact(tx: Tx, client: Client, lastContactAt: Instant): Client {
  return tx.update(ClientTable, client, { lastContactAt });
}
