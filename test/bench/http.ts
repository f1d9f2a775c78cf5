import { fork } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { queryPaths } from "#functions/query-paths.ts";
import { invoker, loadHandler } from "#infra/local/handlers.ts";
import { httpAnswer, httpEvent } from "#infra/local/http-event.ts";
import { answererOf } from "#infra/local/routes.ts";
import { buildWeb } from "#infra/local/web.ts";
import { fillData, useTable, type FilledData } from "./data.ts";
import { SIZE, type Filled } from "./company.ts";
import { print, quiet, shown } from "./figures.ts";
import type { PlainRequest } from "./lane.ts";
import type { Load, Measured } from "./load.ts";
import { startLocal, type LocalSystem } from "./local.ts";
import { recorderOf, type Call } from "./record.ts";
import { worksOf, type Work } from "./works.ts";

// The production build over HTTP at the size of the comparison, each work beside its bare database calls.

const { values: options } = parseArgs({
  options: {
    /** A data directory to fill once and use again. */
    data: { type: "string" },
    seconds: { type: "string", default: "4" },
  },
});
const CONNECTIONS = 16;
/** Requests whose database calls are recorded: several for each connection. */
const RECORDED = 4 * CONNECTIONS;
const ALONE = 400;
const seconds = Number(options.seconds);
const head = ["work", "ms", "p95", "bare", "ratio", "aim", "16: per s", "ms", "p95", "errors", "bare per s", "aim"];

quiet();
await buildWeb();
const dataDir = options.data ?? mkdtempSync(join(tmpdir(), "prodano-bench-"));
try {
  await bench(await fillData(dataDir));
} finally {
  if (!options.data) rmSync(dataDir, { recursive: true, force: true });
}

async function bench(filled: FilledData): Promise<void> {
  const system = await startLocal(dataDir);
  try {
    const begun = performance.now();
    const headers = { authorization: `Bearer ${filled.apiKey}` };
    const first = await fetch(`${system.endpoint}/api/v1/deals?limit=50`, { headers });
    if (!first.ok) throw new Error(`The first list answered ${first.status}: ${await first.text()}`);
    await first.arrayBuffer();
    const firstListMs = performance.now() - begun;
    const atStart = system.memory();
    const rows: string[][] = [];
    const peak = watchMemory(system);
    let tailMs = 0;
    for (const work of worksOf(filled)) {
      rows.push(rowOf(work, await measure(system, filled, work, headers)));
      tailMs = await system.quiet();
    }
    const most = peak();
    const { clients, deals, entries } = SIZE;
    const size = `${clients} clients, ${deals} deals, ${entries} entries (filled in ${shown(filled.seconds, 0)} s)`;
    print(`Over HTTP: ${size}; medians in ms, bare: the same database calls alone`, head, rows);
    print(
      "The local system as a whole",
      ["figure", "is", "aim"],
      [
        ["ready after, s", shown(system.readyMs / 1000, 2), ""],
        ["first page with 200 after, s", shown(system.firstPageMs / 1000, 2), ""],
        ["first list of 50 (read model loaded), s", shown(firstListMs / 1000, 2), ""],
        ["quiet again after the last create, s", shown(tailMs / 1000), ""],
        ["memory after the start, MB", megabytes(atStart), ""],
        ["memory at most, MB", megabytes(most), "600"],
        ...[...most].map(([name, bytes]) => [`  of it ${name}, MB`, shown(bytes / 1e6, 0), ""]),
      ],
    );
  } finally {
    await system.stop();
  }
}

interface Figures {
  alone: Measured;
  bareAlone: Measured;
  many: Measured;
  bareMany: Measured;
}

/** Alone and at 16 connections, the product and its bare database calls, one after the other. */
async function measure(
  system: LocalSystem,
  filled: Filled,
  work: Work,
  headers: Record<string, string>,
): Promise<Figures> {
  const { port } = system;
  const { tenant, shadow } = filled;
  const requests = [...work.requests];
  // What writes is made once: each part of the measurement takes its own requests.
  const take = (most: number) => (work.repeat ? requests : requests.splice(0, most));
  const endpoint = `http://127.0.0.1:${port + 1}`;
  const some = take(RECORDED);
  const asked = Array.from({ length: RECORDED }, (_, at) => some[at % some.length]!);
  const calls = await recordedCalls(filled, endpoint, asked);
  const http = (connections: number, most: number, limits: { seconds: number; mostEach?: number }) =>
    generate({ kind: "http", port, headers, requests: take(most), repeat: work.repeat, connections, ...limits });
  const bare = (connections: number, limits: { seconds: number; mostEach?: number }) =>
    generate({ kind: "bare", endpoint, tenant, shadow, calls, connections, ...limits });
  await http(1, 100, { seconds: 1, mostEach: 100 });
  const alone = await http(1, ALONE, { seconds, mostEach: ALONE });
  const bareAlone = await bare(1, { seconds, mostEach: ALONE });
  await http(CONNECTIONS, 300, { seconds: 1, mostEach: 18 });
  const many = await http(CONNECTIONS, requests.length, { seconds });
  await system.quiet();
  const bareMany = await bare(CONNECTIONS, { seconds });
  return { alone, bareAlone, many, bareMany };
}

/** The database calls of requests, as the product makes them in this process on the same table, with warm caches. */
async function recordedCalls(filled: Filled, endpoint: string, requests: readonly PlainRequest[]): Promise<Call[][]> {
  useTable(endpoint);
  const recorder = recorderOf(filled.tenant);
  const invoke = invoker(loadHandler);
  const answerer = answererOf(queryPaths);
  const ask = async ({ method, path, body }: PlainRequest) => {
    const headers = { host: "localhost", authorization: `Bearer ${filled.apiKey}`, "content-type": "application/json" };
    const bytes = body && Buffer.from(JSON.stringify(body));
    const event = httpEvent({ method, url: path, headers, body: bytes, sourceIp: "127.0.0.1" });
    const { status, body: answer } = httpAnswer(await invoke(answerer(method, event.rawPath), event));
    if (status >= 400) throw new Error(`${method} ${path} answered ${status}: ${String(answer)}`);
  };
  const recorded: Call[][] = [];
  for (const [at, request] of requests.entries()) {
    const { calls } = await recorder.record(() => ask(request));
    // The first fills the caches.
    if (at > 0) recorded.push(calls);
  }
  return recorded;
}

/** Runs a load in a process of its own. */
function generate(load: Load): Promise<Measured> {
  const child = fork(fileURLToPath(new URL("./load.ts", import.meta.url)), {
    execArgv: ["--disable-warning=ExperimentalWarning"],
  });
  return new Promise((resolve, reject) => {
    child.once("message", (measured) => {
      resolve(measured as Measured);
      child.kill();
    });
    child.once("error", reject);
    child.once("exit", (code) => reject(new Error(`The load generator ended with ${code}`)));
    child.send(load);
  });
}

function rowOf({ name, aimMs, aimPerSecond }: Work, { alone, bareAlone, many, bareMany }: Figures): string[] {
  return [
    name,
    shown(alone.ms, 2),
    shown(alone.p95, 2),
    shown(bareAlone.ms, 2),
    shown(alone.ms / bareAlone.ms, 2),
    aimMs === undefined ? "" : `< ${aimMs}`,
    shown(many.perSecond, 0),
    shown(many.ms),
    shown(many.p95),
    String(alone.errors + many.errors),
    shown(bareMany.perSecond, 0),
    aimPerSecond === undefined ? "" : `${aimPerSecond}`,
  ];
}

/** Looks every half second how much memory the system holds; answers the most when asked. */
function watchMemory(system: LocalSystem): () => Map<string, number> {
  let most = system.memory();
  const timer = setInterval(() => {
    const now = system.memory();
    if (total(now) > total(most)) most = now;
  }, 500);
  return () => {
    clearInterval(timer);
    return most;
  };
}

function total(memory: Map<string, number>): number {
  return [...memory.values()].reduce((sum, bytes) => sum + bytes, 0);
}

function megabytes(memory: Map<string, number>): string {
  return shown(total(memory) / 1e6, 0);
}
