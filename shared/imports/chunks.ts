import type { Caller } from "../caller.ts";
import { Problem } from "../errors.ts";
import { storeOf } from "../table/store.ts";
import type { Tx } from "../table/tx.ts";
import type { RowIssue } from "./rows.ts";
import type { ImportCounts } from "./schema.ts";
import { CHUNK_PREFIX, chunkSort, importPartition, KEPT_PREFIX } from "./table.ts";

/** Kinds of records that an import writes. An `entry` lies in the dictionary that `within` names. */
export const writtenKinds = ["client", "deal", "product", "employee", "team", "entry"] as const;
/** One of {@link writtenKinds}. */
export type WrittenKind = (typeof writtenKinds)[number];

/** A record that a chunk wrote, as it stood then: what a revert needs to know. */
export interface Written {
  kind: WrittenKind;
  id: string;
  /** Its version after the write. */
  ver: number;
  /** The row that says so; none where a decision or a link within the file did. */
  row?: number;
  /** Whether this import made it; else `before` is the record as it was. */
  made: boolean;
  within?: string;
  before?: Record<string, unknown>;
}

/** What is to be told of a row: refused, passed over, or taken with something left out. */
export interface RowNote {
  row: number;
  outcome: "refused" | "skipped" | "taken";
  issues: RowIssue[];
  /** The record that was there already. */
  same?: string;
}

/** What a chunk did. */
export interface ChunkDone {
  written: Written[];
  notes: RowNote[];
}

/** Counts at the beginning. */
export const noCounts: ImportCounts = { created: 0, updated: 0, skipped: 0, refused: 0, also: 0 };

/** Adds the account of a chunk to its transaction: 1 action. A chunk that is there already collides. */
export function markChunk(tx: Tx, importId: string, number: number, done: ChunkDone): void {
  tx.mark(
    { pk: importPartition(importId), sk: chunkSort(CHUNK_PREFIX, number) },
    { e: "import_chunk", ...done },
    () => new Problem("conflict", { reason: "busy" }),
  );
}

/** Accounts of the chunks of an import in order, some at a time. */
export async function* chunksOf(caller: Caller, importId: string): AsyncGenerator<ChunkDone> {
  const store = storeOf(caller);
  let after: Record<string, unknown> | undefined;
  do {
    const page = await store.items({
      pk: importPartition(importId),
      prefix: CHUNK_PREFIX,
      limit: 20,
      consistent: true,
      ...(after ? { after } : {}),
    });
    for (const item of page.items) yield { written: item["written"] as Written[], notes: item["notes"] as RowNote[] };
    after = page.after;
  } while (after);
}

/** The account of one chunk. */
export async function chunkOf(caller: Caller, importId: string, number: number): Promise<ChunkDone | undefined> {
  const item = await storeOf(caller).item({ pk: importPartition(importId), sk: chunkSort(CHUNK_PREFIX, number) });
  return item && { written: item["written"] as Written[], notes: item["notes"] as RowNote[] };
}

/** How many chunks an import has written. */
export async function chunkCount(caller: Caller, importId: string): Promise<number> {
  const { items } = await storeOf(caller).items({
    pk: importPartition(importId),
    prefix: CHUNK_PREFIX,
    descending: true,
    limit: 1,
    consistent: true,
  });
  return items[0] ? Number(items[0].sk.slice(CHUNK_PREFIX.length)) : 0;
}

/** Sort key of what a revert left alone in a chunk. */
export function keptKey(importId: string, number: number): { pk: string; sk: string } {
  return { pk: importPartition(importId), sk: chunkSort(KEPT_PREFIX, number) };
}
