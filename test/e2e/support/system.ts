import { spawn, type ChildProcess } from "node:child_process";
import { createWriteStream, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { TestProject } from "vitest/node";
import { checkPorts, freePort } from "#infra/local/ports.ts";
import { output } from "./output.ts";

/** Addresses of the running system, as it prints them. */
export interface RunningSystem {
  web: string;
  /** The inbox: its page, and `/store` for programs. */
  letters: string;
  /** Where its data are, and the address at which it is told what moment it is. */
  dataDir: string;
}

declare module "vitest" {
  interface ProvidedContext {
    system: RunningSystem;
  }
}

const root = fileURLToPath(new URL("../../..", import.meta.url));
const readyWithinMs = 5 * 60_000;

/** Starts the product as `npm start` does, on free ports and with data of its own, and ends it as Ctrl-C does. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const dataDir = mkdtempSync(join(tmpdir(), "prodano-e2e-"));
  mkdirSync(output, { recursive: true });
  const log = createWriteStream(join(output, "system.log"));
  const child = spawn(process.execPath, ["--disable-warning=ExperimentalWarning", "infra/local/start.mjs"], {
    cwd: root,
    env: { ...systemEnvironment(), PORT: String(await fivePorts()), DATA_DIR: dataDir },
  });
  child.stdout.pipe(log, { end: false });
  child.stderr.pipe(log, { end: false });
  project.provide("system", { ...(await whenReady(child)), dataDir });
  return async () => {
    const code = await ended(child);
    log.end();
    rmSync(dataDir, { recursive: true, force: true });
    if (code !== 0) throw new Error(`The system ended with ${code}; see ${log.path.toString()}`);
  };
}

/** What a test run sets for itself is not the system's. */
function systemEnvironment(): NodeJS.ProcessEnv {
  const own = Object.entries(process.env).filter(
    ([name]) => !/^(?:NODE_ENV|TEST|VITEST.*|npm_lifecycle_event)$/.test(name),
  );
  return Object.fromEntries(own) as NodeJS.ProcessEnv;
}

async function fivePorts(): Promise<number> {
  for (;;) {
    const port = await freePort();
    if (port < 65_000 && (await checkPorts(port).catch(() => undefined))) return port;
  }
}

function whenReady(child: ChildProcess): Promise<Omit<RunningSystem, "dataDir">> {
  return new Promise((resolve, reject) => {
    let printed = "";
    const timer = setTimeout(() => fail("The system was not ready in time"), readyWithinMs);
    const fail = (why: string) => {
      clearTimeout(timer);
      child.kill("SIGKILL");
      reject(new Error(`${why}:\n${printed}`));
    };
    const read = (chunk: Buffer) => {
      printed += chunk.toString();
      const web = /^Prodano is ready: (\S+)$/m.exec(printed)?.[1];
      const letters = /^Letters sent: +(\S+)$/m.exec(printed)?.[1];
      if (!web || !letters) return;
      clearTimeout(timer);
      child.off("exit", onExit);
      resolve({ web, letters });
    };
    const onExit = () => fail("The system ended before it was ready");
    child.once("exit", onExit);
    child.stdout?.on("data", read);
    child.stderr?.on("data", read);
  });
}

function ended(child: ChildProcess): Promise<number | null> {
  if (child.exitCode !== null) return Promise.resolve(child.exitCode);
  return new Promise((resolve) => {
    child.once("exit", resolve);
    child.kill("SIGINT");
  });
}
