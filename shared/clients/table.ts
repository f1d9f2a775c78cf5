import { defineTable } from "../table/entity.ts";
import { clientColumns, contactColumns } from "./columns.ts";
import type { Client, Contact } from "./schema.ts";

/** Everything that hangs on a client lies in its partition: one descending query is the card. */
export function cardPartition(clientId: string): string {
  return `CL#${clientId}`;
}

/** Cards. */
export const ClientTable = defineTable<Client>({
  entity: "client",
  version: 1,
  key: ({ id }) => ({ pk: cardPartition(id), sk: "#" }),
  columns: clientColumns,
});

/** Contact persons. */
export const ContactTable = defineTable<Contact, { clientId: string; id: string }>({
  entity: "contact",
  version: 1,
  key: ({ clientId, id }) => ({ pk: cardPartition(clientId), sk: `CT#${id}` }),
  columns: contactColumns,
});
