import { execFile } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { promisify } from "node:util";
import { buildFunctions } from "#infra/build.ts";
import { journey } from "#test/capacity/journey.ts";
import { checked, requestFor } from "#test/capacity/step.ts";
import { startEngine } from "#test/support/engine.ts";
import { startParts } from "#test/support/parts.ts";
import { cannedAnswers } from "./canned.ts";
import { print, quantile, quiet, shown } from "./figures.ts";

// What the functions cost without the database: a request in ms, a bundle in KB, an import in ms.

const RUNS = 2000;
const WARM = 500;
const IMPORTS = 15;
/** Operations of each kind: one read, one query, whole cards, a list, a search and transactions. */
const measured = [
  "companies.get",
  "deals.get",
  "clients.card",
  "deals.list",
  "search.find",
  "clients.create",
  "deals.move",
  "history.write",
];

process.env["LOG_REQUESTS"] = "0";
quiet();
await handlers();
await bundles();

async function handlers(): Promise<void> {
  const { parts, stop } = await startParts();
  const engine = await startEngine({ parts });
  try {
    const { company, steps } = await journey(engine);
    const canned = cannedAnswers(company);
    const rows: string[][] = [];
    for (const name of measured) {
      const step = steps.find((one) => one.name === name)!;
      canned.keep();
      const request = await requestFor(step);
      // The second answer is that of warm caches; a repeated write is answered alike, since the table is not asked.
      checked(step, await engine.request(request));
      canned.give();
      const ms: number[] = [];
      for (let run = 0; run < RUNS + WARM; run++) {
        const started = performance.now();
        const answer = await engine.request(request);
        if (run >= WARM) ms.push(performance.now() - started);
        checked(step, answer);
      }
      rows.push([name, shown(quantile(ms), 3), shown(quantile(ms, 0.95), 3)]);
    }
    print(
      "Handlers without the database (middy, checks, policy, rules); aim: under 1 ms",
      ["operation", "ms", "p95"],
      rows,
    );
  } finally {
    await engine.stop();
    await stop();
  }
}

async function bundles(): Promise<void> {
  const dist = mkdtempSync(join(tmpdir(), "prodano-bundles-"));
  try {
    const weights = await buildFunctions(dist);
    const rows: string[][] = [];
    for (const { name, atStart, later } of weights) {
      const file = join(dist, "functions", name, "index.mjs");
      rows.push([name, shown(atStart / 1000, 0), shown(later / 1000, 0), shown(await importMs(file), 0)]);
    }
    const title = "Functions minified, in KB, and their import in a fresh Node; aims: api under 700 KB and 150 ms";
    print(title, ["function", "at start", "later", "import ms"], rows);
  } finally {
    rmSync(dist, { recursive: true, force: true });
  }
}

/** Milliseconds a module takes to be imported in a process of its own; the median of some. */
async function importMs(file: string): Promise<number> {
  const script = `const t=performance.now();await import(${JSON.stringify(pathToFileURL(file).href)});console.log(performance.now()-t);process.exit()`;
  const taken: number[] = [];
  for (let run = 0; run < IMPORTS; run++) {
    const { stdout } = await promisify(execFile)(process.execPath, ["--input-type=module", "-e", script], {
      env: { ...process.env, AWS_REGION: "eu-central-1" },
    });
    taken.push(Number(stdout.trim().split("\n").at(-1)));
  }
  return quantile(taken);
}
