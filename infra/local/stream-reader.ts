import {
  DescribeStreamCommand,
  ExpiredIteratorException,
  GetRecordsCommand,
  GetShardIteratorCommand,
  TrimmedDataAccessException,
  type DynamoDBStreamsClient,
  type _Record,
} from "@aws-sdk/client-dynamodb-streams";
import type { Checkpoints } from "./checkpoints.ts";

/** Records a function gets at once. */
export const STREAM_BATCH = 100;
/** How often new shards are looked for; the local database has one, others may split. */
const SHARDS_EVERY_MS = 60_000;
/** Tries of one record alone before it goes to the dead-letter queue; fewer in company come before. */
const MOST_TRIES = 20;

/** What a stream reader needs. */
export interface StreamReaderOptions {
  client: DynamoDBStreamsClient;
  streamArn: string;
  checkpoints: Checkpoints;
  /** Prefix of the partition keys whose records the function is given; others are passed over. */
  prefix: string;
  /** Runs the function on an event in Lambda's form; answers what the function answers. */
  handle(event: { Records: object[] }): Promise<unknown>;
  /** Takes a record that no retry helped. */
  giveUp(record: object, error: unknown): Promise<void>;
}

/** Reads the table's stream and hands it on in order, as Lambda's event source mapping does. */
export interface StreamReader {
  /** Reads and handles one batch of each shard; answers how many records were handled. Rejects where the batch failed. */
  step(): Promise<number>;
}

/** A reader that goes on after its checkpoints: what was handled is not handled again, what was not is. */
export function streamReader(options: StreamReaderOptions): StreamReader {
  const { client, streamArn, checkpoints } = options;
  const iterators = new Map<string, string>();
  const finished = new Set<string>();
  /** Halved at each failure, so that a record that always fails is soon alone, and doubled at each success. */
  let batch = STREAM_BATCH;
  let triesAlone = 0;
  let shards: string[] = [];
  let shardsAt = -Infinity;

  async function findShards(): Promise<string[]> {
    if (performance.now() - shardsAt < SHARDS_EVERY_MS && shards.length > 0) return shards;
    const { StreamDescription } = await client.send(new DescribeStreamCommand({ StreamArn: streamArn }));
    shards = (StreamDescription?.Shards ?? []).map(({ ShardId }) => ShardId!).filter((shard) => !finished.has(shard));
    shardsAt = performance.now();
    return shards;
  }

  /** A shard that has ended has others that go on from it. */
  function finish(shard: string): void {
    finished.add(shard);
    iterators.delete(shard);
    shardsAt = -Infinity;
  }

  async function iteratorOf(shard: string): Promise<string | undefined> {
    const known = iterators.get(shard);
    if (known) return known;
    const after = checkpoints.get(`${streamArn}/${shard}`);
    const { ShardIterator } = await client.send(
      new GetShardIteratorCommand({
        StreamArn: streamArn,
        ShardId: shard,
        ...(after === undefined
          ? { ShardIteratorType: "TRIM_HORIZON" }
          : { ShardIteratorType: "AFTER_SEQUENCE_NUMBER", SequenceNumber: after }),
      }),
    );
    return ShardIterator;
  }

  async function read(shard: string) {
    try {
      const ShardIterator = await iteratorOf(shard);
      if (!ShardIterator) return undefined;
      return await client.send(new GetRecordsCommand({ ShardIterator, Limit: STREAM_BATCH }));
    } catch (error) {
      iterators.delete(shard);
      if (error instanceof ExpiredIteratorException || error instanceof TrimmedDataAccessException) return undefined;
      throw error;
    }
  }

  /** Handles the first of some records; answers how many are done, and rejects where none is. */
  async function handle(shard: string, records: _Record[]): Promise<number> {
    const given = records.slice(0, batch);
    const events = given.map(lambdaRecord);
    const answer = await options.handle({ Records: events }).catch((error: unknown) => new Failed(error));
    const done = doneOf(given, answer);
    triesAlone = done === 0 && given.length === 1 ? triesAlone + 1 : 0;
    if (done > 0) {
      batch = Math.min(batch * 2, STREAM_BATCH);
      return done;
    }
    batch = Math.ceil(given.length / 2);
    const cause = answer instanceof Failed ? answer.reason : "named as failed";
    if (triesAlone < MOST_TRIES) {
      throw new Error(`The function of the stream failed at ${sequenceOf(given[0]!)} of ${shard}`, { cause });
    }
    await options.giveUp(events[0]!, cause);
    triesAlone = 0;
    return 1;
  }

  return {
    async step() {
      let handled = 0;
      for (const shard of await findShards()) {
        const answer = await read(shard);
        const records = answer?.Records ?? [];
        if (records.length > 0) {
          iterators.delete(shard);
          const wanted = records.filter(({ dynamodb }) => dynamodb?.Keys?.["pk"]?.S?.startsWith(options.prefix));
          const done = wanted.length === 0 ? 0 : await handle(shard, wanted);
          const last = done < wanted.length ? wanted[done - 1]! : records.at(-1)!;
          checkpoints.set(`${streamArn}/${shard}`, sequenceOf(last));
          handled += done;
          if (done < wanted.length) continue;
        }
        if (answer?.NextShardIterator) iterators.set(shard, answer.NextShardIterator);
        else if (answer) finish(shard);
      }
      return handled;
    },
  };
}

/** A run that ended by an error. */
class Failed {
  readonly reason: unknown;
  constructor(reason: unknown) {
    this.reason = reason;
  }
}

/** How many of the first records an answer says are done: all, those before the first named one, or none. */
function doneOf(records: _Record[], answer: unknown): number {
  if (answer instanceof Failed) return 0;
  const failures =
    (answer as { batchItemFailures?: { itemIdentifier: string }[] } | undefined)?.batchItemFailures ?? [];
  if (failures.length === 0) return records.length;
  const failed = new Set(failures.map(({ itemIdentifier }) => itemIdentifier));
  return Math.max(
    0,
    records.findIndex((record) => failed.has(sequenceOf(record))),
  );
}

function sequenceOf(record: _Record): string {
  return record.dynamodb!.SequenceNumber!;
}

/** A record as Lambda gives it: times in epoch seconds, binary values in base64. */
function lambdaRecord(record: _Record): object {
  const { ApproximateCreationDateTime, ...dynamodb } = record.dynamodb!;
  return {
    ...record,
    dynamodb: {
      ...(binaryAsText(dynamodb) as object),
      ApproximateCreationDateTime: Math.floor((ApproximateCreationDateTime?.getTime() ?? 0) / 1000),
    },
  };
}

function binaryAsText(value: unknown): unknown {
  if (value instanceof Uint8Array) return Buffer.from(value).toString("base64");
  if (Array.isArray(value)) return value.map(binaryAsText);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, binaryAsText(inner)]));
}
