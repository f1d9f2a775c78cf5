import { BatchGetCommand, GetCommand, QueryCommand, type DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import type { Caller, Meter } from "../caller.ts";
import { config } from "../config.ts";
import type { Stored } from "../record.ts";
import { tenantClient } from "./client.ts";
import { recordOf, uniqueKey, type Holder, type Item, type Key, type Table, type Unique } from "./entity.ts";
import { layout, tenantPrefix, type IndexName } from "./layout.ts";
import { Tx } from "./tx.ts";

/** What to read of a partition. */
export interface Span {
  /** Partition without the tenant. */
  pk: string;
  index?: IndexName;
  /** Sort keys that begin so. */
  prefix?: string;
  /** Sort keys from here on, the key itself among them. */
  from?: string;
  /** Sort keys up to here, the key itself among them. */
  to?: string;
  descending?: boolean;
  /** Items at most; everything when absent. */
  limit?: number;
  /** Continue after the item with these keys. */
  after?: Record<string, unknown>;
  consistent?: boolean;
}

/**
 * The table as one company sees it. Every key begins with the tenant of the verified caller:
 * no method takes a whole key, so there is none to get wrong.
 */
export class Store {
  readonly caller: Caller;
  readonly #client: DynamoDBDocumentClient;

  constructor(caller: Caller) {
    this.caller = caller;
    this.#client = tenantClient(caller.tenant);
  }

  /** The record, or undefined; one in the recycle bin only when asked for. Strongly consistent. */
  async get<R extends Stored, K>(table: Table<R, K>, of: K, { bin = false } = {}): Promise<R | undefined> {
    const item = await this.item(table.key(of));
    if (!item) return undefined;
    const record = recordOf(table, item);
    return record.deletedAt && !bin ? undefined : record;
  }

  /** The bare item under a key of this company. */
  async item(key: Key): Promise<Item | undefined> {
    const answer = await this.#client.send(
      new GetCommand({
        TableName: config.table,
        Key: this.#full(key),
        ConsistentRead: true,
        ReturnConsumedCapacity: "TOTAL",
      }),
    );
    this.#count(answer.ConsumedCapacity);
    return answer.Item as Item | undefined;
  }

  /** The bare items of many keys of this company, strongly consistent; missing ones are undefined. */
  async itemsAt(keys: readonly Key[]): Promise<(Item | undefined)[]> {
    const full = keys.map((key) => this.#full(key));
    const found = new Map((await this.#batch(full, true)).map((item) => [`${item.pk}|${item.sk}`, item]));
    return full.map(({ pk, sk }) => found.get(`${pk}|${sk}`));
  }

  /** Records of many keys, in no order, missing ones left out; any number, read a hundred at a time. */
  async batchGet<R extends Stored, K>(table: Table<R, K>, keys: readonly K[]): Promise<R[]> {
    const items = await this.#batch(
      keys.map((of) => this.#full(table.key(of))),
      false,
    );
    return items.map((item) => recordOf(table, item)).filter((record) => !record.deletedAt);
  }

  async #batch(keys: readonly Key[], consistent: boolean): Promise<Item[]> {
    const items: Item[] = [];
    let pending = [...new Map(keys.map((key) => [`${key.pk}|${key.sk}`, { ...key }])).values()];
    for (let attempt = 0; pending.length > 0;) {
      const batch = pending.slice(0, 100);
      const answer = await this.#client.send(
        new BatchGetCommand({
          RequestItems: { [config.table]: { Keys: batch, ...(consistent ? { ConsistentRead: true } : {}) } },
          ReturnConsumedCapacity: "TOTAL",
        }),
      );
      for (const consumed of answer.ConsumedCapacity ?? []) this.#count(consumed);
      items.push(...((answer.Responses?.[config.table] ?? []) as Item[]));
      const left = (answer.UnprocessedKeys?.[config.table]?.Keys ?? []) as { pk: string; sk: string }[];
      pending = [...left, ...pending.slice(100)];
      if (left.length > 0) {
        if (++attempt > 8) throw new Error("The table did not answer a batch of reads");
        await new Promise((done) => setTimeout(done, 25 * 2 ** attempt));
      }
    }
    return items;
  }

  /** Items of a span in order, page after page until the limit; of several kinds where several lie together. */
  async items(span: Span): Promise<{ items: Item[]; after: Record<string, unknown> | undefined }> {
    const items: Item[] = [];
    let after = span.after;
    do {
      const answer = await this.#client.send(
        this.#query(span, after, span.limit === undefined ? undefined : span.limit - items.length),
      );
      this.#count(answer.ConsumedCapacity);
      items.push(...((answer.Items ?? []) as Item[]));
      after = answer.LastEvaluatedKey;
    } while (after && (span.limit === undefined || items.length < span.limit));
    return { items, after };
  }

  /** Records of one kind in a span, those in the recycle bin left out. */
  async query<R extends Stored, K>(table: Table<R, K>, span: Span): Promise<R[]> {
    const { items } = await this.items(span);
    return items
      .filter((item) => item["e"] === undefined || item["e"] === table.entity)
      .map((item) => recordOf(table, item))
      .filter((record) => !record.deletedAt);
  }

  /** The record that holds a unique value: its kind and id. */
  async holder(unique: Unique): Promise<Holder | undefined> {
    const { pk, sk } = uniqueKey(this.caller.tenant, unique);
    const item = await this.item({ pk: pk.slice(tenantPrefix(this.caller.tenant).length), sk });
    return item?.["d"] as Holder | undefined;
  }

  /** Who holds each of some unique values, those that nobody holds left out; strongly consistent. */
  async holders<U extends Unique>(uniques: readonly U[]): Promise<Map<U, Holder>> {
    const keys = uniques.map((unique) => ({ unique, key: uniqueKey(this.caller.tenant, unique) }));
    const items = await this.#batch(
      keys.map(({ key }) => key),
      true,
    );
    const found = new Map(items.map((item) => [item.pk, item["d"] as Holder]));
    return new Map(keys.flatMap(({ unique, key }) => (found.has(key.pk) ? [[unique, found.get(key.pk)!]] : [])));
  }

  /** A new transaction: everything in it happens, or nothing. */
  tx(): Tx {
    return new Tx(this.caller, this.#client);
  }

  #full({ pk, sk }: Key): { pk: string; sk: string } {
    return { pk: tenantPrefix(this.caller.tenant) + pk, sk };
  }

  #query(span: Span, after: Record<string, unknown> | undefined, limit: number | undefined): QueryCommand {
    const index = span.index ? layout.indexes[span.index] : undefined;
    const sort = index?.sort ?? layout.sort;
    const values: Record<string, unknown> = { ":pk": tenantPrefix(this.caller.tenant) + span.pk };
    let condition = `${index?.partition ?? layout.partition} = :pk`;
    if (span.prefix !== undefined) {
      condition += ` AND begins_with(${sort}, :prefix)`;
      values[":prefix"] = span.prefix;
    } else if (span.from !== undefined && span.to !== undefined) {
      condition += ` AND ${sort} BETWEEN :from AND :to`;
      values[":from"] = span.from;
      values[":to"] = span.to;
    } else if (span.from !== undefined) {
      condition += ` AND ${sort} >= :from`;
      values[":from"] = span.from;
    } else if (span.to !== undefined) {
      condition += ` AND ${sort} <= :to`;
      values[":to"] = span.to;
    }
    return new QueryCommand({
      TableName: config.table,
      ...(span.index ? { IndexName: span.index } : {}),
      KeyConditionExpression: condition,
      ExpressionAttributeValues: values,
      ScanIndexForward: !span.descending,
      ...(limit === undefined ? {} : { Limit: limit }),
      ...(after ? { ExclusiveStartKey: after } : {}),
      ...(span.consistent && !span.index ? { ConsistentRead: true } : {}),
      ReturnConsumedCapacity: "TOTAL",
    });
  }

  #count(consumed: { CapacityUnits?: number | undefined } | undefined): void {
    countRead(this.caller.meter, consumed);
  }
}

/** The store of a caller's company. */
export function storeOf(caller: Caller): Store {
  return new Store(caller);
}

/** Adds what a read consumed to a meter. */
export function countRead(meter: Meter, consumed: { CapacityUnits?: number | undefined } | undefined): void {
  meter.calls += 1;
  meter.read += consumed?.CapacityUnits ?? 0;
}
