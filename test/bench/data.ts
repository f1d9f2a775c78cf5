import { execFile } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { UpdateTableCommand } from "@aws-sdk/client-dynamodb";
import { layout } from "#shared/table/layout.ts";
import { clientsOf } from "#infra/local/clients.ts";
import { startDynamo } from "#infra/local/dynamo.ts";
import { freePort } from "#infra/local/ports.ts";
import { local, setEnvironment, type Endpoints } from "#infra/local/settings.ts";
import { ensureTable } from "#infra/local/table.ts";
import { fillCompany, type Filled } from "./company.ts";

/** Makes this process's product use the table at an address; it has no other part of the system. */
export function useTable(dynamo: string, secret = "bench"): void {
  const nowhere = "http://127.0.0.1:9";
  const endpoints: Endpoints = { web: nowhere, dynamo, aws: nowhere, mail: nowhere, bus: nowhere };
  const names = { table: local.table, bucket: local.bucket, bus: local.bus, queueUrls: new Map<string, string>() };
  setEnvironment(endpoints, names, secret);
  process.env["LOG_REQUESTS"] = "0";
}

/** What a filled data directory holds, and the seconds it took to fill it. */
export type FilledData = Filled & { seconds: number };

/**
 * Fills the data directory of a system that does not run yet, where it was not filled before; in a process of its own,
 * whose clients know the address of the table while it is filled.
 */
export async function fillData(dataDir: string): Promise<FilledData> {
  const told = join(dataDir, "filled.json");
  if (!existsSync(told)) {
    const args = ["--disable-warning=ExperimentalWarning", fileURLToPath(import.meta.url), dataDir];
    await promisify(execFile)(process.execPath, args);
  }
  return JSON.parse(readFileSync(told, "utf8")) as FilledData;
}

/** The table's stream is off meanwhile: what is filled in bulk is no news to the subscribers. */
async function fill(dataDir: string): Promise<void> {
  const started = performance.now();
  mkdirSync(dataDir, { recursive: true });
  const dynamo = await startDynamo({ file: join(dataDir, "table.db"), port: await freePort() });
  const { endpoint } = dynamo;
  const clients = clientsOf({ dynamo: endpoint, aws: endpoint });
  try {
    useTable(endpoint);
    await ensureTable(clients.dynamo, local.table);
    const stream = (StreamSpecification: { StreamEnabled: boolean; StreamViewType?: typeof layout.stream }) =>
      clients.dynamo.send(new UpdateTableCommand({ TableName: local.table, StreamSpecification }));
    await stream({ StreamEnabled: false });
    const filled = await fillCompany(clients.dynamo);
    await stream({ StreamEnabled: true, StreamViewType: layout.stream });
    const seconds = (performance.now() - started) / 1000;
    writeFileSync(join(dataDir, "filled.json"), JSON.stringify({ ...filled, seconds } satisfies FilledData));
  } finally {
    clients.destroy();
    await dynamo.stop();
  }
}

if (import.meta.main) await fill(process.argv[2]!);
