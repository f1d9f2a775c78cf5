import type { AttributeValue } from "@aws-sdk/client-dynamodb";
import { platformClient, tenantClient } from "#shared/table/client.ts";

/** Input of a command as it goes over the wire. */
export type Input = Record<string, unknown>;

/** An item as it goes over the wire. */
export type WireItem = Record<string, AttributeValue>;

/** A command that the product sent, and which of those sent before had ended by then. */
export interface Call {
  command: "GetItem" | "BatchGetItem" | "Query" | "PutItem" | "UpdateItem" | "DeleteItem" | "TransactWriteItems";
  input: Input;
  after: number[];
}

/** Watches what the product sends to the table. */
export interface Recorder {
  /** Runs the work and answers the commands it sent, in the order they were sent. Not for several at once. */
  record<T>(work: () => Promise<T>): Promise<{ result: T; calls: Call[] }>;
}

const names: Record<string, Call["command"]> = {
  Get: "GetItem",
  BatchGet: "BatchGetItem",
  Query: "Query",
  Put: "PutItem",
  Update: "UpdateItem",
  Delete: "DeleteItem",
  TransactWrite: "TransactWriteItems",
};

/** A recorder of what is sent for a company, and for the platform, by the product's own clients in this process. */
export function recorderOf(tenant: string): Recorder {
  let calls: Call[] = [];
  let ended: number[] = [];
  for (const client of [tenantClient(tenant), platformClient()]) {
    client.middlewareStack.add(
      (next, context) => async (args) => {
        const known = calls;
        const name = String((context as { commandName?: string }).commandName).replace(/(Item|Items)?Command$/, "");
        const at = known.push({ command: names[name]!, input: args.input as Input, after: [...ended] }) - 1;
        const answer = await next(args);
        if (known === calls) ended.push(at);
        return answer;
      },
      // Behind the serializer: what is seen here is marshalled.
      { step: "serialize", priority: "low", name: "benchRecorder", override: true },
    );
  }
  return {
    async record(work) {
      calls = [];
      ended = [];
      const result = await work();
      return { result, calls };
    },
  };
}
