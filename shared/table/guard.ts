import type { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";

type Input = Record<string, unknown>;

/** Commands that may run at all; Scan and PartiQL are not among them. */
const allowed = new Set([
  "GetItem",
  "BatchGetItem",
  "Query",
  "PutItem",
  "UpdateItem",
  "DeleteItem",
  "TransactWriteItems",
  "TransactGetItems",
]);

/**
 * Makes a client refuse every command that is not allowed or that touches a key outside the given prefixes,
 * before it leaves the process. The second of three walls between companies; the store's own keys are the first.
 */
export function guard(client: DynamoDBDocumentClient, prefixes: readonly string[]): void {
  client.middlewareStack.add(
    (next, context) => async (args) => {
      const name = String((context as { commandName?: string }).commandName).replace(/Command$/, "");
      check(documentNames[name] ?? name, args.input as Input, prefixes);
      return next(args);
    },
    { step: "initialize", name: "tenantGuard", priority: "high" },
  );
}

const documentNames: Record<string, string> = {
  Get: "GetItem",
  BatchGet: "BatchGetItem",
  Put: "PutItem",
  Update: "UpdateItem",
  Delete: "DeleteItem",
  TransactWrite: "TransactWriteItems",
  TransactGet: "TransactGetItems",
};

/** Throws unless the command is allowed and each key it names begins with one of the prefixes. */
export function check(command: string, input: Input, prefixes: readonly string[]): void {
  if (!allowed.has(command)) throw new Error(`The table guard refuses ${command}`);
  const keys = keysOf(command, input);
  if (keys.length === 0) throw new Error(`The table guard finds no key in ${command}`);
  for (const key of keys) {
    if (typeof key !== "string" || !prefixes.some((prefix) => key.startsWith(prefix))) {
      throw new Error(`The table guard refuses a foreign key in ${command}`);
    }
  }
}

/** Attributes that hold a partition key, of the table or of an index. */
const partitions = ["pk", "cpk", "wpk", "dpk"] as const;

function keysOf(command: string, input: Input): unknown[] {
  switch (command) {
    case "GetItem":
    case "UpdateItem":
    case "DeleteItem":
      return [(input["Key"] as Input)["pk"]];
    case "PutItem":
      return itemKeys(input["Item"] as Input);
    case "Query":
      return [(input["ExpressionAttributeValues"] as Input | undefined)?.[":pk"]];
    case "BatchGetItem":
      return Object.values(input["RequestItems"] as Record<string, { Keys: Input[] }>).flatMap(({ Keys }) =>
        Keys.map((key) => key["pk"]),
      );
    default:
      return (input["TransactItems"] as Record<string, Input>[]).flatMap((item) =>
        Object.values(item).flatMap((action) =>
          action["Item"] ? itemKeys(action["Item"] as Input) : [(action["Key"] as Input)["pk"]],
        ),
      );
  }
}

/** The due index is the platform's: its partitions are days, and hold keys alone. */
function itemKeys(item: Input): unknown[] {
  return partitions
    .filter((name) => item[name] !== undefined)
    .filter((name) => name !== "dpk" || !/^DUE#\d{8}#\d{1,2}$/.test(String(item[name])))
    .map((name) => item[name]);
}
