import { spawn, type ChildProcess } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { checkPorts } from "#infra/local/ports.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));

/** The local system in processes of its own, as `npm start` runs it. */
export interface LocalSystem {
  port: number;
  endpoint: string;
  /** Milliseconds from the start of the process to its word that it is ready. */
  readyMs: number;
  /** Milliseconds from the start of the process to the first page answered with 200. */
  firstPageMs: number;
  /** Memory that its processes hold now, in bytes, by name. */
  memory: () => Map<string, number>;
  /** Waits until its processes have little to do; answers the milliseconds waited. */
  quiet: () => Promise<number>;
  stop: () => Promise<void>;
}

/** Starts the system on a data directory and free ports; rejects with what it said where it does not get ready. */
export async function startLocal(dataDir: string): Promise<LocalSystem> {
  const port = await freePorts();
  const endpoint = `http://localhost:${port}`;
  const started = performance.now();
  const child = spawn(process.execPath, startArguments(), {
    cwd: root,
    env: {
      ...process.env,
      PORT: String(port),
      DATA_DIR: dataDir,
      AWS_ENDPOINT_URL_DYNAMODB: undefined,
      LOG_REQUESTS: "0",
    },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const page = firstPage(`${endpoint}/`, started, child);
  const readyMs = await ready(child, started);
  const pid = child.pid!;
  return {
    port,
    endpoint,
    readyMs,
    firstPageMs: await page,
    memory: () => memoryOf(pid),
    quiet: () => quietOf(pid),
    async stop() {
      const gone = new Promise((resolve) => child.once("exit", resolve));
      child.kill("SIGTERM");
      await gone;
    },
  };
}

async function freePorts(): Promise<number> {
  for (let first = 41_000; first < 48_000; first += 10) {
    const free = await checkPorts(first).catch(() => undefined);
    if (free) return first;
  }
  throw new Error("No five free ports in a row from 41000 to 48000");
}

/** What `npm start` gives Node, without npm between: its process would be measured too. */
function startArguments(): string[] {
  const { scripts } = JSON.parse(readFileSync(`${root}/package.json`, "utf8")) as { scripts: { start: string } };
  return scripts.start.split(" ").slice(1);
}

function ready(child: ChildProcess, started: number): Promise<number> {
  return new Promise((resolve, reject) => {
    let told = "";
    const hear = (text: Buffer) => {
      told = (told + text.toString()).slice(-4000);
      if (told.includes("Prodano is ready")) resolve(performance.now() - started);
    };
    child.stdout?.on("data", hear);
    child.stderr?.on("data", hear);
    child.once("exit", (code) => reject(new Error(`The system ended with ${code} before it was ready:\n${told}`)));
  });
}

async function firstPage(url: string, started: number, child: ChildProcess): Promise<number> {
  while (child.exitCode === null) {
    const answer = await fetch(url).catch(() => undefined);
    await answer?.arrayBuffer();
    if (answer?.ok) return performance.now() - started;
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  return Number.NaN;
}

interface Process {
  pid: number;
  parent: number;
  name: string;
  /** Processor time used, in ticks of 10 ms. */
  ticks: number;
}

/** A process and those below it. */
function treeOf(pid: number): Process[] {
  const all = readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => processOf(Number(name)));
  const tree = all.filter((one) => one.pid === pid);
  for (const one of tree) tree.push(...all.filter(({ parent }) => parent === one.pid));
  return tree;
}

/** What Linux tells of a process (proc(5), stat); nothing when it has just ended. */
function processOf(pid: number): Process[] {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    const name = stat.slice(stat.indexOf("(") + 1, stat.lastIndexOf(")"));
    return [{ pid, parent: Number(fields[1]), name, ticks: Number(fields[11]) + Number(fields[12]) }];
  } catch {
    return [];
  }
}

function memoryOf(pid: number): Map<string, number> {
  const memory = new Map<string, number>();
  for (const one of treeOf(pid)) {
    try {
      const status = readFileSync(`/proc/${one.pid}/status`, "utf8");
      const bytes = Number(/^VmRSS:\s+(\d+) kB/m.exec(status)?.[1] ?? 0) * 1024;
      memory.set(one.name, (memory.get(one.name) ?? 0) + bytes);
    } catch {
      // Ended in between: it holds nothing any more.
    }
  }
  return memory;
}

/** Quiet is two seconds in a row with less than a tenth of a processor used; two minutes at most are waited. */
async function quietOf(pid: number): Promise<number> {
  const started = performance.now();
  const used = () => treeOf(pid).reduce((sum, { ticks }) => sum + ticks, 0);
  let before = used();
  for (let calm = 0; calm < 2 && performance.now() - started < 120_000;) {
    await new Promise((resolve) => setTimeout(resolve, 1000));
    const now = used();
    calm = now - before < 10 ? calm + 1 : 0;
    before = now;
  }
  return Math.max(0, performance.now() - started - 2000);
}
