import middy, { type MiddlewareObj } from "@middy/core";
import type { Context, SQSBatchResponse, SQSEvent, SQSRecord } from "aws-lambda";
import * as z from "zod";
import type { Caller } from "#shared/caller.ts";
import { Problem } from "#shared/errors.ts";
import type { Envelope, EventDefinition, PayloadOf } from "#shared/events.ts";
import { log, stackOf } from "./log.ts";
import { sendMessage } from "./queues.ts";
import { systemCaller } from "./system.ts";

/** A message that no retry will mend: thrown by a worker, it goes to the dead-letter queue at once. */
export class Poison extends Error {
  constructor(reason: string, options?: ErrorOptions) {
    super(reason, options);
    this.name = "Poison";
  }
}

/** An event of EventBridge as a queue carries it, around our envelope. */
const BusEvent = z.object({
  "detail-type": z.string(),
  time: z.string(),
  detail: z.object({
    id: z.string(),
    name: z.string(),
    v: z.int(),
    at: z.string(),
    tenant: z.string(),
    actor: z.string(),
    entity: z.object({ kind: z.string(), id: z.string(), ver: z.int() }),
    payload: z.unknown(),
  }),
});

/** Events a process remembers as handled; one that another process meets again meets the record's own `ver`. */
const REMEMBERED = 10_000;

/** What a subscriber does with an event. */
type Handle<D extends EventDefinition> = (
  caller: Caller,
  envelope: Envelope<PayloadOf<D>>,
  context: Context,
) => Promise<void>;

/** An event with what is done at it, made by {@link on}. */
export interface Subscription {
  name: string;
  /** Checks the payload, which `Poison` refuses, and answers what is to be done. */
  read(envelope: Envelope): (caller: Caller, context: Context) => Promise<void>;
}

/** Says what is done at an event; `handle` re-reads the record and must bear a repeat. */
export function on<D extends EventDefinition>(definition: D, handle: Handle<D>): Subscription {
  return {
    name: definition.name,
    read(envelope) {
      const payload = definition.payload.safeParse(envelope.payload);
      if (!payload.success) throw new Poison("not_the_payload");
      const read = { ...envelope, payload: payload.data as PayloadOf<D> };
      return (caller, context) => handle(caller, read, context);
    },
  };
}

/**
 * The handler of a subscriber: each message of its queue is read, checked and handled on its own, as the company's
 * `system` with the actor of the envelope. Only what failed comes again; a broken message and one of a company that
 * is not there go to the dead-letter queue at once. `handle` re-reads the record and must bear a repeat.
 * @param queue name of its queue in the registry
 */
export function subscribe<D extends EventDefinition>(queue: string, definition: D, handle: Handle<D>) {
  return subscribeAll(queue, [on(definition, handle)]);
}

/** The handler of a subscriber of several events that share a queue; what {@link subscribe} says of one holds for each. */
export function subscribeAll(queue: string, subscriptions: readonly Subscription[]) {
  const byName = new Map(subscriptions.map((one) => [one.name, one]));
  const seen = new Set<string>();
  return consume(queue, async (body, record, context) => {
    const event = BusEvent.safeParse(body);
    const subscription = event.success ? byName.get(event.data.detail.name) : undefined;
    if (!event.success || !subscription) throw new Poison("not_an_event");
    const { time, detail: envelope } = event.data;
    const run = subscription.read(envelope);
    if (seen.has(envelope.id)) return;
    const caller = await callerOf(envelope, time, record.messageId);
    await run(caller, context);
    seen.add(envelope.id);
    if (seen.size > REMEMBERED) seen.delete(seen.values().next().value!);
  });
}

/**
 * The handler of a worker on any queue: `handle` is given the parsed JSON of one message at a time.
 * A message that is no JSON, or that `handle` calls {@link Poison}, goes to the dead-letter queue at once.
 */
export function consume(queue: string, handle: (body: unknown, record: SQSRecord, context: Context) => Promise<void>) {
  return middy<SQSEvent, SQSBatchResponse>()
    .use(failures(queue))
    .handler(async (event: SQSEvent, context: Context): Promise<SQSBatchResponse> => {
      const failed = await Promise.all(event.Records.map((record) => attempt(queue, record, context, handle)));
      return {
        batchItemFailures: event.Records.filter((_, index) => failed[index]).map(({ messageId }) => ({
          itemIdentifier: messageId,
        })),
      };
    });
}

/** Handles one message; true when it shall come again. */
async function attempt(
  queue: string,
  record: SQSRecord,
  context: Context,
  handle: (body: unknown, record: SQSRecord, context: Context) => Promise<void>,
): Promise<boolean> {
  try {
    await handle(parse(record.body), record, context);
    return false;
  } catch (error) {
    const poison = error instanceof Poison;
    log("error", poison ? "poison" : "message_failed", {
      queue,
      messageId: record.messageId,
      reason: poison ? error.message : undefined,
      stack: stackOf(error),
    });
    return poison ? !(await buried(queue, record)) : true;
  }
}

function parse(body: string): unknown {
  try {
    return JSON.parse(body) as unknown;
  } catch (cause) {
    throw new Poison("not_json", { cause });
  }
}

/** Whose system handles it. Its clock is never before the event's: a tick by hand may run ahead of the machine. */
export async function callerOf(
  { tenant, actor }: { tenant: string; actor?: string },
  time: string,
  requestId: string,
): Promise<Caller> {
  const now = new Date(Math.max(Date.now(), Date.parse(time) || 0)).toISOString();
  try {
    return await systemCaller(tenant, now, requestId, actor);
  } catch (error) {
    if (error instanceof Problem && error.code === "not_found") throw new Poison("no_such_company", { cause: error });
    throw error;
  }
}

/** Puts a message into the dead-letter queue itself; where that fails, the queue does it after its retries. */
async function buried(queue: string, record: SQSRecord): Promise<boolean> {
  try {
    await sendMessage(`${queue}-dead`, record.body);
    return true;
  } catch (error) {
    log("error", "not_buried", { queue, messageId: record.messageId, stack: stackOf(error) });
    return false;
  }
}

/** Logs what broke outside any single message; Lambda then gives the whole batch again. */
function failures(queue: string): MiddlewareObj<SQSEvent, SQSBatchResponse> {
  return {
    onError({ error }) {
      log("error", "batch_failed", { queue, stack: stackOf(error) });
    },
  };
}
