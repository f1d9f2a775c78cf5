import { mkdirSync } from "node:fs";
import type { Server } from "node:http";
import { findPackageJSON } from "node:module";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import { buildApp } from "fauxqs";
import { browserRules, postRules, type App } from "./bucket-rules.ts";
import { local } from "./settings.ts";

type Stores = NonNullable<NonNullable<Parameters<typeof buildApp>[0]>["stores"]>;
type QueuePersistence = NonNullable<Stores["sqsStore"]["persistence"]>;
type FilePersistence = NonNullable<Stores["s3Store"]["persistence"]>;

/** The classes inside fauxqs: its own start knows no address but 0.0.0.0, so its parts are put together here. */
interface Inside {
  SqsStore: new () => Stores["sqsStore"];
  SnsStore: new () => Stores["snsStore"];
  S3Store: new () => Stores["s3Store"];
  PersistenceManager: new (directory: string) => QueuePersistence;
  FileS3Persistence: new (directory: string) => FilePersistence & {
    loadS3(store: Stores["s3Store"]): void;
    close(): void;
  };
}

/** What is used of the server of fauxqs besides its hooks. */
interface Listener {
  server: Server;
  removeContentTypeParser(type: string): void;
  addContentTypeParser(
    type: string,
    options: { parseAs: "buffer"; bodyLimit: number },
    parser: (request: unknown, body: Buffer, done: (error: null, body: Buffer) => void) => void,
  ): void;
  addHook(name: "preClose", hook: (done: () => void) => void): void;
  listen(options: { port: number; host: string }): Promise<string>;
  close(): Promise<void>;
}

/** The largest body of a request: a file of an import with its form. */
const MOST_BODY_BYTES = 64 * 1024 * 1024;

/** Running SQS, SNS and S3 under one address. */
export interface AwsParts {
  endpoint: string;
  stop(): Promise<void>;
}

/**
 * Starts SQS, SNS and S3 on 127.0.0.1. With a directory all that is accepted is on disk before the answer and
 * survives a kill; without one it is in memory. Messages that were being handled when the system ended are visible
 * again at once: no consumer of theirs can be alive.
 * @param options.webOrigins origins of pages that may read and post files
 */
export async function startAwsParts(options: {
  port: number;
  dataDir?: string;
  webOrigins: readonly string[];
}): Promise<AwsParts> {
  const inside = await loadInside();
  const stores: Stores = {
    sqsStore: new inside.SqsStore(),
    snsStore: new inside.SnsStore(),
    s3Store: new inside.S3Store(),
  };
  const kept = options.dataDir === undefined ? [] : persist(inside, stores, options.dataDir);
  const app = buildApp({ logger: false, defaultRegion: local.region, stores }) as App & Listener;
  app.removeContentTypeParser("*");
  app.addContentTypeParser("*", { parseAs: "buffer", bodyLimit: MOST_BODY_BYTES }, (_request, body, done) =>
    done(null, body),
  );
  browserRules(app, options.webOrigins);
  postRules(app);
  app.addHook("preClose", (done) => {
    for (const part of kept) part.close();
    done();
  });
  await app.listen({ port: options.port, host: "127.0.0.1" });
  const address = app.server.address();
  const port = typeof address === "object" && address ? address.port : options.port;
  return {
    endpoint: `http://127.0.0.1:${port}`,
    stop: () => app.close(),
  };
}

async function loadInside(): Promise<Inside> {
  const dist = join(dirname(findPackageJSON("fauxqs", import.meta.url)!), "dist");
  const files = ["sqs/sqsStore.js", "sns/snsStore.js", "s3/s3Store.js", "persistence.js", "s3/fileS3Persistence.js"];
  const modules = await Promise.all(
    files.map((file) => import(pathToFileURL(join(dist, file)).href) as Promise<Partial<Inside>>),
  );
  return Object.assign({}, ...modules) as Inside;
}

function persist(inside: Inside, stores: Stores, directory: string): { close(): void }[] {
  mkdirSync(directory, { recursive: true });
  const queueData = new inside.PersistenceManager(directory);
  const fileData = new inside.FileS3Persistence(join(directory, "files"));
  // A kill of the process loses nothing without a flush of the disk at every message.
  (Reflect.get(queueData, "db") as { exec(sql: string): void }).exec("PRAGMA synchronous = NORMAL");
  // It would break a rule of its own table. On disk such a message stays in work, which the next start ends.
  queueData.updateMessageReady = () => undefined;
  // Loading comes before the stores know where they write, or loading would write.
  queueData.loadSqsAndSns(stores.sqsStore, stores.snsStore);
  fileData.loadS3(stores.s3Store);
  stores.sqsStore.persistence = queueData;
  stores.snsStore.persistence = queueData;
  stores.s3Store.persistence = fileData;
  for (const queue of stores.sqsStore.allQueues()) {
    queue.persistence = queueData;
    for (const handle of [...queue.inflightMessages.keys()]) queue.changeVisibility(handle, 0);
  }
  return [queueData, fileData];
}
