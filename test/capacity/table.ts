import { readFileSync, writeFileSync } from "node:fs";
import { format } from "prettier";
import type { Cost, Costs } from "./costs.ts";

const file = new URL("../../docs/capacity.md", import.meta.url);

const head = `# What each operation asks of the database

Calls, consumed read units and consumed write units of each operation of the journey, as the local database reports them
(it counts as DynamoDB does), with warm caches. A request by cookie or key costs two to five calls more once in ten
seconds, when what is remembered of its session and company has grown old.

\`test/capacity\` measures them anew and fails when one grew. After a change that is meant:
\`npm run bench:api -- --update\`.

| operation | calls | read units | write units |
|---|---:|---:|---:|
`;

/** The costs as the repository holds them. */
export function keptCosts(): Costs {
  const row = /^\| ([^|]+?) +\| +([\d.]+) \| +([\d.]+) \| +([\d.]+) \|$/gm;
  const rows = [...readFileSync(file, "utf8").matchAll(row)];
  return new Map(
    rows.map(([, name, calls, read, write]) => [
      name!,
      { calls: Number(calls), read: Number(read), write: Number(write) },
    ]),
  );
}

/** Replaces the table in the repository. */
export async function keepCosts(costs: Costs): Promise<void> {
  const rows = [...costs].map(([name, { calls, read, write }]) => `| ${name} | ${calls} | ${read} | ${write} |\n`);
  writeFileSync(file, await format(head + rows.join(""), { parser: "markdown", printWidth: 120 }));
}

/** How costs differ from those kept: what grew or is new, what shrank, and what is kept but no operation any more. */
export function compareCosts(kept: Costs, now: Costs): { grown: string[]; shrunk: string[] } {
  const grown: string[] = [];
  const shrunk = [...kept.keys()].filter((name) => !now.has(name)).map((name) => `${name}: is no more`);
  for (const [name, cost] of now) {
    const before = kept.get(name);
    if (!before) grown.push(`${name}: is not in the table, takes ${told(cost)}`);
    else if (units.some((unit) => cost[unit] > before[unit]))
      grown.push(`${name}: ${told(before)} became ${told(cost)}`);
    else if (units.some((unit) => cost[unit] < before[unit]))
      shrunk.push(`${name}: ${told(before)} became ${told(cost)}`);
  }
  return { grown, shrunk };
}

const units = ["calls", "read", "write"] as const;

function told({ calls, read, write }: Cost): string {
  return `${calls} calls, ${read} read, ${write} write`;
}
