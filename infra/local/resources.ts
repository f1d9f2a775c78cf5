import { BucketAlreadyOwnedByYou, CreateBucketCommand, type S3Client } from "@aws-sdk/client-s3";
import {
  CreateQueueCommand,
  GetQueueUrlCommand,
  QueueNameExists,
  SetQueueAttributesCommand,
  type SQSClient,
} from "@aws-sdk/client-sqs";
import { local, queues } from "./settings.ts";

/** Name of the dead-letter queue of a queue. */
export function deadLetterQueue(queue: string): string {
  return `${queue}-dead`;
}

/**
 * Creates the queues of the registry, each with its dead-letter queue, and the one for stream records that no retry
 * helps. Answers URLs by the names of the registry; dead-letter queues as {@link deadLetterQueue} names them.
 * @param endpoint address of SQS
 * @param prefix set before every name, so that several systems can share one emulator
 */
export async function ensureQueues(client: SQSClient, endpoint: string, prefix = ""): Promise<Map<string, string>> {
  const urls = new Map<string, string>();
  const ensure = async (queue: string, attributes: Record<string, string>) => {
    await ensureQueue(client, prefix + queue, attributes);
    // Not the URL of the answer: an older queue would name the port it was created at.
    urls.set(queue, `${endpoint}/${local.account}/${prefix}${queue}`);
  };
  await ensure(deadLetterQueue("stream"), keptLong);
  for (const { queue, visibilitySeconds, maxReceives } of queues) {
    await ensure(deadLetterQueue(queue), keptLong);
    await ensure(queue, {
      VisibilityTimeout: String(visibilitySeconds),
      RedrivePolicy: JSON.stringify({
        deadLetterTargetArn: `arn:aws:sqs:${local.region}:${local.account}:${prefix}${deadLetterQueue(queue)}`,
        maxReceiveCount: maxReceives,
      }),
    });
  }
  return urls;
}

/** The longest that SQS keeps a message: 14 days. */
const keptLong = { MessageRetentionPeriod: String(14 * 24 * 3600) };

async function ensureQueue(client: SQSClient, name: string, attributes: Record<string, string>): Promise<void> {
  try {
    await client.send(new CreateQueueCommand({ QueueName: name, Attributes: attributes }));
  } catch (error) {
    if (!(error instanceof QueueNameExists)) throw error;
    const { QueueUrl } = await client.send(new GetQueueUrlCommand({ QueueName: name }));
    await client.send(new SetQueueAttributesCommand({ QueueUrl, Attributes: attributes }));
  }
}

/** Creates a bucket where it does not exist yet. */
export async function ensureBucket(client: S3Client, name: string): Promise<void> {
  try {
    await client.send(new CreateBucketCommand({ Bucket: name }));
  } catch (error) {
    if (!(error instanceof BucketAlreadyOwnedByYou)) throw error;
  }
}
