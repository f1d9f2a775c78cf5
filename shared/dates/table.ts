import { defineTable, type Key } from "../table/entity.ts";
import { dateColumns } from "./columns.ts";
import type { MemorableDate } from "./schema.ts";

/** Partition of the dates of a client. */
export function datesOf(clientId: string): string {
  return `DATES#${clientId}`;
}

/** Memorable dates, those of one client together. */
export const DateTable = defineTable<MemorableDate, { clientId: string; id: string }>({
  entity: "memorable",
  version: 1,
  key: ({ clientId, id }) => ({ pk: datesOf(clientId), sk: id }),
  columns: dateColumns,
});

/** Key of the mark that a date was told for one day. */
export function toldKey(id: string, day: string): Key {
  return { pk: `TOLD#${id}`, sk: day };
}
