import {
  CreateTableCommand,
  DescribeTableCommand,
  ResourceNotFoundException,
  UpdateTimeToLiveCommand,
  type CreateTableCommandInput,
  type DynamoDBClient,
  type Projection,
} from "@aws-sdk/client-dynamodb";
import { layout } from "#shared/table/layout.ts";

/** Creates the table from its layout where it does not exist yet; answers the ARN of its stream. */
export async function ensureTable(client: DynamoDBClient, name: string): Promise<string> {
  const known = await streamOf(client, name);
  if (known) return known;
  const created = await client.send(new CreateTableCommand(tableInput(name)));
  await client.send(
    new UpdateTimeToLiveCommand({
      TableName: name,
      TimeToLiveSpecification: { AttributeName: layout.ttl, Enabled: true },
    }),
  );
  const arn = created.TableDescription?.LatestStreamArn ?? (await streamOf(client, name));
  if (!arn) throw new Error(`The table ${name} has no stream`);
  return arn;
}

async function streamOf(client: DynamoDBClient, name: string): Promise<string | undefined> {
  try {
    const { Table } = await client.send(new DescribeTableCommand({ TableName: name }));
    return Table?.LatestStreamArn;
  } catch (error) {
    if (error instanceof ResourceNotFoundException) return undefined;
    throw error;
  }
}

function tableInput(name: string): CreateTableCommandInput {
  const indexes = Object.entries(layout.indexes);
  const keys = [layout.partition, layout.sort, ...indexes.flatMap(([, { partition, sort }]) => [partition, sort])];
  return {
    TableName: name,
    BillingMode: "PAY_PER_REQUEST",
    AttributeDefinitions: keys.map((key) => ({ AttributeName: key, AttributeType: "S" })),
    KeySchema: schema(layout.partition, layout.sort),
    GlobalSecondaryIndexes: indexes.map(([index, { partition, sort, project }]) => ({
      IndexName: index,
      KeySchema: schema(partition, sort),
      Projection: projection(project),
    })),
    StreamSpecification: { StreamEnabled: true, StreamViewType: layout.stream },
  };
}

function schema(partition: string, sort: string) {
  return [
    { AttributeName: partition, KeyType: "HASH" as const },
    { AttributeName: sort, KeyType: "RANGE" as const },
  ];
}

function projection(attributes: readonly string[]): Projection {
  return attributes.length > 0
    ? { ProjectionType: "INCLUDE", NonKeyAttributes: [...attributes] }
    : { ProjectionType: "KEYS_ONLY" };
}
