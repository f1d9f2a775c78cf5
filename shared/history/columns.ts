import { defineColumns } from "../query/columns.ts";
import type { HistoryEntry } from "./schema.ts";

/** What counts and reports know of an entry; its text stays in the table. */
export const entryColumns = defineColumns<HistoryEntry>("entry", 1, {
  clientId: { kind: "id", of: (one) => one.clientId, to: "client" },
  typeId: { kind: "id", of: (one) => one.typeId, to: "activity_type" },
  at: { kind: "instant", of: (one) => one.at },
  performerId: { kind: "id", of: (one) => one.performerId, to: "employee" },
  dealId: { kind: "id", of: (one) => one.dealId, to: "deal" },
});
