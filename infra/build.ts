import { cpSync, existsSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { build, type Metafile } from "esbuild";
import { functions } from "#functions/registry.ts";

const root = join(import.meta.dirname, "..");

/** What one function weighs, in bytes: what it loads at its start, and what it loads when it is asked for. */
export interface Weight {
  name: string;
  atStart: number;
  later: number;
}

/**
 * Bundles every function of the registry by one call of esbuild into `dist/functions/<name>/index.mjs` with the chunks it
 * reaches; source maps stay in `dist/maps`, to read stacks by. Throws when a function has no file.
 */
export async function buildFunctions(dist = join(root, "dist")): Promise<Weight[]> {
  const entries = functions.map(({ name }) => ({ out: name, in: join(root, "functions", `${name}.ts`) }));
  const missing = entries.filter((entry) => !existsSync(entry.in)).map((entry) => `functions/${entry.out}.ts`);
  if (missing.length > 0) throw new Error(`The registry names functions that have no file: ${missing.join(", ")}`);
  const bundle = join(dist, "bundle");
  for (const old of ["bundle", "functions", "maps"]) rmSync(join(dist, old), { recursive: true, force: true });
  const { metafile } = await build({
    entryPoints: entries,
    outdir: bundle,
    absWorkingDir: root,
    bundle: true,
    splitting: true,
    format: "esm",
    platform: "node",
    target: "node24",
    mainFields: ["module", "main"],
    conditions: ["module", "import", "node"],
    minify: true,
    sourcemap: "external",
    sourcesContent: false,
    legalComments: "none",
    // Russian texts would be escapes of six letters each.
    charset: "utf8",
    metafile: true,
    outExtension: { ".js": ".mjs" },
    chunkNames: "chunks/[hash]",
    // Packages of the older kind ask for `require`, which modules do not have.
    banner: { js: 'import{createRequire}from"node:module";const require=createRequire(import.meta.url);' },
  });
  writeFileSync(join(dist, "meta.json"), JSON.stringify(metafile));
  const weights = entries.map(({ out }) => deliver(dist, out, metafile));
  rmSync(bundle, { recursive: true });
  return weights;
}

/** Gives a function its entry and every chunk that it reaches, in a directory of its own. */
function deliver(dist: string, name: string, { outputs }: Metafile): Weight {
  const entry = relative(root, join(dist, "bundle", `${name}.mjs`));
  const atStart = reached(outputs, [entry], ["import-statement"]);
  const all = reached(outputs, [entry], ["import-statement", "dynamic-import"]);
  for (const path of all) {
    const from = join(root, path);
    const at = relative(join(dist, "bundle"), from);
    copy(from, join(dist, "functions", name, path === entry ? "index.mjs" : at));
    copy(`${from}.map`, join(dist, "maps", `${at}.map`));
  }
  const bytes = (paths: Iterable<string>) => [...paths].reduce((sum, path) => sum + outputs[path]!.bytes, 0);
  return { name, atStart: bytes(atStart), later: bytes([...all].filter((path) => !atStart.has(path))) };
}

function reached(outputs: Metafile["outputs"], from: string[], kinds: string[]): Set<string> {
  const seen = new Set(from);
  for (const path of seen) {
    for (const { path: next, kind, external } of outputs[path]!.imports)
      if (!external && kinds.includes(kind)) seen.add(next);
  }
  return seen;
}

function copy(from: string, to: string): void {
  mkdirSync(dirname(to), { recursive: true });
  cpSync(from, to);
}

if (import.meta.main) {
  const started = performance.now();
  const weights = await buildFunctions();
  const kb = (bytes: number) => `${(bytes / 1000).toFixed(0)} KB`.padStart(8);
  process.stdout.write(`${"function".padEnd(14)} ${"at start".padStart(8)} ${"later".padStart(8)}\n`);
  for (const { name, atStart, later } of weights)
    process.stdout.write(`${name.padEnd(14)} ${kb(atStart)} ${kb(later)}\n`);
  process.stdout.write(`built in ${((performance.now() - started) / 1000).toFixed(1)} s\n`);
}
