import { DeleteCommand, GetCommand, PutCommand, QueryCommand, UpdateCommand } from "@aws-sdk/lib-dynamodb";
import type { Caller, Meter } from "../caller.ts";
import { config } from "../config.ts";
import type { Instant } from "../time.ts";
import { ttlAfter } from "../time.ts";
import { platformClient } from "./client.ts";
import type { Item, Key } from "./entity.ts";
import { DUE_SHARDS } from "./layout.ts";
import { countRead } from "./store.ts";
import { Tx } from "./tx.ts";

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

  /** Names of the records due on a day up to a moment: tenant and id with their keys, in no order. */
  async due(
    day: string,
    until: Instant,
  ): Promise<{ tenant: string; id: string; dueAt: Instant; pk: string; sk: string }[]> {
    const shards = await Promise.all(
      Array.from({ length: DUE_SHARDS }, async (_, shard) => {
        const items: Item[] = [];
        let after: Record<string, unknown> | undefined;
        do {
          const answer = await platformClient().send(
            new QueryCommand({
              TableName: config.table,
              IndexName: "due",
              KeyConditionExpression: "dpk = :pk AND dsk <= :until",
              ExpressionAttributeValues: { ":pk": `DUE#${day}#${shard}`, ":until": `${until}~` },
              ...(after ? { ExclusiveStartKey: after } : {}),
              ReturnConsumedCapacity: "TOTAL",
            }),
          );
          countRead(this.#meter, answer.ConsumedCapacity);
          items.push(...((answer.Items ?? []) as Item[]));
          after = answer.LastEvaluatedKey;
        } while (after);
        return items;
      }),
    );
    return shards.flat().map((item) => {
      const [dueAt = "", tenant = "", id = ""] = String(item["dsk"]).split("#");
      return { tenant, id, dueAt, pk: item.pk, sk: item.sk };
    });
  }

  /** A transaction that may touch the platform's keys and, for the given caller, those of his company. */
  tx(caller: Caller): Tx {
    return new Tx(caller, platformClient());
  }
}
