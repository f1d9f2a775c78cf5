import { SendMessageBatchCommand, SendMessageCommand, SQSClient } from "@aws-sdk/client-sqs";
import { randomUUID } from "node:crypto";
import { config } from "#shared/config.ts";
import type { Envelope } from "#shared/events.ts";

let client: SQSClient | undefined;

/** Puts a message into a queue of the registry. */
export async function sendMessage(queue: string, body: string, delaySeconds = 0): Promise<void> {
  client ??= new SQSClient({});
  await client.send(
    new SendMessageCommand({
      QueueUrl: config.queueUrl(queue),
      MessageBody: body,
      ...(delaySeconds > 0 ? { DelaySeconds: delaySeconds } : {}),
    }),
  );
}

/** What SQS takes in one call. */
const MOST_MESSAGES = 10;
/** Calls under way at a time. */
const AT_ONCE = 8;
const MOST_TRIES = 4;

/** Puts many messages into a queue, each of some KB at most. Throws where the queue does not take one after four tries. */
export async function sendMessages(queue: string, bodies: readonly string[]): Promise<void> {
  const batches: string[][] = [];
  for (let from = 0; from < bodies.length; from += MOST_MESSAGES)
    batches.push(bodies.slice(from, from + MOST_MESSAGES));
  for (let from = 0; from < batches.length; from += AT_ONCE)
    await Promise.all(batches.slice(from, from + AT_ONCE).map((batch) => sendBatch(queue, batch)));
}

async function sendBatch(queue: string, bodies: readonly string[]): Promise<void> {
  client ??= new SQSClient({});
  let open = bodies.map((MessageBody, place) => ({ Id: String(place), MessageBody }));
  for (let attempt = 1; open.length > 0; attempt++) {
    const { Failed = [] } = await client.send(
      new SendMessageBatchCommand({ QueueUrl: config.queueUrl(queue), Entries: open }),
    );
    const failed = new Set(Failed.map(({ Id }) => Id));
    open = open.filter(({ Id }) => failed.has(Id));
    if (open.length === 0) return;
    if (attempt === MOST_TRIES) throw new Error(`The queue ${queue} refused ${open.length} messages`);
    await new Promise((done) => setTimeout(done, Math.random() * 50 * 2 ** attempt));
  }
}

/** An envelope in the form EventBridge puts it into a queue: the worker cannot tell who sent it. */
export function busEvent(envelope: Envelope, time: string): string {
  return JSON.stringify({
    version: "0",
    id: randomUUID(),
    "detail-type": envelope.name,
    source: "prodano",
    time,
    resources: [],
    detail: envelope,
  });
}
