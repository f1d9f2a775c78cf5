import * as z from "zod";
import { Done, Seen } from "../fields.ts";
import { DealRef } from "../deals/schema.ts";
import { HistoryEntryView } from "../history/schema.ts";
import { operation } from "../http/contract.ts";
import { idOf } from "../ids.ts";
import { listQuery } from "../query/list.ts";
import { Task } from "../tasks/schema.ts";
import { ChangeClient, ClientRow, ClientView, Contact, ContactFields, CreateClient, DuplicateOf } from "./schema.ts";

const one = z.object({ id: idOf("client") });
const contact = z.object({ clientId: idOf("client"), id: idOf("contact") });

/** The client card and what hangs on it. */
export const clientsContract = {
  create: operation({
    method: "POST",
    path: "/clients",
    access: ["clients", "create"],
    summary: "Make a card; a taken tax number, phone or e-mail answers conflict with curator and date of first contact",
    body: CreateClient.extend({ contact: ContactFields.optional() }),
    output: ClientView,
    status: 201,
  }),
  card: operation({
    method: "GET",
    path: "/clients/{id}",
    access: ["clients", "read"],
    summary: "The card: client, contacts, open steps, deals, and the newest entries of History",
    params: one,
    output: z.object({
      client: ClientView,
      contacts: z.array(Contact),
      tasks: z.array(Task),
      deals: z.array(DealRef),
      /** Whether there are more deals than these; the list of deals has them all. */
      moreDeals: z.boolean(),
      history: z.array(HistoryEntryView),
      historyCursor: z.string().optional(),
    }),
  }),
  change: operation({
    method: "PATCH",
    path: "/clients/{id}",
    access: ["clients", "write"],
    summary: "Change the card",
    params: one,
    body: ChangeClient.extend({ ver: Seen }),
    output: ClientView,
  }),
  remove: operation({
    method: "DELETE",
    path: "/clients/{id}",
    access: ["clients", "delete"],
    summary: "Put the card into the recycle bin; its tax number, phones and e-mails stay taken",
    params: one,
    output: Done,
  }),
  restore: operation({
    method: "POST",
    path: "/clients/{id}/restore",
    access: ["clients", "delete"],
    summary: "Take the card out of the recycle bin",
    params: one,
    output: ClientView,
  }),
  check: operation({
    method: "POST",
    path: "/clients/check",
    access: ["clients", "create"],
    summary: "Whether a tax number, phone or e-mail is taken, as it is being typed; limited and logged",
    body: z.object({
      taxNumber: z.string().max(32).optional(),
      phone: z.string().max(40).optional(),
      email: z.string().max(254).optional(),
    }),
    output: z.object({ duplicates: z.array(DuplicateOf) }),
  }),
  addContact: operation({
    method: "POST",
    path: "/clients/{clientId}/contacts",
    access: ["clients", "write"],
    summary: "Add a contact person",
    params: z.object({ clientId: idOf("client") }),
    body: ContactFields,
    output: Contact,
    status: 201,
  }),
  changeContact: operation({
    method: "PUT",
    path: "/clients/{clientId}/contacts/{id}",
    access: ["clients", "write"],
    summary: "Change a contact person: the fields as they shall stand",
    params: contact,
    body: ContactFields.extend({ ver: Seen }),
    output: Contact,
  }),
  removeContact: operation({
    method: "DELETE",
    path: "/clients/{clientId}/contacts/{id}",
    access: ["clients", "write"],
    summary: "Put a contact person into the recycle bin",
    params: contact,
    output: Done,
  }),
};

/** Lists of clients, answered from the read model. */
export const clientQueries = {
  list: operation({
    method: "GET",
    path: "/clients",
    access: ["clients", "read"],
    answerer: "query",
    summary: "Clients by conditions, ordered, page by page, with their count",
    query: listQuery,
    output: z.object({ rows: z.array(ClientRow), total: z.int(), cursor: z.string().optional() }),
  }),
};
