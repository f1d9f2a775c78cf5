import {
  BatchGetItemCommand,
  DeleteItemCommand,
  DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  QueryCommand,
  TransactWriteItemsCommand,
  UpdateItemCommand,
} from "@aws-sdk/client-dynamodb";
import { local } from "#infra/local/settings.ts";
import type { Call, Input, WireItem } from "./record.ts";

/** The SDK's client as it comes, without anything of ours. */
export function bareClient(endpoint: string): DynamoDBClient {
  return new DynamoDBClient({ endpoint, region: local.region, credentials: local.credentials });
}

/** Sends recorded commands again, side by side where they were so. */
export async function replay(client: DynamoDBClient, calls: readonly Call[]): Promise<void> {
  const sent: Promise<unknown>[] = [];
  for (const { command, input, after } of calls) {
    sent.push(Promise.all(after.map((at) => sent[at]!)).then(() => send(client, command, input)));
  }
  await Promise.all(sent);
}

function send(client: DynamoDBClient, command: Call["command"], input: Input): Promise<unknown> {
  switch (command) {
    case "GetItem":
      return client.send(new GetItemCommand(input as never));
    case "BatchGetItem":
      return client.send(new BatchGetItemCommand(input as never));
    case "Query":
      return client.send(new QueryCommand(input as never));
    case "PutItem":
      return client.send(new PutItemCommand(input as never));
    case "UpdateItem":
      return client.send(new UpdateItemCommand(input as never));
    case "DeleteItem":
      return client.send(new DeleteItemCommand(input as never));
    case "TransactWriteItems":
      return client.send(new TransactWriteItemsCommand(input as never));
  }
}

let made = 0;

/**
 * The same commands once more, so that they do the same work: what was inserted is inserted anew, into another company
 * of the same length of name, since the first one's lists and cards must not change by it; what was written over a seen
 * version is written over the present one; what was deleted may be gone.
 */
export function again(calls: readonly Call[], tenant: string, shadow: string): Call[] {
  const mark = `~${(++made).toString(36)}`;
  const write = (action: Input): Input => {
    const condition = (action["ConditionExpression"] ?? "") as string;
    const item = action["Item"] as WireItem | undefined;
    if (!item) return condition.startsWith("attribute_exists") ? { ...action, ConditionExpression: undefined } : action;
    if (condition.startsWith("ver = :seen")) {
      const ExpressionAttributeValues = { ":seen": item["ver"] };
      return { ...action, ConditionExpression: "ver = :seen", ExpressionAttributeValues };
    }
    return { ...action, Item: moved(item, tenant, shadow, mark) };
  };
  return calls.map((call) => {
    if (call.command === "PutItem" || call.command === "DeleteItem") return { ...call, input: write(call.input) };
    if (call.command !== "TransactWriteItems") return call;
    const items = call.input["TransactItems"] as Record<string, Input>[];
    const written = items.map((one) =>
      Object.fromEntries(Object.entries(one).map(([kind, action]) => [kind, write(action)])),
    );
    return { ...call, input: { ...call.input, TransactItems: written } };
  });
}

/** An item under the keys of another company, and of its own there. */
function moved(item: WireItem, tenant: string, shadow: string, mark: string): WireItem {
  const result = { ...item };
  for (const name of ["pk", "cpk", "wpk"]) {
    if (item[name]?.S) result[name] = { S: item[name].S.replace(`T#${tenant}#`, `T#${shadow}#`) };
  }
  for (const name of ["sk", "csk", "wsk"]) if (item[name]?.S) result[name] = { S: item[name].S + mark };
  return result;
}
