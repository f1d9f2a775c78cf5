import { ScanCommand, type AttributeValue } from "@aws-sdk/client-dynamodb";
import { unmarshall } from "@aws-sdk/util-dynamodb";
import type { Engine } from "./engine.ts";

/** Every item of the engine's table, read past the product's own guard. */
export async function everyItem({
  clients,
  names,
}: Pick<Engine, "clients" | "names">): Promise<Record<string, unknown>[]> {
  const items: Record<string, unknown>[] = [];
  let ExclusiveStartKey: Record<string, AttributeValue> | undefined;
  do {
    const answer = await clients.dynamo.send(
      new ScanCommand({
        TableName: names.table,
        ConsistentRead: true,
        ...(ExclusiveStartKey ? { ExclusiveStartKey } : {}),
      }),
    );
    items.push(...(answer.Items ?? []).map((item) => unmarshall(item)));
    ExclusiveStartKey = answer.LastEvaluatedKey;
  } while (ExclusiveStartKey);
  return items;
}
