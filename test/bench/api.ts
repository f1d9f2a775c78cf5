import { parseArgs } from "node:util";
import type { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { measureCosts } from "#test/capacity/costs.ts";
import { journey } from "#test/capacity/journey.ts";
import { checked, requestFor, type Step } from "#test/capacity/step.ts";
import { compareCosts, keepCosts, keptCosts } from "#test/capacity/table.ts";
import { aCompany } from "#test/support/callers.ts";
import { startEngine, type Engine } from "#test/support/engine.ts";
import { startParts } from "#test/support/parts.ts";
import { print, quantile, quiet, shown } from "./figures.ts";
import { recorderOf, type Recorder } from "./record.ts";
import { again, bareClient, replay } from "./replay.ts";

// Each operation of the journey beside the bare database calls it makes, and with --update the table of its costs.

const { values: options } = parseArgs({
  options: { update: { type: "boolean", default: false }, runs: { type: "string", default: "200" } },
});
/** Runs before the counted ones: code gets hot, caches warm. */
const WARM = 10;

const head = ["operation", "calls", "ms", "p95", "bare ms", "ratio"];

process.env["LOG_REQUESTS"] = "0";
quiet();
const { parts, stop } = await startParts();
const engine = await startEngine({ parts });
try {
  if (options.update) await update(engine);
  else await ratios(engine, Number(options.runs));
} finally {
  await engine.stop();
  await stop();
}

async function update(of: Engine): Promise<void> {
  const costs = await measureCosts(of);
  const { grown, shrunk } = compareCosts(keptCosts(), costs);
  await keepCosts(costs);
  process.stdout.write([...grown, ...shrunk, `docs/capacity.md holds ${costs.size} operations`].join("\n") + "\n");
}

async function ratios(of: Engine, runs: number): Promise<void> {
  const { company, steps } = await journey(of);
  const recorder = recorderOf(company);
  const bare = bareClient(of.clients.endpoints.dynamo);
  const measured: Measured[] = [];
  const { id: shadow } = await aCompany();
  for (const step of steps) measured.push(await measure(of, step, runs, { recorder, bare, company, shadow }));
  const rows = measured.map(({ name, calls, ms, p95, bareMs, slow }) => [
    slow ? `${name} *` : name,
    String(calls),
    shown(ms, 2),
    shown(p95, 2),
    shown(bareMs, 2),
    shown(ms / bareMs, 2),
  ]);
  print("API in one process beside its bare database calls: medians in ms; aim: a ratio under 2", head, rows);
  const known = measured.filter(({ slow }) => !slow).map(({ ms, bareMs }) => ms / bareMs);
  process.stdout.write(
    `* hashes a password, on purpose slow; median of the other ratios ${shown(quantile(known), 2)}\n`,
  );
}

interface Measured {
  name: string;
  calls: number;
  ms: number;
  p95: number;
  bareMs: number;
  /** Whether it hashes a password, which takes long on purpose. */
  slow: boolean;
}

/** Makes an operation and then its bare calls, again and again: both see the same machine. */
async function measure(
  of: Engine,
  step: Step,
  runs: number,
  { recorder, bare, company, shadow }: { recorder: Recorder; bare: DynamoDBClient; company: string; shadow: string },
): Promise<Measured> {
  const ms: number[] = [];
  const bareMs: number[] = [];
  let calls = 0;
  const most = Math.min(runs + WARM, step.most ?? Infinity);
  for (let run = 0; run < most; run++) {
    const request = await requestFor(step);
    const started = performance.now();
    const { result, calls: sent } = await recorder.record(() => of.request(request));
    const took = performance.now() - started;
    checked(step, result);
    const copy = again(sent, company, shadow);
    const replayed = performance.now();
    await replay(bare, copy).catch((error: unknown) => fail(step, error));
    const bareTook = performance.now() - replayed;
    if (run < Math.min(WARM, most / 2)) continue;
    ms.push(took);
    bareMs.push(bareTook);
    calls = sent.length;
  }
  return {
    name: step.name,
    calls,
    ms: quantile(ms),
    p95: quantile(ms, 0.95),
    bareMs: quantile(bareMs),
    slow: step.slow === true,
  };
}

function fail(step: Step, error: unknown): void {
  // A refused create is refused again.
  if (step.status !== 409) throw new Error(`The bare calls of ${step.name} failed`, { cause: error });
}
