import type { Caller } from "../caller.ts";
import { storeOf } from "../table/store.ts";
import { unpackedRow, type Columns, type Row } from "./columns.ts";

const PAGE = 1000;

/** Rows of all records of an entity as the change index has them, a page at a time; deleted records left out. */
export async function* rowsOfIndex(caller: Caller, entity: string): AsyncGenerator<Row> {
  const store = storeOf(caller);
  for (let shard = 0; shard < caller.shards; shard++) {
    let after: Record<string, unknown> | undefined;
    do {
      const page = await store.items({
        pk: `${entity.toUpperCase()}#${shard}`,
        index: "changes",
        limit: PAGE,
        ...(after ? { after } : {}),
      });
      for (const item of page.items) {
        const row = unpackedRow(item["row"]);
        if (row[0] >= 0) yield row;
      }
      after = page.after;
    } while (after);
  }
}

/** Tells where in a row the value of a column stands. */
export function columnsOf<R>(columns: Columns<R>): (name: string) => number {
  return (name) => 3 + columns.names.indexOf(name);
}
