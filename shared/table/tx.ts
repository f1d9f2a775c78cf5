import { createHash, randomUUID } from "node:crypto";
import { TransactionCanceledException } from "@aws-sdk/client-dynamodb";
import {
  TransactWriteCommand,
  type DynamoDBDocumentClient,
  type TransactWriteCommandInput,
} from "@aws-sdk/lib-dynamodb";
import { unmarshall } from "@aws-sdk/util-dynamodb";
import type { Caller, Idempotency } from "../caller.ts";
import { config } from "../config.ts";
import { Problem } from "../errors.ts";
import type { Envelope, EventDefinition, PayloadOf } from "../events.ts";
import { newId } from "../ids.ts";
import { TOUCHED, type Fresh, type Stored } from "../record.ts";
import { ttlAfter, type Instant } from "../time.ts";
import {
  itemOf,
  mirrorItem,
  recordOf,
  uniqueKey,
  type Holder,
  type Item,
  type Key,
  type Mirror,
  type Table,
  type Unique,
} from "./entity.ts";
import { tenantPrefix } from "./layout.ts";

/** DynamoDB takes this many actions in one transaction. */
export const MOST_ACTIONS = 100;
/** An answer is kept this long for a repeated request. */
const IDEMPOTENCY_SECONDS = 24 * 3600;
/** An event item is published within seconds; it stays a while for whoever asks why. */
const EVENT_SECONDS = 7 * 24 * 3600;
const EVENT_SHARDS = 8;
const MOST_ATTEMPTS = 8;

/** One write of a transaction as the document client takes it. */
export type Action = NonNullable<TransactWriteCommandInput["TransactItems"]>[number];

/** Thrown inside when a request was answered before: carries that answer. */
class Replay {
  readonly answer: unknown;
  constructor(answer: unknown) {
    this.answer = answer;
  }
}

/**
 * A transaction of one company: whole-item writes under the version that was seen, with the unique values, mirrors
 * and events that belong to them. A request with an idempotency key leaves its answer in the same transaction.
 */
export class Tx {
  readonly #caller: Caller;
  readonly #client: DynamoDBDocumentClient;
  readonly #actions: { action: Action; refused: (item: Item | undefined) => Problem | Replay }[] = [];

  constructor(caller: Caller, client: DynamoDBDocumentClient) {
    this.#caller = caller;
    this.#client = client;
  }

  /** Actions so far. */
  get size(): number {
    return this.#actions.length;
  }

  /** Writes a new record and answers it as stored. An id that exists answers `conflict`, or as `refused` says. */
  create<R extends Stored, K>(
    table: Table<R, K>,
    fresh: Fresh<R>,
    refused = () => new Problem("conflict", { reason: "exists_already" }),
  ): R {
    const { now, actor } = this.#caller;
    const record = {
      createdAt: now,
      ...fresh,
      createdBy: actor,
      updatedAt: now,
      updatedBy: actor,
      ver: 1,
    } as unknown as R;
    this.#put(table, record, "attribute_not_exists(pk)", {}, refused);
    for (const unique of uniquesOf(table, record)) this.claim(unique, { entity: table.entity, id: record.id });
    for (const mirror of mirrorsOf(table, record)) this.put(mirror);
    return record;
  }

  /**
   * Writes a record anew over the version seen in `before`; answers it as stored.
   * When somebody was faster: `conflict` with the current record, or as `refused` says. Into the recycle bin a record goes only as it was
   * read, with what was hung on it until then: see {@link Tx.touch}.
   */
  update<R extends Stored, K>(table: Table<R, K>, before: R, change: Partial<R>, refused?: () => Problem): R {
    const { now, actor } = this.#caller;
    const record: R = { ...before, ...change, updatedAt: now, updatedBy: actor, ver: before.ver + 1 };
    // The item is written whole: what was hung on it goes.
    Reflect.deleteProperty(record, TOUCHED);
    const touched = before[TOUCHED];
    const hung = touched === undefined ? "attribute_not_exists(touched)" : "touched = :touched";
    const bins = record.deletedAt !== undefined && before.deletedAt === undefined;
    this.#put(
      table,
      record,
      bins ? `ver = :seen AND ${hung}` : "ver = :seen",
      { ":seen": before.ver, ...(bins && touched !== undefined ? { ":touched": touched } : {}) },
      refused ?? ((item) => staleOf(table, item)),
    );
    const had = uniquesOf(table, before);
    const has = uniquesOf(table, record);
    for (const unique of has)
      if (!had.some((one) => same(one, unique))) this.claim(unique, { entity: table.entity, id: record.id });
    for (const unique of had) if (!has.some((one) => same(one, unique))) this.release(unique, record.id);
    const stays = mirrorsOf(table, record);
    const were = mirrorsOf(table, before);
    for (const mirror of stays) {
      if (!were.some((one) => JSON.stringify(one) === JSON.stringify(mirror))) this.put(mirror);
    }
    for (const mirror of were) {
      if (!stays.some((one) => one.pk === mirror.pk && one.sk === mirror.sk)) this.deleteKey(mirror);
    }
    return record;
  }

  /** Puts a record into the recycle bin: out of every list, its unique values still taken. */
  trash<R extends Stored, K>(table: Table<R, K>, before: R): R {
    return this.update(table, before, { deletedAt: this.#caller.now } as Partial<R>);
  }

  /** Deletes a record for good, with its unique values and mirrors; only of a kind that stands in no list. */
  remove<R extends Stored, K>(table: Table<R, K>, before: R): void {
    // Readers of the change index would never learn that it is gone.
    if (table.columns) throw new Error(`A ${table.entity} goes into the recycle bin`);
    this.#add(
      {
        Delete: {
          TableName: config.table,
          Key: this.#full(table.key(before as unknown as K)),
          ConditionExpression: "ver = :seen",
          ExpressionAttributeValues: { ":seen": before.ver },
          ReturnValuesOnConditionCheckFailure: "ALL_OLD",
        },
      },
      (item) => staleOf(table, item),
    );
    for (const unique of uniquesOf(table, before)) this.release(unique, before.id);
    for (const mirror of mirrorsOf(table, before)) this.deleteKey(mirror);
  }

  /** Holds the transaction to a record being as it was read; else `conflict` with the current one, or as `refused` says. */
  check<R extends Stored, K>(table: Table<R, K>, seen: R, refused?: () => Problem): void {
    this.#add(
      {
        ConditionCheck: {
          TableName: config.table,
          Key: this.#full(table.key(seen as unknown as K)),
          ConditionExpression: "ver = :seen",
          ExpressionAttributeValues: { ":seen": seen.ver },
          ReturnValuesOnConditionCheckFailure: "ALL_OLD",
        },
      },
      refused ?? ((item) => staleOf(table, item)),
    );
  }

  /**
   * Says that something is hung on a record which must not be left without it: the record must be there and out of the
   * bin, else as `refused` says, and nobody who read it before puts it into the bin. It costs what a mere condition
   * would, two write units a KB of the record, but a condition leaves no trace: whoever had looked for what hangs on
   * the record just before would not learn of it. The version stays, so that no change of the record is refused.
   */
  touch<R extends Stored, K>(table: Table<R, K>, of: K, refused: () => Problem): void {
    this.#add(
      {
        Update: {
          TableName: config.table,
          Key: this.#full(table.key(of)),
          UpdateExpression: "SET touched = :touch",
          ConditionExpression: "attribute_exists(pk) AND attribute_not_exists(d.deletedAt)",
          ExpressionAttributeValues: { ":touch": randomUUID() },
        },
      },
      refused,
    );
  }

  /** Writes a bare item that must not exist yet: a mark of work done once. */
  mark(key: Key, item: Record<string, unknown>, refused: () => Problem): void {
    this.#add(
      {
        Put: {
          TableName: config.table,
          Item: { ...item, ...this.#full(key) },
          ConditionExpression: "attribute_not_exists(pk)",
        },
      },
      refused,
    );
  }

  /** Writes a bare item over whatever was there; with `refused` only where there is none. */
  put(mirror: Mirror, refused?: () => Problem): void {
    this.#add(
      {
        Put: {
          TableName: config.table,
          Item: mirrorItem(this.#caller.tenant, mirror, this.#caller.now),
          ...(refused ? { ConditionExpression: "attribute_not_exists(pk)" } : {}),
        },
      },
      refused ?? (() => new Problem("conflict")),
    );
  }

  /** Writes a bare item of the platform, whole key and all; `once` refuses where it is there already. */
  platformPut(item: Item, refused?: () => Problem): void {
    this.#add(
      {
        Put: {
          TableName: config.table,
          Item: item,
          ...(refused ? { ConditionExpression: "attribute_not_exists(pk)" } : {}),
        },
      },
      refused ?? (() => new Problem("conflict")),
    );
  }

  /** Replaces a bare item of the platform that has the given version. */
  platformReplace(item: Item, seen: number): void {
    this.#add(
      {
        Put: {
          TableName: config.table,
          Item: item,
          ConditionExpression: "ver = :seen",
          ExpressionAttributeValues: { ":seen": seen },
        },
      },
      () => new Problem("conflict", { reason: "busy" }),
    );
  }

  /** Deletes a bare item of the platform; with `refused` it must be there. */
  platformDelete(key: Key, refused?: () => Problem): void {
    this.#add(
      {
        Delete: {
          TableName: config.table,
          Key: { pk: key.pk, sk: key.sk },
          ...(refused ? { ConditionExpression: "attribute_exists(pk)" } : {}),
        },
      },
      refused ?? (() => new Problem("conflict")),
    );
  }

  /** Takes a unique value for a record; whoever has it already is named in the conflict. */
  claim(unique: Unique, holder: { entity: string; id: string }): void {
    this.#add(
      {
        Put: {
          TableName: config.table,
          Item: {
            ...uniqueKey(this.#caller.tenant, unique),
            e: "unique",
            d: { ...holder, field: unique.field, claim: randomUUID() },
          },
          ConditionExpression: "attribute_not_exists(pk) OR d.id = :id",
          ExpressionAttributeValues: { ":id": holder.id },
          ReturnValuesOnConditionCheckFailure: "ALL_OLD",
        },
      },
      (item) => new Problem("conflict", { reason: "duplicate", current: { field: unique.field, holder: item?.["d"] } }),
    );
  }

  /**
   * Gives a unique value free again, if this record has it; with `seen`, only where nobody has claimed it for the same
   * record since {@link Holder} was read.
   */
  release(unique: Unique, id: string, seen?: Holder): void {
    const unclaimed = seen ? " AND (attribute_not_exists(d.claim) OR d.claim = :claim)" : "";
    this.#add(
      {
        Delete: {
          TableName: config.table,
          Key: uniqueKey(this.#caller.tenant, unique),
          ConditionExpression: `attribute_not_exists(pk) OR (d.id = :id${unclaimed})`,
          ExpressionAttributeValues: { ":id": id, ...(seen ? { ":claim": seen.claim ?? "" } : {}) },
        },
      },
      () => new Problem("conflict", { reason: "busy", raced: true }),
    );
  }

  /** Deletes a bare key, whether or not it is there. */
  deleteKey(key: Key): void {
    this.#add({ Delete: { TableName: config.table, Key: this.#full(key) } }, () => new Problem("conflict"));
  }

  /** Adds an event: it is published if and only if the transaction happens. */
  event<D extends EventDefinition>(
    definition: D,
    about: { kind: string; id: string; ver: number },
    payload: PayloadOf<D>,
  ): void {
    const { tenant, now, actor } = this.#caller;
    const envelope: Envelope = {
      id: newId("event"),
      name: definition.name,
      v: definition.version,
      at: now,
      tenant,
      actor,
      entity: about,
      payload,
    };
    const shard = this.#actions.length % EVENT_SHARDS;
    this.#add(
      {
        Put: {
          TableName: config.table,
          Item: {
            ...this.#full({ pk: `EV#${now.slice(0, 10)}#${shard}`, sk: envelope.id }),
            e: "event",
            envelope,
            ttl: ttlAfter(now, EVENT_SECONDS),
          },
        },
      },
      () => new Problem("conflict"),
    );
  }

  /**
   * Carries the transaction out and gives back the answer. A request that was answered before gives the first answer.
   * Throws what the first refused action means; a collision with another transaction is tried again with jitter.
   * `remember: false` keeps an answer that holds a secret out of the table: a repeat of the request is then done anew.
   */
  async commit<O>(answer: O, { remember = true } = {}): Promise<O> {
    if (remember) this.#remember(answer);
    if (this.#actions.length === 0) return answer;
    if (this.#actions.length > MOST_ACTIONS) throw new Error(`A transaction of ${this.#actions.length} actions`);
    for (let attempt = 1; ; attempt++) {
      try {
        const done = await this.#client.send(
          new TransactWriteCommand({
            TransactItems: this.#actions.map(({ action }) => action),
            ReturnConsumedCapacity: "TOTAL",
          }),
        );
        this.#caller.meter.calls += 1;
        for (const { CapacityUnits } of done.ConsumedCapacity ?? []) this.#caller.meter.write += CapacityUnits ?? 0;
        return answer;
      } catch (error) {
        if (!(error instanceof TransactionCanceledException)) throw error;
        const refusal = this.#refusal(error);
        if (refusal instanceof Replay) return refusal.answer as O;
        if (refusal) throw refusal;
        if (attempt >= MOST_ATTEMPTS) throw new Problem("conflict", { reason: "busy" });
        await new Promise((done) => setTimeout(done, Math.random() * 10 * 2 ** attempt));
      }
    }
  }

  /** What the refused conditions mean; undefined when the transaction only met another one. */
  #refusal(error: TransactionCanceledException): Problem | Replay | undefined {
    const reasons = error.CancellationReasons ?? [];
    const refused = reasons
      .map((reason, index) => ({ reason, index }))
      .filter(({ reason }) => reason.Code === "ConditionalCheckFailed")
      .map(({ reason, index }) =>
        this.#actions[index]!.refused(reason.Item ? (unmarshall(reason.Item) as Item) : undefined),
      );
    // A repeat of an answered request collides with its own first run: the answer counts, not the collision.
    const replay = refused.find((one) => one instanceof Replay);
    if (replay ?? refused[0]) return replay ?? refused[0];
    if (reasons.some(({ Code }) => Code === "TransactionConflict" || Code === "ThrottlingError")) return undefined;
    throw error;
  }

  #remember(answer: unknown): void {
    const { idempotency, now, actor } = this.#caller;
    if (!idempotency || this.#actions.length === 0) return;
    this.#add(
      {
        Put: {
          TableName: config.table,
          Item: {
            ...this.#full(idempotencyKey(actor, idempotency.key)),
            ...answerItem(idempotency, answer, now),
          },
          ConditionExpression: "attribute_not_exists(pk)",
          ReturnValuesOnConditionCheckFailure: "ALL_OLD",
        },
      },
      (item) => {
        if (item?.["fingerprint"] !== idempotency.fingerprint)
          return new Problem("conflict", { reason: "key_of_another_request" });
        return new Replay(JSON.parse(String(item["answer"])));
      },
    );
  }

  #put<R extends Stored, K>(
    table: Table<R, K>,
    record: R,
    condition: string,
    values: Record<string, unknown>,
    refused: (item: Item | undefined) => Problem,
  ): void {
    this.#add(
      {
        Put: {
          TableName: config.table,
          Item: itemOf(table, this.#caller.tenant, this.#caller.shards, record),
          ConditionExpression: condition,
          ...(Object.keys(values).length > 0 ? { ExpressionAttributeValues: values } : {}),
          ReturnValuesOnConditionCheckFailure: "ALL_OLD",
        },
      },
      refused,
    );
  }

  /** Adds an action on whole keys of this company; for the files of this folder, which know them. */
  act(action: Action, refused: (item: Item | undefined) => Problem): void {
    this.#add(action, refused);
  }

  /** The whole key of an item of this company. */
  keyOf(key: Key): Key {
    return this.#full(key);
  }

  /** The moment its writes are stamped with. */
  get now(): Instant {
    return this.#caller.now;
  }

  /** The company whose items it writes. */
  get tenant(): string {
    return this.#caller.tenant;
  }

  #add(action: Action, refused: (item: Item | undefined) => Problem | Replay): void {
    this.#actions.push({ action, refused });
  }

  #full({ pk, sk }: Key): { pk: string; sk: string } {
    return { pk: tenantPrefix(this.#caller.tenant) + pk, sk };
  }
}

/** Key of the answer kept for a repeated request; the sender's own key is hashed, it may hold anything. */
export function idempotencyKey(actor: string, key: string): Key {
  return { pk: `IDEM#${actor}#${createHash("sha256").update(key).digest("base64url")}`, sk: "#" };
}

/** What is kept of an answered request, for a day: what was asked, as a digest, and the answer. */
export function answerItem({ fingerprint }: Idempotency, answer: unknown, now: Instant): Record<string, unknown> {
  return {
    e: "idempotency",
    fingerprint,
    answer: JSON.stringify(answer ?? null),
    ttl: ttlAfter(now, IDEMPOTENCY_SECONDS),
  };
}

function uniquesOf<R extends Stored, K>(table: Table<R, K>, record: R): Unique[] {
  const all = table.unique?.(record) ?? [];
  return all.filter((one, index) => all.findIndex((other) => same(one, other)) === index);
}

function mirrorsOf<R extends Stored, K>(table: Table<R, K>, record: R): Mirror[] {
  return record.deletedAt ? [] : (table.mirrors?.(record) ?? []);
}

function same(one: Unique, other: Unique): boolean {
  return one.field === other.field && one.value === other.value;
}

function staleOf<R extends Stored, K>(table: Table<R, K>, item: Item | undefined): Problem {
  if (!item) return new Problem("not_found");
  return new Problem("conflict", { reason: "stale", raced: true, current: recordOf(table, item) });
}
