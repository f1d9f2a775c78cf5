import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { DynamoDBStreamsClient } from "@aws-sdk/client-dynamodb-streams";
import { S3Client } from "@aws-sdk/client-s3";
import { SendMessageBatchCommand, SQSClient } from "@aws-sdk/client-sqs";
import { local } from "./settings.ts";

/** The clients with which the local system itself reaches its parts. */
export interface Clients {
  dynamo: DynamoDBClient;
  streams: DynamoDBStreamsClient;
  s3: S3Client;
  sqs: SQSClient;
  endpoints: { dynamo: string; aws: string };
  /** Puts up to ten messages into a queue; rejects where any was not taken. */
  send(queueUrl: string, ...bodies: string[]): Promise<void>;
  destroy: () => void;
}

/** Clients of the parts at these addresses. */
export function clientsOf(endpoints: { dynamo: string; aws: string }): Clients {
  const { region, credentials } = local;
  const dynamo = new DynamoDBClient({ endpoint: endpoints.dynamo, region, credentials });
  const streams = new DynamoDBStreamsClient({ endpoint: endpoints.dynamo, region, credentials });
  const s3 = new S3Client({ endpoint: endpoints.aws, region, credentials, forcePathStyle: true });
  const sqs = new SQSClient({ endpoint: endpoints.aws, region, credentials });
  return {
    dynamo,
    streams,
    s3,
    sqs,
    endpoints,
    async send(QueueUrl, ...bodies) {
      const Entries = bodies.map((MessageBody, at) => ({ Id: String(at), MessageBody }));
      const { Failed = [] } = await sqs.send(new SendMessageBatchCommand({ QueueUrl, Entries }));
      if (Failed.length > 0) throw new Error(`${QueueUrl} refused a message: ${Failed[0]?.Message}`);
    },
    destroy() {
      for (const client of [dynamo, streams, s3, sqs]) client.destroy();
    },
  };
}
