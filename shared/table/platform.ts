import { TransactionCanceledException } from "@aws-sdk/client-dynamodb";
import {
  DeleteCommand,
  GetCommand,
  PutCommand,
  QueryCommand,
  TransactWriteCommand,
  UpdateCommand,
  type TransactWriteCommandInput,
} from "@aws-sdk/lib-dynamodb";
import type { Caller, Meter } from "../caller.ts";
import { config } from "../config.ts";
import type { Instant } from "../time.ts";
import { ttlAfter } from "../time.ts";
import { platformClient } from "./client.ts";
import { dueKeys, type Item, type Key } from "./entity.ts";
import { DUE_SHARDS } from "./layout.ts";
import { countRead } from "./store.ts";
import { Tx } from "./tx.ts";

/** What waits for a moment, as the due index names it. */
export interface Due {
  tenant: string;
  id: string;
  dueAt: Instant;
  /** Whole keys of the record. */
  pk: string;
  sk: string;
}

/** Names read of one shard at a time. */
const DUE_PAGE = 500;
/** Claims in one transaction: DynamoDB takes 100, and one that is refused costs the others a second try. */
const MOST_CLAIMS = 50;
const MOST_CLAIM_TRIES = 8;

function dueOf(item: Item): Due {
  const [dueAt = "", tenant = "", id = ""] = String(item["dsk"]).split("#");
  return { tenant, id, dueAt, pk: item.pk, sk: item.sk };
}

type Action = NonNullable<TransactWriteCommandInput["TransactItems"]>[number];

function claimAction({ tenant, id, dueAt, pk, sk }: Due, until: Instant): Action {
  const { dpk, dsk } = dueKeys(until, tenant, id);
  return {
    Update: {
      TableName: config.table,
      Key: { pk, sk },
      UpdateExpression: "SET dpk = :dpk, dsk = :dsk, claimed = :yes",
      ConditionExpression: "dsk = :seen",
      ExpressionAttributeValues: {
        ":dpk": dpk,
        ":dsk": dsk,
        ":seen": `${dueAt}#${tenant}#${id}`,
        ":yes": true,
      },
    },
  };
}

/**
 * The keys that belong to no company: sign-in, sessions, API keys, one-time links, limits and the due index.
 * A store of its own, so that no operation of a company can reach them.
 */
export class PlatformStore {
  readonly #meter: Meter;

  constructor(meter: Meter) {
    this.#meter = meter;
  }

  /** An item, strongly consistent unless it may be a little old. */
  async get(key: Key, { old = false } = {}): Promise<Item | undefined> {
    const answer = await platformClient().send(
      new GetCommand({
        TableName: config.table,
        Key: { pk: key.pk, sk: key.sk },
        ConsistentRead: !old,
        ReturnConsumedCapacity: "TOTAL",
      }),
    );
    countRead(this.#meter, answer.ConsumedCapacity);
    return answer.Item as Item | undefined;
  }

  /** Items of a partition whose sort keys begin with a prefix. */
  async list(pk: string, prefix: string): Promise<Item[]> {
    const items: Item[] = [];
    let after: Record<string, unknown> | undefined;
    do {
      const answer = await platformClient().send(
        new QueryCommand({
          TableName: config.table,
          KeyConditionExpression: "pk = :pk AND begins_with(sk, :prefix)",
          ExpressionAttributeValues: { ":pk": pk, ":prefix": prefix },
          ConsistentRead: true,
          ...(after ? { ExclusiveStartKey: after } : {}),
          ReturnConsumedCapacity: "TOTAL",
        }),
      );
      countRead(this.#meter, answer.ConsumedCapacity);
      items.push(...((answer.Items ?? []) as Item[]));
      after = answer.LastEvaluatedKey;
    } while (after);
    return items;
  }

  /** Writes an item over whatever was there. */
  async put(item: Item): Promise<void> {
    const answer = await platformClient().send(
      new PutCommand({ TableName: config.table, Item: item, ReturnConsumedCapacity: "TOTAL" }),
    );
    this.#meter.calls += 1;
    this.#meter.write += answer.ConsumedCapacity?.CapacityUnits ?? 0;
  }

  /** Deletes an item; one that is not there is fine. */
  async remove(key: Key): Promise<void> {
    const answer = await platformClient().send(
      new DeleteCommand({ TableName: config.table, Key: { pk: key.pk, sk: key.sk }, ReturnConsumedCapacity: "TOTAL" }),
    );
    this.#meter.calls += 1;
    this.#meter.write += answer.ConsumedCapacity?.CapacityUnits ?? 0;
  }

  /** Counts one try in a window of seconds and answers how many there are now. */
  async count(pk: string, now: Instant, windowSeconds: number): Promise<number> {
    const window = Math.floor(Date.parse(now) / 1000 / windowSeconds);
    const answer = await platformClient().send(
      new UpdateCommand({
        TableName: config.table,
        Key: { pk: `LIMIT#${pk}`, sk: String(window) },
        UpdateExpression: "ADD tries :one SET #ttl = :ttl",
        ExpressionAttributeNames: { "#ttl": "ttl" },
        ExpressionAttributeValues: { ":one": 1, ":ttl": ttlAfter(now, windowSeconds * 2) },
        ReturnValues: "UPDATED_NEW",
        ReturnConsumedCapacity: "TOTAL",
      }),
    );
    this.#meter.calls += 1;
    this.#meter.write += answer.ConsumedCapacity?.CapacityUnits ?? 0;
    return Number(answer.Attributes?.["tries"] ?? 1);
  }

  /**
   * Names of the records due on a day up to a moment: tenant and id with their keys, in no order, some thousands at a
   * time. What is claimed while a batch is handled does not come again.
   */
  async *due(day: string, until: Instant): AsyncGenerator<Due[]> {
    let open: { shard: number; after?: Record<string, unknown> }[] = Array.from({ length: DUE_SHARDS }, (_, shard) => ({
      shard,
    }));
    while (open.length > 0) {
      const pages = await Promise.all(
        open.map(async ({ shard, after }) => {
          const answer = await platformClient().send(
            new QueryCommand({
              TableName: config.table,
              IndexName: "due",
              KeyConditionExpression: "dpk = :pk AND dsk <= :until",
              ExpressionAttributeValues: { ":pk": `DUE#${day}#${shard}`, ":until": `${until}~` },
              Limit: DUE_PAGE,
              ...(after ? { ExclusiveStartKey: after } : {}),
              ReturnConsumedCapacity: "TOTAL",
            }),
          );
          countRead(this.#meter, answer.ConsumedCapacity);
          return { shard, after: answer.LastEvaluatedKey, items: (answer.Items ?? []) as Item[] };
        }),
      );
      const found = pages.flatMap(({ items }) => items.map(dueOf));
      if (found.length > 0) yield found;
      open = pages.flatMap(({ shard, after }) => (after ? [{ shard, after }] : []));
    }
  }

  /**
   * Claims what waits in the due index: it waits for `until` from then on, so that nobody else takes it meanwhile.
   * Answers those that still waited as they were found; what was moved, cancelled or claimed since is left alone.
   */
  async claim(dues: readonly Due[], until: Instant): Promise<Due[]> {
    const claimed: Due[] = [];
    for (let open = [...dues], attempt = 1; open.length > 0; attempt++) {
      const batch = open.slice(0, MOST_CLAIMS);
      try {
        const done = await platformClient().send(
          new TransactWriteCommand({
            TransactItems: batch.map((one) => claimAction(one, until)),
            ReturnConsumedCapacity: "TOTAL",
          }),
        );
        this.#meter.calls += 1;
        for (const { CapacityUnits } of done.ConsumedCapacity ?? []) this.#meter.write += CapacityUnits ?? 0;
        claimed.push(...batch);
        open = open.slice(batch.length);
        attempt = 0;
      } catch (error) {
        if (!(error instanceof TransactionCanceledException)) throw error;
        const codes = (error.CancellationReasons ?? []).map(({ Code }) => Code);
        const gone = new Set(batch.filter((_, index) => codes[index] === "ConditionalCheckFailed"));
        if (gone.size > 0) attempt = 0;
        else if (attempt >= MOST_CLAIM_TRIES) throw error;
        else await new Promise((done) => setTimeout(done, Math.random() * 10 * 2 ** attempt));
        open = open.filter((one) => !gone.has(one));
      }
    }
    return claimed;
  }

  /** A transaction that may touch the platform's keys and, for the given caller, those of his company. */
  tx(caller: Caller): Tx {
    return new Tx(caller, platformClient());
  }
}
