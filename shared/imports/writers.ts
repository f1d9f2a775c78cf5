import type { Caller } from "../caller.ts";
import type { IdKind } from "../ids.ts";
import type { Stored } from "../record.ts";
import type { Unique } from "../table/entity.ts";
import type { Tx } from "../table/tx.ts";
import type { WrittenKind } from "./chunks.ts";
import type { Days } from "./days.ts";
import { importedId } from "./ids.ts";
import type { Known } from "./known.ts";
import type { Resolver } from "./resolve.ts";
import type { ReadRow, RowIssue } from "./rows.ts";
import type { Import } from "./schema.ts";

/** What rows are written with. */
export interface Run {
  subject: Import;
  known: Known;
  resolver: Resolver;
  days: Days;
}

/** A record to be written, the unique values it takes or frees, and the actions of it all. */
export interface Write {
  cost: number;
  keys: Unique[];
  write(tx: Tx): Stored;
}

/** How rows of one entity become records. */
export interface Writer {
  kind: WrittenKind & IdKind;
  /** Ids by folded name, where a name may be the key. */
  named(caller: Caller, wanted: ReadonlyMap<string, number>): Promise<Map<string, string | null>>;
  /** Unique values of a field of a row, where it may be the key. */
  keysOf(caller: Caller, row: ReadRow, field: string): Unique[] | Promise<Unique[]>;
  load(caller: Caller, ids: readonly string[]): Promise<Map<string, Stored>>;
  /** Looks up what several rows will need, at once. */
  prepare?(caller: Caller, rows: readonly ReadRow[]): Promise<void>;
  /** The record of a row, over the one that is there already; or what is wrong with the row. */
  build(caller: Caller, row: ReadRow, id: string, before: Stored | undefined): Promise<Write | RowIssue[]>;
  /** What a record is called in a report. */
  nameOf(record: Stored): string;
}

/** Id of the record that a row makes. */
export function idOfRow(kind: IdKind, subject: Import, row: number): string {
  return importedId(kind, subject.id, `row ${row}`);
}

/**
 * Values of reference fields of a row as ids; those that are refused as issues. Fields that name rows of the same file
 * stay out: links come after all rows.
 */
export function references(
  resolver: Resolver,
  { values }: ReadRow,
  fields: readonly string[],
): { ids: Map<string, string>; issues: RowIssue[] } {
  const ids = new Map<string, string>();
  const issues: RowIssue[] = [];
  for (const field of fields) {
    const value = values.text(field);
    const resolved = resolver.of(field, value);
    if ("id" in resolved) ids.set(field, resolved.id);
    else if ("refused" in resolved)
      issues.push({ field, reason: resolved.refused, ...(value === undefined ? {} : { params: { value } }) });
  }
  return { ids, issues };
}

/**
 * Whether parents and managers are written after all rows even where they are not of the file: a record that is there
 * already may stand above the one it is to be put below.
 */
export function linkedLater({ plan }: Import): boolean {
  return plan?.mode === "update";
}

/** A record whose fields that may be undefined may be absent instead. */
export type Defined<T> = { [K in keyof T as undefined extends T[K] ? never : K]: T[K] } & {
  [K in keyof T as undefined extends T[K] ? K : never]?: Exclude<T[K], undefined>;
};

/** A record without the fields that are undefined. */
export function defined<T extends object>(record: T): Defined<T> {
  return Object.fromEntries(Object.entries(record).filter(([, value]) => value !== undefined)) as Defined<T>;
}
