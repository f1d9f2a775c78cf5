import { randomUUID } from "node:crypto";
import { existsSync } from "node:fs";
import type { Context } from "aws-lambda";
import type { HandlerName } from "#functions/handlers.ts";
import { functions, type FunctionEntry } from "#functions/registry.ts";
import { local } from "./settings.ts";

/** A handler of Lambda. */
export type Handler = (event: unknown, context: Context) => Promise<unknown>;

/** Runs a function by its name, as Lambda does; rejects where the handler does or the function is not there. */
export type Invoke = (name: HandlerName, event: unknown) => Promise<unknown>;

/** Functions that can be run, until they are stopped. */
export interface Functions {
  invoke: Invoke;
  stop(): Promise<void>;
}

/** Loads the handler of a function; rejects in words where the file or its `handler` is missing. */
export async function loadHandler(name: HandlerName): Promise<Handler> {
  const file = new URL(`../../functions/${name}.ts`, import.meta.url);
  if (!existsSync(file)) throw new Error(`functions/${name}.ts does not exist`);
  const { handler } = (await import(file.href)) as { handler?: Handler };
  if (!handler) throw new Error(`functions/${name}.ts exports no handler`);
  return handler;
}

/** Invokes handlers, loading each once, when first needed; every run has its own context with the registry's time. */
export function invoker(load: (name: HandlerName) => Promise<Handler>): Invoke {
  const contexts = new Map(functions.map((entry) => [entry.name, contextOf(entry)]));
  const handlers = new Map<HandlerName, Handler>();
  return async (name, event) => {
    let handler = handlers.get(name);
    if (!handler) handlers.set(name, (handler = await load(name)));
    return handler(event, contexts.get(name)!());
  };
}

/** Makes contexts of one function, with what the handlers read of it. */
function contextOf({ name, memoryMb, timeoutSeconds }: FunctionEntry): () => Context {
  const fixed = {
    callbackWaitsForEmptyEventLoop: true,
    functionName: name,
    functionVersion: "$LATEST",
    invokedFunctionArn: `arn:aws:lambda:${local.region}:${local.account}:function:${name}`,
    memoryLimitInMB: String(memoryMb),
    logGroupName: `/aws/lambda/${name}`,
    logStreamName: "local",
    done: () => undefined,
    fail: () => undefined,
    succeed: () => undefined,
  };
  return () => {
    const until = performance.now() + timeoutSeconds * 1000;
    return {
      ...fixed,
      awsRequestId: randomUUID(),
      getRemainingTimeInMillis: () => Math.max(0, Math.round(until - performance.now())),
    };
  };
}
