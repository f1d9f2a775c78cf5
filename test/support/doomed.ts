import { fork } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer, request, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import type { HandlerName } from "#functions/handlers.ts";

/** When a worker is killed: at so many transactions, before the database has it, before the worker has the answer, or after. */
export interface Moment {
  transaction: number;
  when: "before" | "unanswered" | "after";
}

/** What came of a message: how long it took and how much memory its process had at most. */
export interface Outcome {
  end: "handled" | "killed" | "failed";
  ms: number;
  peakMb: number;
}

/** Runs functions in processes that are killed at given moments. */
export interface Doomed {
  /** Gives an event to a new process of a function; answers whether it lived to handle it. */
  run(name: HandlerName, event: object, moment?: Moment): Promise<Outcome>;
  stop(): Promise<void>;
}

const childOf = (name: string) => `
import { handler } from "./${name}.mjs";
process.once("message", async (event) => {
  const began = performance.now();
  const context = { awsRequestId: String(process.pid), getRemainingTimeInMillis: () => began + 840_000 - performance.now() };
  const { batchItemFailures = [] } = await handler(event, context);
  const end = batchItemFailures.length === 0 ? "handled" : "failed";
  const figures = { ms: performance.now() - began, peakMb: process.resourceUsage().maxRSS / 1024 };
  process.send({ end, ...figures }, () => process.exit());
});
process.send("ready");
`;

/**
 * Bundles the functions once, so that a process of one begins fast, and puts a proxy between it and the database: it
 * counts transactions and kills by SIGKILL, so a moment is the same on a fast machine and on a slow one.
 */
export async function doomedWorkers(database: string, names: readonly HandlerName[]): Promise<Doomed> {
  const directory = mkdtempSync(join(tmpdir(), "prodano-doomed-"));
  await build({
    entryPoints: names.map((name) => fileURLToPath(new URL(`../../functions/${name}.ts`, import.meta.url))),
    outdir: directory,
    outExtension: { ".js": ".mjs" },
    bundle: true,
    format: "esm",
    platform: "node",
    target: "node22",
    mainFields: ["module", "main"],
    banner: { js: 'import{createRequire}from"node:module";const require=createRequire(import.meta.url);' },
    logLevel: "error",
  });
  for (const name of names) writeFileSync(join(directory, `${name}-worker.mjs`), childOf(name));
  let doom: { moment: Moment; kill: () => void } | undefined;
  let transactions = 0;
  const proxy = createServer(
    (incoming, outgoing) =>
      void pass(database, incoming, outgoing, () => {
        transactions++;
        return doom?.moment.transaction === transactions ? doom : undefined;
      }),
  );
  const port = await new Promise<number>((resolve) => {
    proxy.listen(0, "127.0.0.1", () => resolve((proxy.address() as { port: number }).port));
  });
  const env = { ...process.env, AWS_ENDPOINT_URL_DYNAMODB: `http://127.0.0.1:${port}` };

  return {
    run: (name, event, moment) =>
      new Promise((resolve) => {
        const worker = fork(join(directory, `${name}-worker.mjs`), {
          env,
          stdio: ["ignore", "ignore", "inherit", "ipc"],
        });
        let outcome: Outcome = { end: "killed", ms: Number.NaN, peakMb: Number.NaN };
        transactions = 0;
        doom = moment && { moment, kill: () => void worker.kill("SIGKILL") };
        worker.on("message", (told) => {
          if (told === "ready") worker.send(event);
          else outcome = told as Outcome;
        });
        worker.once("exit", () => resolve(outcome));
      }),
    async stop() {
      await closed(proxy);
      rmSync(directory, { recursive: true, force: true });
    },
  };
}

/** Hands a request on to the database; a worker whose moment has come does not see its answer. */
async function pass(
  database: string,
  incoming: IncomingMessage,
  outgoing: ServerResponse,
  next: () => { moment: Moment; kill: () => void } | undefined,
): Promise<void> {
  const body: Buffer[] = [];
  for await (const chunk of incoming) body.push(chunk as Buffer);
  const doom = String(incoming.headers["x-amz-target"]).endsWith("TransactWriteItems") ? next() : undefined;
  if (doom?.moment.when === "before") {
    doom.kill();
    return;
  }
  const { host: _host, connection: _connection, ...headers } = incoming.headers;
  const onward = request(database, { method: "POST", headers }, (answer) => {
    if (doom?.moment.when === "unanswered") {
      answer.resume();
      doom.kill();
      return;
    }
    outgoing.writeHead(answer.statusCode ?? 500, answer.headers);
    answer.pipe(outgoing);
    if (doom) outgoing.once("finish", () => setTimeout(doom.kill, Math.random() * 20));
  });
  onward.on("error", () => outgoing.destroy());
  onward.end(Buffer.concat(body));
}

function closed(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}
