import { randomBytes } from "node:crypto";
import { inject } from "vitest";
import type { HandlerName } from "#functions/handlers.ts";
import { queryPaths } from "#functions/query-paths.ts";
import { startBus } from "#infra/local/bus.ts";
import { memoryCheckpoints } from "#infra/local/checkpoints.ts";
import { clientsOf, type Clients } from "#infra/local/clients.ts";
import { clockEvent } from "#infra/local/clock.ts";
import { invoker, loadHandler, type Handler, type Invoke } from "#infra/local/handlers.ts";
import { httpAnswer, httpEvent, type PlainAnswer } from "#infra/local/http-event.ts";
import { startMailFront, type StoredLetter } from "#infra/local/mail.ts";
import { queueReader } from "#infra/local/queue-reader.ts";
import { deadLetterQueue, ensureBucket, ensureQueues } from "#infra/local/resources.ts";
import { answererOf } from "#infra/local/routes.ts";
import { local, queues, setEnvironment, type Names } from "#infra/local/settings.ts";
import { streamReader } from "#infra/local/stream-reader.ts";
import { ensureTable } from "#infra/local/table.ts";
import type { SharedParts } from "./parts.ts";

/** A request to the API of the engine. */
export interface TestRequest {
  method: string;
  /** Path with its query, from `/api/v1` on. */
  path: string;
  headers?: Record<string, string>;
  /** Text and bytes go as they are; anything else as JSON. */
  body?: unknown;
  /** When it comes; the clock where absent. */
  at?: Date | string;
}

/** The whole product in this process for one test file: own table, bucket and queues over the run's shared parts. */
export interface Engine {
  names: Names;
  clients: Clients;
  /** Origin of the web pages. */
  webUrl: string;
  /** Runs a function on an event of Lambda. */
  invoke: Invoke;
  /** Makes a request to the API, answered by the true handlers, no network in between. */
  request(request: TestRequest): Promise<PlainAnswer>;
  /** The same in the form of `fetch`: the transport of the typed client. */
  fetch(url: string, init: { method: string; headers: Record<string, string>; body?: string }): Promise<Response>;
  /**
   * Delivers what is in the table's stream and in the queues through the true stream function, bus, queues and
   * handlers, and what these cause in turn, until all is quiet. Failed messages come again at once.
   */
  pump(): Promise<void>;
  /** Fires the rule of the minute for a moment; does not pump. */
  tick(at: Date | string): Promise<void>;
  /** Letters to an address, oldest first. */
  inbox(email: string): Promise<StoredLetter[]>;
  /** Bodies of the messages in a queue's dead-letter queue, by the registry's name of the queue. */
  deadLetters(queue: string): Promise<string[]>;
  stop(): Promise<void>;
}

/** What a test may replace. */
export interface EngineOptions {
  /** Handlers instead of the product's own. */
  handlers?: Partial<Record<HandlerName, Handler>>;
  /** Whether failures of queue handlers are printed; true where absent. */
  printFailures?: boolean;
  /** Parts to stand on; those of the run of tests where absent. */
  parts?: SharedParts;
}

/** Starts an engine and sets the environment of this process for the functions; call it before the first request. */
export async function startEngine({
  handlers = {},
  printFailures = true,
  parts = inject("parts"),
}: EngineOptions = {}): Promise<Engine> {
  const webUrl = "http://localhost:3000";
  const prefix = `t${randomBytes(6).toString("hex")}-`;
  const clients = clientsOf(parts);
  const [streamArn, queueUrls] = await Promise.all([
    ensureTable(clients.dynamo, `${prefix}table`),
    ensureQueues(clients.sqs, parts.aws, prefix),
    ensureBucket(clients.s3, `${prefix}files`),
  ]);
  const deliver = (queue: string, ...bodies: string[]) => clients.send(queueUrls.get(queue)!, ...bodies);
  const [bus, mail] = await Promise.all([
    startBus({ port: 0, deliver }),
    startMailFront({ port: 0, mailbox: parts.mailbox, deliver: (body) => deliver("letter-events", body) }),
  ]);
  const names: Names = { table: `${prefix}table`, bucket: `${prefix}files`, bus: `${prefix}bus`, queueUrls };
  const endpoints = { web: webUrl, dynamo: parts.dynamo, aws: parts.aws, mail: mail.endpoint, bus: bus.endpoint };
  setEnvironment(endpoints, names, randomBytes(32).toString("base64url"));

  const invoke = invoker(async (name) => handlers[name] ?? (await loadHandler(name)));
  const answerer = answererOf(queryPaths);
  const stream = streamReader({
    client: clients.streams,
    streamArn,
    checkpoints: memoryCheckpoints(),
    prefix: local.streamPrefix,
    handle: (event) => invoke("stream", event),
    giveUp: (record) => deliver(deadLetterQueue("stream"), JSON.stringify(record)),
  });
  const readers = queues.map((entry) =>
    queueReader({
      client: clients.sqs,
      url: queueUrls.get(entry.queue)!,
      entry,
      handle: (event) => invoke(entry.function.name, event),
      retrySeconds: () => 0,
      onFailure: (error) => {
        if (printFailures) console.error(`${entry.queue} failed`, error);
      },
    }),
  );

  async function pumpOnce(): Promise<void> {
    for (let handled = 1; handled > 0;) {
      handled = await stream.step();
      for (const reader of readers) handled += await reader.step(0);
    }
  }
  let pumping = Promise.resolve();

  async function request({ method, path, headers = {}, body, at }: TestRequest): Promise<PlainAnswer> {
    const plain = typeof body === "string" || Buffer.isBuffer(body);
    const bytes = body === undefined ? undefined : Buffer.from(plain ? body : JSON.stringify(body));
    const lower = Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
    const event = httpEvent({
      method,
      url: path,
      headers: {
        host: "localhost:3000",
        ...(plain || body === undefined ? {} : { "content-type": "application/json" }),
        ...lower,
      },
      body: bytes,
      sourceIp: "127.0.0.1",
    });
    if (at !== undefined) event.requestContext.timeEpoch = new Date(at).getTime();
    return httpAnswer(await invoke(answerer(method, event.rawPath), event));
  }

  return {
    names,
    clients,
    webUrl,
    invoke,
    request,
    async fetch(url, { method, headers, body }) {
      const answer = await request({ method, path: url, headers, ...(body === undefined ? {} : { body }) });
      const answered = new Headers();
      for (const [name, values] of Object.entries(answer.headers)) {
        for (const value of [values].flat()) answered.append(name, value);
      }
      const text = answer.status === 204 ? null : answer.body.toString();
      return new Response(text, { status: answer.status, headers: answered });
    },
    pump: () => (pumping = pumping.catch(() => undefined).then(pumpOnce)),
    async tick(at) {
      await invoke("tick", clockEvent(new Date(at)));
    },
    async inbox(email) {
      const { emails } = (await (await fetch(`${parts.mailbox}/store`)).json()) as { emails: StoredLetter[] };
      return emails.filter(({ destination: { to, cc, bcc } }) =>
        [...to, ...cc, ...bcc].some((one) => one.includes(email)),
      );
    },
    async deadLetters(queue) {
      const answer = await fetch(`${parts.aws}/_fauxqs/queues/${prefix}${deadLetterQueue(queue)}`);
      const { messages } = (await answer.json()) as { messages: { ready: { body: string }[] } };
      return messages.ready.map(({ body }) => body);
    },
    async stop() {
      await Promise.all([bus.stop(), mail.stop()]);
      clients.destroy();
    },
  };
}
