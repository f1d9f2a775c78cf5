import type { Value } from "./tree.ts";

/** How a column compares, is shown and may be asked about. */
export type ColumnKind = "text" | "id" | "ids" | "choice" | "number" | "money" | "day" | "instant" | "flag";

/** One column of the read model. */
export interface Column<R> {
  kind: ColumnKind;
  /** The value in a record; undefined and null are empty. */
  of: (record: R) => Value | undefined;
  /** Whether search looks into it. */
  search?: boolean;
  /** The entity an id points at: lists then answer its name and can sort by it. */
  to?: string;
}

/** Columns of an entity in the order their values stand in a row. */
export interface Columns<R> {
  entity: string;
  /** Version of the order: rows of an older one are rewritten by a job. New columns go to the end. */
  version: number;
  names: readonly string[];
  columns: Readonly<Record<string, Column<R>>>;
}

/** Declares the columns of an entity; their order is that of the declaration. */
export function defineColumns<R>(entity: string, version: number, columns: Record<string, Column<R>>): Columns<R> {
  return { entity, version, names: Object.keys(columns), columns };
}

/** A row of the change index: row version (-1 for a deleted record), id, content version, then the values. */
export type Row = [rv: number, id: string, ver: number, ...values: (Value | null)[]];

/** The row of a record. */
export function rowOf<R extends { id: string; ver: number }>(columns: Columns<R>, record: R): Row {
  return [
    columns.version,
    record.id,
    record.ver,
    ...columns.names.map((name) => columns.columns[name]!.of(record) ?? null),
  ];
}

/** The row that stays when a record is deleted, so that readers learn of it. */
export function tombstoneOf(record: { id: string; ver: number }): Row {
  return [-1, record.id, record.ver];
}

/** A row as an item keeps it: JSON text. A list of the table's own is decoded value by value, which takes four times as long. */
export function packedRow(row: Row): string {
  return JSON.stringify(row);
}

/** The row in an item. */
export function unpackedRow(text: unknown): Row {
  return JSON.parse(String(text)) as Row;
}
