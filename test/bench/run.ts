import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { cpus, tmpdir, totalmem } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

// Every measurement, one after the other; the company is filled once for all of them.

const { model = "an unknown processor" } = cpus()[0] ?? {};
process.stdout.write(
  `${cpus().length} × ${model}, ${(totalmem() / 2 ** 30).toFixed(0)} GB, Node ${process.versions.node}, ${new Date().toISOString()}\n`,
);
const dataDir = mkdtempSync(join(tmpdir(), "prodano-bench-"));
const scripts = [
  ["functions"],
  ["api"],
  ["import"],
  ["web", "--data", dataDir],
  // Last: it writes into the company.
  ["http", "--data", dataDir],
] as const;
const failed: string[] = [];
try {
  for (const [name, ...rest] of scripts) {
    const code = await run(name, rest);
    if (code !== 0) failed.push(name);
  }
} finally {
  rmSync(dataDir, { recursive: true, force: true });
}
if (failed.length > 0) {
  process.stderr.write(`Not measured: ${failed.join(", ")}\n`);
  process.exitCode = 1;
}

function run(name: string, rest: readonly string[]): Promise<number | null> {
  const script = fileURLToPath(new URL(`./${name}.ts`, import.meta.url));
  const child = spawn(process.execPath, ["--disable-warning=ExperimentalWarning", script, ...rest], {
    stdio: "inherit",
  });
  return new Promise((resolve, reject) => {
    child.once("exit", resolve);
    child.once("error", reject);
  });
}
