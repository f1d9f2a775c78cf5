import { SendMessageCommand, SQSClient } from "@aws-sdk/client-sqs";
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
