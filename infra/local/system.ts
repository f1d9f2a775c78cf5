import { randomBytes } from "node:crypto";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { queryPaths } from "#functions/query-paths.ts";
import { functions } from "#functions/registry.ts";
import { startAwsParts } from "./aws-parts.ts";
import { startBus } from "./bus.ts";
import { fileCheckpoints } from "./checkpoints.ts";
import { clientsOf } from "./clients.ts";
import { clockEvent } from "./clock.ts";
import { startControl } from "./control.ts";
import { startDynamo } from "./dynamo.ts";
import { startFront, type FrontOptions } from "./front.ts";
import type { Functions } from "./handlers.ts";
import { clockLoop, queueLoop, streamLoop } from "./loops.ts";
import { startMailbox, startMailFront } from "./mail.ts";
import { checkPorts } from "./ports.ts";
import { queueReader } from "./queue-reader.ts";
import { deadLetterQueue, ensureBucket, ensureQueues } from "./resources.ts";
import { answererOf } from "./routes.ts";
import { local, queues, setEnvironment, type Endpoints } from "./settings.ts";
import { streamReader } from "./stream-reader.ts";
import { ensureTable } from "./table.ts";

/** How a system is started. */
export interface SystemOptions {
  /** Port of the web; the parts take the four after it. */
  port: number;
  dataDir: string;
  /** Address of a database started by somebody else; where absent one is started here. */
  dynamo?: string | undefined;
  /** Makes what runs the functions, once the environment of this process is what they read. */
  makeFunctions: () => Promise<Functions>;
  /** Makes what serves the pages, after the functions. */
  makeWeb: (port: number) => Promise<FrontOptions["web"] & { close(): Promise<void> }>;
  onFailure: (what: string, error: unknown) => void;
}

/** A running system. */
export interface System {
  endpoints: Endpoints;
  /** Ends all, the last started first; what is in work gets a while, what is not done is done after the next start. */
  stop(): Promise<void>;
}

interface Stoppable {
  stop(): Promise<unknown>;
}

/** How long each part may take to end what is in work. */
const END_MS = 5_000;

/** Longest wait before a failed message comes again; on AWS it waits for its visibility timeout. */
const LONGEST_RETRY_SECONDS = 30;

/** Starts every part of the product on 127.0.0.1; where one fails, those already started are ended. */
export async function startSystem(options: SystemOptions): Promise<System> {
  const started: Stoppable[] = [];
  const keep = <P extends Stoppable>(part: P): P => {
    started.push(part);
    return part;
  };
  const stop = async () => {
    for (const part of started.reverse()) await soon(part.stop());
  };
  try {
    return { endpoints: await start(options, keep), stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function start(options: SystemOptions, keep: <P extends Stoppable>(part: P) => P): Promise<Endpoints> {
  const { port, dataDir, makeFunctions, makeWeb, onFailure } = options;
  const [webPort, dynamoPort, awsPort, mailPort, busPort] = await checkPorts(port);
  const web = `http://localhost:${webPort}`;
  mkdirSync(dataDir, { recursive: true });

  const checkpoints = fileCheckpoints(join(dataDir, "stream.json"));
  const dynamoOptions = { file: join(dataDir, "table.db"), port: dynamoPort, handled: checkpoints.handled() };
  const dynamo = options.dynamo ?? keep(await startDynamo(dynamoOptions)).endpoint;
  const webOrigins = [web, `http://127.0.0.1:${webPort}`];
  const aws = keep(await startAwsParts({ port: awsPort, dataDir: join(dataDir, "aws"), webOrigins })).endpoint;
  const clients = clientsOf({ dynamo, aws });
  keep({ stop: async () => clients.destroy() });
  const [streamArn, queueUrls] = await Promise.all([
    ensureTable(clients.dynamo, local.table),
    ensureQueues(clients.sqs, aws),
    ensureBucket(clients.s3, local.bucket),
  ]);
  const deliver = (queue: string, ...bodies: string[]) => clients.send(queueUrls.get(queue)!, ...bodies);
  const mailbox = keep(await startMailbox()).endpoint;
  const mail = keep(
    await startMailFront({ port: mailPort, mailbox, deliver: (body) => deliver("letter-events", body) }),
  ).endpoint;
  const bus = keep(await startBus({ port: busPort, deliver })).endpoint;

  const endpoints: Endpoints = { web, dynamo, aws, mail, bus };
  const names = { table: local.table, bucket: local.bucket, bus: local.bus, queueUrls };
  setEnvironment(endpoints, names, masterSecretIn(dataDir));
  const { invoke } = keep(await makeFunctions());

  const stream = streamLoop(
    streamReader({
      client: clients.streams,
      streamArn,
      checkpoints,
      prefix: local.streamPrefix,
      handle: (event) => invoke("stream", event),
      giveUp: (record) => deliver(deadLetterQueue("stream"), JSON.stringify(record)),
    }),
    (error) => onFailure("stream", error),
  );
  const loops = queues.map((entry) =>
    queueLoop(
      queueReader({
        client: clients.sqs,
        url: queueUrls.get(entry.queue)!,
        entry,
        handle: (event) => invoke(entry.function.name, event),
        retrySeconds: (received) => Math.min(2 ** (received - 1), LONGEST_RETRY_SECONDS),
        onFailure: (error) => onFailure(entry.queue, error),
      }),
      () => stream.wake(),
      (error) => onFailure(entry.queue, error),
    ),
  );
  const fire = async (at: Date) => {
    await invoke("tick", clockEvent(at));
    stream.wake();
  };
  const clocks = functions.flatMap(({ trigger }) =>
    trigger.kind === "schedule"
      ? [clockLoop(trigger.rateMinutes, (at) => fire(at).catch((error: unknown) => onFailure("tick", error)))]
      : [],
  );
  keep({ stop: () => Promise.all([...clocks, ...loops, stream].map((loop) => loop.stop())) });

  const pages = await makeWeb(webPort);
  keep({ stop: () => pages.close() });
  const onWrite = () => stream.wake();
  const front = keep(
    await startFront({ port: webPort, answererOf: answererOf(queryPaths), invoke, web: pages, onWrite }),
  );
  keep(await startControl({ dataDir, web: front.endpoint, tick: fire }));
  return endpoints;
}

/** Waits for what ends, but not for ever. */
async function soon(ending: Promise<unknown>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  await Promise.race([ending, new Promise((resolve) => (timer = setTimeout(resolve, END_MS)))]);
  clearTimeout(timer);
}

/** The master secret of this data directory, made once; only its owner can read it. */
function masterSecretIn(dataDir: string): string {
  const file = join(dataDir, "master-secret");
  try {
    return readFileSync(file, "utf8");
  } catch {
    const secret = randomBytes(32).toString("base64url");
    writeFileSync(file, secret, { mode: 0o600, flag: "wx" });
    return secret;
  }
}
