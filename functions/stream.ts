import { EventBridgeClient, PutEventsCommand, type PutEventsRequestEntry } from "@aws-sdk/client-eventbridge";
import { unmarshall } from "@aws-sdk/util-dynamodb";
import middy from "@middy/core";
import type { AttributeValue, DynamoDBBatchResponse, DynamoDBRecord, DynamoDBStreamEvent } from "aws-lambda";
import { changeOf } from "#shared/audit/change.ts";
import { config } from "#shared/config.ts";
import type { Envelope } from "#shared/events.ts";
import type { Item } from "#shared/table/entity.ts";
import { log, stackOf } from "./lib/log.ts";

/** What EventBridge takes in one call. */
const MOST_ENTRIES = 10;
const MOST_BYTES = 250 * 1024;
/** Tries of one call before its records go back to the stream. */
const MOST_TRIES = 4;

const bus = new EventBridgeClient({});

/** What is to be published of one record of the stream. */
interface Message {
  sequence: string;
  entry: PutEventsRequestEntry;
  bytes: number;
}

/**
 * Publishes what the table's stream tells: the events that transactions wrote, and for every audited record what
 * changed in it. Where something did not get through, the stream gives again from the first such record on:
 * what comes after it is published twice, which every subscriber bears.
 */
export const handler = middy<DynamoDBStreamEvent, DynamoDBBatchResponse>().handler(
  async ({ Records }: DynamoDBStreamEvent): Promise<DynamoDBBatchResponse> => {
    const failed = new Set<string>();
    const messages = Records.flatMap((record) => messagesOf(record, failed));
    await Promise.all(batchesOf(messages).map((batch) => publish(batch, failed)));
    const first = Records.find((record) => failed.has(sequenceOf(record)));
    return { batchItemFailures: first ? [{ itemIdentifier: sequenceOf(first) }] : [] };
  },
);

function messagesOf(record: DynamoDBRecord, failed: Set<string>): Message[] {
  try {
    const envelope = envelopeOf(record);
    if (!envelope) return [];
    const Detail = JSON.stringify(envelope);
    const entry = {
      EventBusName: config.bus,
      Source: "prodano",
      DetailType: envelope.name,
      Detail,
      Time: new Date(envelope.at),
    };
    return [{ sequence: sequenceOf(record), entry, bytes: Buffer.byteLength(Detail) + 100 }];
  } catch (error) {
    log("error", "record_unreadable", { eventId: record.eventID, stack: stackOf(error) });
    failed.add(sequenceOf(record));
    return [];
  }
}

function envelopeOf({ eventName, eventID, dynamodb }: DynamoDBRecord): Envelope | undefined {
  const before = imageOf(dynamodb?.OldImage);
  const after = imageOf(dynamodb?.NewImage);
  if (after?.["e"] === "event") return eventName === "INSERT" ? published(after) : undefined;
  const at = new Date((dynamodb?.ApproximateCreationDateTime ?? 0) * 1000).toISOString();
  return changeOf(eventID!, at, before, after);
}

function published(item: Item): Envelope {
  const envelope = item["envelope"] as Envelope | undefined;
  if (!envelope?.name) throw new Error("An event without its envelope");
  return envelope;
}

function imageOf(image: Record<string, AttributeValue> | undefined): Item | undefined {
  return image && (unmarshall(image as Parameters<typeof unmarshall>[0]) as Item);
}

function sequenceOf(record: DynamoDBRecord): string {
  return record.dynamodb!.SequenceNumber!;
}

/** In the order of the stream, each within what one call may carry; one that is too large by itself goes alone. */
function batchesOf(messages: Message[]): Message[][] {
  const batches: Message[][] = [];
  let bytes = 0;
  for (const message of messages) {
    const last = batches.at(-1);
    if (!last || last.length === MOST_ENTRIES || bytes + message.bytes > MOST_BYTES) {
      batches.push([message]);
      bytes = message.bytes;
    } else {
      last.push(message);
      bytes += message.bytes;
    }
  }
  return batches;
}

/** Publishes a batch; entries that the bus refuses for the moment are tried again, the rest of them named as failed. */
async function publish(batch: Message[], failed: Set<string>): Promise<void> {
  let left = batch;
  for (let attempt = 1; ; attempt++) {
    let reason: string | undefined;
    try {
      const { Entries = [] } = await bus.send(new PutEventsCommand({ Entries: left.map(({ entry }) => entry) }));
      left = left.filter((_, index) => Entries[index]?.EventId === undefined);
      reason = Entries.find(({ ErrorCode }) => ErrorCode !== undefined)?.ErrorCode;
    } catch (error) {
      reason = error instanceof Error ? error.name : "unknown";
    }
    if (left.length === 0) return;
    if (attempt >= MOST_TRIES) {
      log("error", "not_published", { entries: left.length, reason });
      for (const { sequence } of left) failed.add(sequence);
      return;
    }
    await new Promise((done) => setTimeout(done, Math.random() * 50 * 2 ** attempt));
  }
}
