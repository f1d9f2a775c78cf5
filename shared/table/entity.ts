import { createHash } from "node:crypto";
import { packedRow, rowOf, tombstoneOf, type Columns } from "../query/columns.ts";
import { TOUCHED, type Stored } from "../record.ts";
import type { Instant } from "../time.ts";
import { DUE_SHARDS, tenantPrefix } from "./layout.ts";

/** A key as an entity declares it: without the tenant, which the store puts in front. */
export interface Key {
  pk: string;
  sk: string;
}

/** A value that belongs to one record at most, already normalised. */
export interface Unique {
  field: string;
  value: string;
}

/** Who holds a unique value; `claim` differs with each time it was taken. */
export interface Holder {
  entity: string;
  id: string;
  claim?: string;
}

/** A copy of some fields under another key, kept in step with its record by the store. */
export interface Mirror extends Key {
  entity: string;
  d: Record<string, unknown>;
  /** When the clock must wake it, with the id the due index names it by. */
  due?: { at: Instant; id: string };
}

/** How records of one kind lie in the table: the one file of a feature that knows keys declares it. */
export interface Table<R extends Stored, K = { id: string }> {
  /** Kind of record, as the items and the audit trail name it. */
  entity: string;
  /** Version of the shape written today. */
  version: number;
  key(of: K): Key;
  /** From the shape of a version to that of the next. */
  raise?: Record<number, (old: Record<string, unknown>) => Record<string, unknown>>;
  /** Columns of the read model; a record without them is in no list. */
  columns?: Columns<R>;
  unique?(record: R): Unique[];
  /** Whose work it is and when it is due; absent when it is nobody's any more. */
  work?(record: R): { userId: string; dueAt: string; type: string } | undefined;
  /** When the clock must wake it. */
  due?(record: R): Instant | undefined;
  mirrors?(record: R): Mirror[];
  /** Seconds since 1970 after which DynamoDB may drop it. */
  ttl?(record: R): number | undefined;
  /** Whether changes are written to the audit trail. */
  audited: boolean;
}

/** Declares how a kind of record is stored. */
export function defineTable<R extends Stored, K = { id: string }>(
  table: Omit<Table<R, K>, "audited"> & { audited?: boolean },
): Table<R, K> {
  return { audited: true, ...table };
}

/** An item of the table as the document client gives and takes it. */
export type Item = Record<string, unknown> & { pk: string; sk: string };

/** The item of a record: whole, with every index key derived from it. */
export function itemOf<R extends Stored, K>(table: Table<R, K>, tenant: string, shards: number, record: R): Item {
  const prefix = tenantPrefix(tenant);
  const key = table.key(record as unknown as K);
  const { ver, ...d } = record;
  const item: Item = { pk: prefix + key.pk, sk: key.sk, e: table.entity, v: table.version, ver, d };
  if (!table.audited) item["quiet"] = true;
  if (table.columns) {
    item["cpk"] = changesPartition(tenant, table.entity, shardOf(record.id, shards));
    item["csk"] = `${record.updatedAt}#${record.id}`;
    item["row"] = packedRow(record.deletedAt ? tombstoneOf(record) : rowOf(table.columns, record));
  }
  const work = record.deletedAt ? undefined : table.work?.(record);
  if (work) {
    item["wpk"] = `${prefix}U#${work.userId}`;
    item["wsk"] = `${work.dueAt}#${work.type}#${record.id}`;
  }
  const due = record.deletedAt ? undefined : table.due?.(record);
  if (due) Object.assign(item, dueKeys(atLeast(due, record.updatedAt), tenant, record.id));
  const ttl = table.ttl?.(record);
  if (ttl !== undefined) item["ttl"] = ttl;
  return item;
}

/** The record in an item, raised to the shape of today. */
export function recordOf<R extends Stored, K>(table: Table<R, K>, item: Item): R {
  let data = item["d"] as Record<string, unknown>;
  for (let version = Number(item["v"]); version < table.version; version++) {
    const raise = table.raise?.[version];
    if (!raise) throw new Error(`No way from version ${version} of ${table.entity}`);
    data = raise(data);
  }
  const touched = item["touched"];
  return { ...data, ver: item["ver"], ...(touched === undefined ? {} : { [TOUCHED]: touched }) } as unknown as R;
}

/** The item of a mirror as it is written at a moment. */
export function mirrorItem(tenant: string, { pk, sk, entity, d, due }: Mirror, now: Instant): Item {
  const key = { pk: tenantPrefix(tenant) + pk, sk };
  return { ...key, e: entity, d, ...(due ? dueKeys(atLeast(due.at, now), tenant, due.id) : {}) };
}

/** The tick looks at the days from its watermark on: what was due before it was written waits under the day it was written. */
function atLeast(due: Instant, now: Instant): Instant {
  return due < now ? now : due;
}

/** Partition of one shard of an entity in the change index. */
export function changesPartition(tenant: string, entity: string, shard: number): string {
  return `${tenantPrefix(tenant)}${entity.toUpperCase()}#${shard}`;
}

/** Shard of a record in the change index. */
export function shardOf(id: string, shards: number): number {
  if (shards === 1) return 0;
  return createHash("sha256").update(id).digest().readUInt32BE(0) % shards;
}

/** Keys in the due index of a record that wakes at a moment. */
export function dueKeys(at: Instant, tenant: string, id: string): { dpk: string; dsk: string } {
  const day = at.slice(0, 10).replaceAll("-", "");
  return { dpk: `DUE#${day}#${shardOf(id, DUE_SHARDS)}`, dsk: `${at}#${tenant}#${id}` };
}

/** Key of the item that keeps a value to one record. The value itself is not in the key: it may be personal. */
export function uniqueKey(tenant: string, { field, value }: Unique): Key {
  return { pk: `${tenantPrefix(tenant)}UQ#${field}#${createHash("sha256").update(value).digest("hex")}`, sk: "#" };
}
