import { cardPartition } from "../clients/table.ts";
import { defineTable } from "../table/entity.ts";
import { entryColumns } from "./columns.ts";
import type { HistoryEntry } from "./schema.ts";

/** Sort keys of History begin so: below all else of the card, and the id carries the moment, so newest come first. */
export const HISTORY_PREFIX = "!H#";

/** Entries of History. */
export const EntryTable = defineTable<HistoryEntry, { clientId: string; id: string }>({
  entity: "entry",
  version: 1,
  key: ({ clientId, id }) => ({ pk: cardPartition(clientId), sk: HISTORY_PREFIX + id }),
  columns: entryColumns,
});
