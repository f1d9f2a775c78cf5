import type { Caller } from "../caller.ts";
import type { Fresh } from "../record.ts";
import { newId } from "../ids.ts";
import type { Unique } from "../table/entity.ts";
import { storeOf } from "../table/store.ts";
import type { Tx } from "../table/tx.ts";
import { MOST_REMINDERS, type Task } from "../tasks/schema.ts";
import { STEP_PREFIX, TaskTable } from "../tasks/table.ts";
import type { Instant } from "../time.ts";
import { binned } from "./imported.ts";
import { distinct, keysOf } from "./keys.ts";
import type { Client, Contact } from "./schema.ts";
import { cardPartition, ClientTable, ContactTable } from "./table.ts";
import { givenUp } from "./values.ts";

/** A step, its mirror on the card and its reminders. */
const STEP_ACTIONS = 2 + MOST_REMINDERS;

/** Contact persons of a card, those in the recycle bin left out. Whether the caller may see the card is asked before. */
export function contactsOf(caller: Caller, clientId: string): Promise<Contact[]> {
  return storeOf(caller).query(ContactTable, { pk: cardPartition(clientId), prefix: "CT#", consistent: true });
}

/** Writes the moment of the last contact on the card within a transaction. */
export function touchContact(tx: Tx, client: Client, lastContactAt: Instant): Client {
  return tx.update(ClientTable, client, { lastContactAt });
}

/** Adds a contact person to a transaction, with the values that belong to his card. */
export async function addContactIn(
  tx: Tx,
  caller: Caller,
  clientId: string,
  fields: Omit<Fresh<Contact>, "id" | "clientId">,
): Promise<Contact> {
  for (const key of await keysOf(fields, caller.currency)) tx.claim(key, { entity: "client", id: clientId });
  return tx.create(ContactTable, { ...fields, id: newId("contact"), clientId });
}

/**
 * Takes a card back within a transaction: its open steps are cancelled, its contacts go, their values are given free,
 * and last the card goes into the recycle bin. No more than `most` actions stand in the transaction afterwards; false
 * where the card did not go yet and another transaction must go on.
 */
export async function takeBackCard(caller: Caller, tx: Tx, client: Client, most: number): Promise<boolean> {
  const steps = await storeOf(caller).items({ pk: cardPartition(client.id), prefix: STEP_PREFIX, consistent: true });
  for (const { d } of steps.items) {
    if (tx.size + STEP_ACTIONS > most) return false;
    tx.update(TaskTable, d as Task, { state: "cancelled" });
  }
  const contacts: Contact[] = [];
  const keys: Unique[] = [];
  let goes = true;
  for (const one of [...(await contactsOf(caller, client.id)), client]) {
    const its = await keysOf(one, caller.currency);
    goes = tx.size + contacts.length + 1 + keys.length + its.length <= most;
    if (!goes) break;
    keys.push(...its);
    if ("clientId" in one) contacts.push(one);
  }
  const own = new Set([...contacts, ...(goes ? [client] : [])].map(({ id }) => id));
  (await givenUp(caller, client.id, distinct(keys), own)).write(tx);
  for (const contact of contacts) tx.trash(ContactTable, contact);
  if (goes) tx.update(ClientTable, client, binned(caller, client));
  return goes;
}
