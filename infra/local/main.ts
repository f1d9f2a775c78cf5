import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { functions } from "#functions/registry.ts";
import { runningOn, tellTick } from "./control.ts";
import { invoker, loadHandler, type Functions } from "./handlers.ts";
import { startSystem, type System } from "./system.ts";
import { buildWeb, startWeb } from "./web.ts";

/** Runs a command of the local system: `start`, `dev` or `tick <moment>`. Ends the process with 1 where it fails. */
export async function run(command: string, rest: readonly string[]): Promise<void> {
  const dataDir = resolve(process.env["DATA_DIR"] ?? ".data");
  try {
    if (command === "tick") await tick(dataDir, rest[0]);
    else await start(dataDir, command === "dev");
  } catch (error) {
    console.error(messageOf(error));
    process.exit(1);
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

async function tick(dataDir: string, moment: string | undefined): Promise<void> {
  const at = new Date(moment ?? Date.now());
  if (Number.isNaN(at.getTime())) throw new Error(`${moment} is no moment; write it as 2026-12-01T06:00:00Z`);
  await tellTick(dataDir, at);
  console.log(`The rule of the minute was fired for ${at.toISOString()}`);
}

async function start(dataDir: string, dev: boolean): Promise<void> {
  const port = Number(process.env["PORT"] ?? 3000);
  if (!Number.isInteger(port) || port < 1 || port > 65531) throw new Error("PORT is to be a number from 1 to 65531");
  const running = await runningOn(dataDir);
  if (running) throw new Error(`A system runs on ${dataDir} already: ${running}. Another one needs its own DATA_DIR.`);
  process.env["LOG_REQUESTS"] ??= "0";
  // No text message leaves this machine; `SMS_SENDER=` shows the product as it is without them.
  process.env["SMS_SENDER"] ??= "local";
  if (!dev) await buildWeb();

  const state: { system?: System; ending: boolean } = { ending: false };
  const end = async (code: number) => {
    // Whoever asks twice does not want to wait; the database ends with this process.
    if (state.ending) process.exit(code);
    state.ending = true;
    await state.system?.stop();
    process.exit(code);
  };
  process.on("SIGINT", () => void end(0));
  process.on("SIGTERM", () => void end(0));
  process.on("SIGHUP", () => void end(0));
  process.on("unhandledRejection", (error) => console.error("Unhandled", error));
  endWithParent(() => void end(0));

  state.system = await startSystem({
    port,
    dataDir,
    dynamo: process.env["AWS_ENDPOINT_URL_DYNAMODB"],
    makeFunctions: () => (dev ? reloading() : loaded()),
    makeWeb: (webPort) => startWeb({ dev, port: webPort }),
    onFailure: (what, error) => console.error(`${what}:`, error),
  });
  await announce(state.system, dataDir);
}

/** Loads all functions at once, so that the first request does not wait, and says which are not there. */
async function loaded(): Promise<Functions> {
  for (const { name } of functions) {
    await loadHandler(name).catch((error: unknown) =>
      console.error(`The function ${name} cannot run: ${messageOf(error)}`),
    );
  }
  return { invoke: invoker(loadHandler), stop: async () => undefined };
}

async function reloading(): Promise<Functions> {
  const { reloadingFunctions } = await import("./reload.ts");
  return reloadingFunctions((file) => console.log(`${file} changed: the functions are read anew`));
}

async function announce({ endpoints }: System, dataDir: string): Promise<void> {
  const lines = [`Prodano is ready: ${endpoints.web}`];
  // Loaded only now: its rules read the environment that the system has just set.
  const { ensureDemo } = await import("./demo.ts");
  const { email, password, apiKey } = await ensureDemo(dataDir);
  lines.push(`Demo company:     ${email} / ${password}`, `Demo API key:     ${apiKey}`);
  lines.push(
    `Letters sent:     ${endpoints.mail}`,
    `Texts sent:       ${endpoints.mail}/sms`,
    "Ctrl-C ends it; the data stay.",
  );
  console.log(lines.join("\n"));
}

/** npm may be killed without telling its script: a change among those above this process is the only sign of it. */
function endWithParent(end: () => void): void {
  if (!process.env["npm_lifecycle_event"]) return;
  const above = parents();
  setInterval(() => {
    if (parents() !== above) end();
  }, 500).unref();
}

/** The parent and, where it can be known, its parent: between npm and this process there may be a shell. */
function parents(): string {
  try {
    return `${process.ppid} ${/^PPid:\s+(\d+)/m.exec(readFileSync(`/proc/${process.ppid}/status`, "utf8"))?.[1]}`;
  } catch {
    return String(process.ppid);
  }
}
