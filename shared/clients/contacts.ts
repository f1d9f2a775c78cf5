import type { Caller } from "../caller.ts";
import type { Fresh } from "../record.ts";
import { newId } from "../ids.ts";
import { storeOf } from "../table/store.ts";
import type { Tx } from "../table/tx.ts";
import type { Task } from "../tasks/schema.ts";
import { STEP_PREFIX, TaskTable } from "../tasks/table.ts";
import type { Instant } from "../time.ts";
import { takeBackClient } from "./imported.ts";
import { distinct, keysOf } from "./keys.ts";
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

/** Adds a contact person to a transaction, with the values that belong to his card. */
export function addContactIn(
  tx: Tx,
  caller: Caller,
  clientId: string,
  fields: Omit<Fresh<Contact>, "id" | "clientId">,
): Contact {
  for (const key of keysOf(fields, caller.currency)) tx.claim(key, { entity: "client", id: clientId });
  return tx.create(ContactTable, { ...fields, id: newId("contact"), clientId });
}

/**
 * Puts a card into the recycle bin within a transaction, its values and those of its contacts given free and its open
 * steps cancelled.
 */
export async function takeBackCard(caller: Caller, tx: Tx, clientId: string): Promise<void> {
  const client = await storeOf(caller).get(ClientTable, { id: clientId });
  if (!client) return;
  const contacts = await contactsOf(caller, clientId);
  const keys = distinct([client, ...contacts].flatMap((one) => keysOf(one, caller.currency)));
  const own = takeBackClient(caller, client);
  for (const key of keys.filter(
    (one) => !own.keys.some(({ field, value }) => field === one.field && value === one.value),
  )) {
    tx.release(key, clientId);
  }
  for (const contact of contacts) tx.trash(ContactTable, contact);
  const steps = await storeOf(caller).items({ pk: cardPartition(clientId), prefix: STEP_PREFIX, consistent: true });
  for (const { d } of steps.items) tx.update(TaskTable, d as Task, { state: "cancelled" });
  own.write(tx);
}
