import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Web } from "./front.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));
const webDir = join(root, "web");
/** Written after a whole build; the next build clears its folder before it begins. */
const stamp = join(webDir, ".next", "built-from");

/** What a build is made of, besides the packages that the lock names. */
const sources = ["web", "shared", "package-lock.json"];
const passedOver = new Set([".next", ".open-next", "node_modules", "next-env.d.ts"]);

/** Web pages served in this process, and how to end them. */
export interface RunningWeb extends Web {
  close(): Promise<void>;
}

/** Builds the web where its sources are not those of the last build; the build's own output is shown. */
export async function buildWeb(): Promise<void> {
  const fingerprint = fingerprintOf(sources);
  if (existsSync(stamp) && readFileSync(stamp, "utf8") === fingerprint) return;
  console.log("Building the web ...");
  const next = createRequire(import.meta.url).resolve("next/dist/bin/next");
  const child = spawn(process.execPath, [next, "build", webDir], {
    cwd: root,
    stdio: "inherit",
    env: { ...process.env, NODE_ENV: "production", NEXT_TELEMETRY_DISABLED: "1" },
  });
  const code = await new Promise((resolve, reject) => child.once("exit", resolve).once("error", reject));
  if (code !== 0) throw new Error("The web could not be built");
  writeFileSync(stamp, fingerprint);
}

/** Hash of names and contents: times change with a checkout, contents do not. */
function fingerprintOf(paths: readonly string[]): string {
  const hash = createHash("sha256");
  const add = (path: string) => {
    if (!statSync(join(root, path)).isDirectory()) return hash.update(path).update(readFileSync(join(root, path)));
    for (const name of readdirSync(join(root, path)).sort()) if (!passedOver.has(name)) add(join(path, name));
  };
  for (const path of paths) add(path);
  return hash.digest("hex");
}

/** Serves the web in this process: the production build, or in `dev` the sources, reloaded as they change. */
export async function startWeb({ dev, port }: { dev: boolean; port: number }): Promise<RunningWeb> {
  if (!dev && !existsSync(stamp))
    throw new Error("There is no build of the web: run `npx next build web` or `npm start`");
  process.env["NEXT_TELEMETRY_DISABLED"] = "1";
  const { default: next } = await import("next");
  const app = next({ dev, dir: webDir, hostname: "localhost", port });
  await app.prepare();
  const handle = app.getRequestHandler();
  const upgrade = app.getUpgradeHandler();
  return {
    handle: (request, response) => handle(request, response),
    upgrade: (request, socket, head) => upgrade(request, socket, head),
    close: () => app.close(),
  };
}
