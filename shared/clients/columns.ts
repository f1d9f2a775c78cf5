import { defineColumns } from "../query/columns.ts";
import type { Client, Contact } from "./schema.ts";

/** What lists, filters and search know of a client. */
export const clientColumns = defineColumns<Client>("client", 1, {
  name: { kind: "text", of: (one) => one.name, search: true },
  kind: { kind: "choice", of: (one) => one.kind },
  taxNumber: { kind: "text", of: (one) => one.taxNumber, search: true },
  phones: { kind: "ids", of: (one) => one.phones.map(({ value }) => value), search: true },
  emails: { kind: "ids", of: (one) => one.emails.map(({ value }) => value), search: true },
  regionId: { kind: "id", of: (one) => one.regionId, to: "region" },
  industryId: { kind: "id", of: (one) => one.industryId, to: "industry" },
  curatorId: { kind: "id", of: (one) => one.curatorId, to: "employee" },
  sourceId: { kind: "id", of: (one) => one.sourceId, to: "source" },
  triggerId: { kind: "id", of: (one) => one.triggerId, to: "trigger" },
  initiative: { kind: "choice", of: (one) => one.initiative },
  interestId: { kind: "id", of: (one) => one.interestId, to: "interest" },
  parentId: { kind: "id", of: (one) => one.parentId, to: "client" },
  firstContactOn: { kind: "day", of: (one) => one.firstContactOn },
  nextStepAt: { kind: "instant", of: (one) => one.nextStep?.at },
  parkedUntil: { kind: "day", of: (one) => one.parkedUntil },
  lastContactAt: { kind: "instant", of: (one) => one.lastContactAt },
  createdBy: { kind: "id", of: (one) => one.createdBy, to: "employee" },
  createdAt: { kind: "instant", of: (one) => one.createdAt },
  updatedAt: { kind: "instant", of: (one) => one.updatedAt },
  importId: { kind: "id", of: (one) => one.importId },
});

/** The whole name of a contact person: last name, first name, patronymic. */
export function contactName(one: Pick<Contact, "lastName" | "firstName" | "patronymic">): string {
  return [one.lastName, one.firstName, one.patronymic].filter(Boolean).join(" ");
}

/** What search and the daily round know of a contact person. */
export const contactColumns = defineColumns<Contact>("contact", 2, {
  name: { kind: "text", of: contactName, search: true },
  clientId: { kind: "id", of: (one) => one.clientId, to: "client" },
  post: { kind: "text", of: (one) => one.post },
  phones: { kind: "ids", of: (one) => one.phones.map(({ value }) => value), search: true },
  emails: { kind: "ids", of: (one) => one.emails.map(({ value }) => value), search: true },
  birthday: { kind: "day", of: (one) => one.birthday },
});
