import type { Caller } from "../caller.ts";
import { recordOf } from "../table/entity.ts";
import { storeOf } from "../table/store.ts";
import type { Client, Contact } from "./schema.ts";
import { ClientTable, ContactTable } from "./table.ts";

/** Cards by id as they are now, for rules that have checked their caller by other means; those in the bin left out. */
export async function clientsAt(caller: Caller, ids: readonly string[]): Promise<Map<string, Client>> {
  const items = await storeOf(caller).itemsAt(ids.map((id) => ClientTable.key({ id })));
  const clients = items.flatMap((item) => (item ? [recordOf(ClientTable, item)] : []));
  return new Map(clients.filter(({ deletedAt }) => !deletedAt).map((client) => [client.id, client]));
}

/** Contact persons as they are now, for rules that have checked their caller by other means. */
export async function contactsAt(
  caller: Caller,
  keys: readonly { clientId: string; id: string }[],
): Promise<Map<string, Contact>> {
  const items = await storeOf(caller).itemsAt(keys.map((key) => ContactTable.key(key)));
  const contacts = items.flatMap((item) => (item ? [recordOf(ContactTable, item)] : []));
  return new Map(contacts.filter(({ deletedAt }) => !deletedAt).map((contact) => [contact.id, contact]));
}

/** The contact persons of a card, for rules that have checked their caller by other means. */
export function contactsOf(caller: Caller, clientId: string): Promise<Contact[]> {
  const { pk } = ContactTable.key({ clientId, id: "" });
  return storeOf(caller).query(ContactTable, { pk, prefix: ContactTable.key({ clientId, id: "" }).sk });
}
