import { defineColumns } from "../query/columns.ts";
import type { MemorableDate } from "./schema.ts";

/** What the daily round knows of a date. */
export const dateColumns = defineColumns<MemorableDate>("memorable", 1, {
  clientId: { kind: "id", of: (one) => one.clientId, to: "client" },
  day: { kind: "text", of: (one) => one.day },
  yearly: { kind: "flag", of: (one) => one.yearly },
  leadDays: { kind: "number", of: (one) => one.leadDays },
});
