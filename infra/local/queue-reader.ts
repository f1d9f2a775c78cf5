import {
  ChangeMessageVisibilityCommand,
  DeleteMessageBatchCommand,
  ReceiveMessageCommand,
  type Message,
  type SQSClient,
} from "@aws-sdk/client-sqs";
import { local, type QueueEntry } from "./settings.ts";

/** Reads a queue and hands batches to its function, as Lambda's event source mapping does. */
export interface QueueReader {
  /**
   * Receives one batch and handles it: done messages are deleted, failed ones come again until the queue gives them
   * to its dead-letter queue. Answers how many messages were received.
   * @param waitSeconds how long to wait for a message
   */
  step(waitSeconds: number, signal?: AbortSignal): Promise<number>;
}

/** What a queue reader needs. */
export interface QueueReaderOptions {
  client: SQSClient;
  url: string;
  entry: Pick<QueueEntry, "queue" | "batch">;
  /** Runs the function on an event in Lambda's form; answers what the function answers. */
  handle: (event: { Records: object[] }) => Promise<unknown>;
  /** Seconds until a failed message comes again, by how often it was received; AWS waits for the visibility timeout. */
  retrySeconds: (received: number) => number;
  onFailure: (error: unknown) => void;
}

/** A reader of one queue. */
export function queueReader({ client, url, entry, handle, retrySeconds, onFailure }: QueueReaderOptions): QueueReader {
  async function remove(messages: Message[]): Promise<void> {
    if (messages.length === 0) return;
    const Entries = messages.map(({ ReceiptHandle }, at) => ({ Id: String(at), ReceiptHandle }));
    await client.send(new DeleteMessageBatchCommand({ QueueUrl: url, Entries }));
  }

  async function putBack({ ReceiptHandle, Attributes }: Message): Promise<void> {
    const VisibilityTimeout = retrySeconds(Number(Attributes?.ApproximateReceiveCount ?? 1));
    await client.send(new ChangeMessageVisibilityCommand({ QueueUrl: url, ReceiptHandle, VisibilityTimeout }));
  }

  return {
    async step(waitSeconds, signal) {
      const { Messages = [] } = await client.send(
        new ReceiveMessageCommand({
          QueueUrl: url,
          MaxNumberOfMessages: Math.min(entry.batch, 10),
          WaitTimeSeconds: waitSeconds,
          MessageSystemAttributeNames: ["All"],
          MessageAttributeNames: ["All"],
        }),
        signal ? { abortSignal: signal } : {},
      );
      if (Messages.length === 0) return 0;
      const answer = await handle({ Records: Messages.map((message) => lambdaRecord(message, entry.queue)) }).catch(
        (error: unknown) => {
          onFailure(error);
          return allFailed;
        },
      );
      const failed = failedOf(Messages, answer);
      await Promise.all([
        remove(Messages.filter(({ MessageId }) => !failed.has(MessageId!))),
        ...Messages.filter(({ MessageId }) => failed.has(MessageId!)).map(putBack),
      ]);
      return Messages.length;
    },
  };
}

const allFailed = Symbol("all failed");

/** Ids of the messages an answer says failed; an unknown id means that all did, as it does to Lambda. */
function failedOf(messages: Message[], answer: unknown): Set<string> {
  const ids = new Set(messages.map(({ MessageId }) => MessageId!));
  if (answer === allFailed) return ids;
  const failures =
    (answer as { batchItemFailures?: { itemIdentifier: string }[] } | undefined)?.batchItemFailures ?? [];
  const failed = new Set(failures.map(({ itemIdentifier }) => itemIdentifier));
  return [...failed].every((id) => ids.has(id)) ? failed : ids;
}

function lambdaRecord(message: Message, queue: string): object {
  return {
    messageId: message.MessageId,
    receiptHandle: message.ReceiptHandle,
    body: message.Body,
    attributes: message.Attributes ?? {},
    messageAttributes: Object.fromEntries(
      Object.entries(message.MessageAttributes ?? {}).map(([name, { DataType, StringValue }]) => [
        name,
        { dataType: DataType, stringValue: StringValue },
      ]),
    ),
    md5OfBody: message.MD5OfBody,
    eventSource: "aws:sqs",
    eventSourceARN: `arn:aws:sqs:${local.region}:${local.account}:${queue}`,
    awsRegion: local.region,
  };
}
