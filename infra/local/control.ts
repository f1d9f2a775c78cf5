import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { readBody, serveLocally, type Part } from "./server.ts";

/** A header that no page of a browser can send here without asking first, and nobody answers that question. */
const OWN = "x-prodano-control";

/** Where a running system of a data directory can be told something. */
interface Running {
  control: string;
  web: string;
}

const fileOf = (dataDir: string) => join(dataDir, "running.json");

/** The web address of the system that runs on a data directory; undefined where none does. */
export async function runningOn(dataDir: string): Promise<string | undefined> {
  const running = read(dataDir);
  if (!running) return undefined;
  const alive = await fetch(running.control, { headers: { [OWN]: "1" } }).catch(() => undefined);
  return alive?.ok ? running.web : undefined;
}

/** Tells the running system to fire the rule of the minute for a moment; answers when the function has ended. */
export async function tellTick(dataDir: string, at: Date): Promise<void> {
  const running = read(dataDir);
  const answer =
    running &&
    (await fetch(running.control, { method: "POST", headers: { [OWN]: "1" }, body: at.toISOString() }).catch(
      () => undefined,
    ));
  if (!answer) throw new Error(`No system runs on ${dataDir}: start one with \`npm start\``);
  if (!answer.ok) throw new Error(await answer.text());
}

/** Listens for {@link tellTick}, and notes in the data directory where. */
export async function startControl(options: {
  dataDir: string;
  web: string;
  tick(at: Date): Promise<void>;
}): Promise<Part> {
  const part = await serveLocally(0, async (request, response) => {
    if (request.headers[OWN] !== "1") return void response.writeHead(403).end();
    if (request.method === "GET") return void response.end("running");
    const at = new Date(String(await readBody(request, 100)));
    try {
      await options.tick(at);
      response.end("done");
    } catch (error) {
      response.writeHead(500).end(`The tick failed: ${error instanceof Error ? error.message : String(error)}`);
    }
  });
  const file = fileOf(options.dataDir);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, JSON.stringify({ control: part.endpoint, web: options.web } satisfies Running));
  return {
    endpoint: part.endpoint,
    async stop() {
      rmSync(file, { force: true });
      await part.stop();
    },
  };
}

function read(dataDir: string): Running | undefined {
  try {
    return JSON.parse(readFileSync(fileOf(dataDir), "utf8")) as Running;
  } catch {
    return undefined;
  }
}
