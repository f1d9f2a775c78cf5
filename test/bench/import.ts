import { fork, type ChildProcess } from "node:child_process";
import { fileURLToPath } from "node:url";
import { dictionariesContract } from "#shared/dictionaries/contract.ts";
import { importsContract } from "#shared/imports/contract.ts";
import { pipelinesContract } from "#shared/pipelines/contract.ts";
import type { Pipeline } from "#shared/pipelines/schema.ts";
import { productsContract } from "#shared/products/contract.ts";
import { maven, prepared, type Story } from "#test/imports/importing.ts";
import { jobMessage } from "#test/imports/working.ts";
import { startEngine } from "#test/support/engine.ts";
import { startParts } from "#test/support/parts.ts";
import { signedUp, type Call } from "#test/support/people.ts";
import { print, quiet, shown } from "./figures.ts";
import type { Worked } from "./worker.ts";

// The four public files, imported one after the other: rows a second of the worker, and the memory of its process.

const employees: Story = {
  name: "sales_teams.csv",
  content: maven("sales_teams.csv"),
  entity: "employees",
  says: {
    role: { blank: { do: "role", role: "sales_manager" } },
    manager: { others: { do: "create", role: "head_of_sales" } },
    team: { others: { do: "create" } },
  },
};
const products: Story = {
  name: "products.csv",
  content: maven("products.csv"),
  entity: "products",
  says: { group: { others: { do: "create" } } },
};
const clients: Story = {
  name: "accounts.csv",
  content: maven("accounts.csv"),
  entity: "clients",
  plan: ({ guess }) => ({
    columns: guess.map((column) => (column.field === "turnover" ? { ...column, unit: 1_000_000 as const } : column)),
    key: "name",
  }),
  says: {
    region: { others: { do: "create" } },
    industry: { others: { do: "create" } },
    firstContactOn: { blank: { do: "day", day: "2016-10-01" } },
  },
};

process.env["LOG_REQUESTS"] = "0";
quiet();
const { parts, stop } = await startParts();
const engine = await startEngine({ parts });
try {
  const { call, company } = await signedUp(engine, { currency: "USD" });
  const pipeline = await call(pipelinesContract.add, { template: "seven" });
  const worker = fork(fileURLToPath(new URL("./worker.ts", import.meta.url)), {
    execArgv: ["--disable-warning=ExperimentalWarning"],
  });
  let maxBytes = 0;
  const rows: string[][] = [];
  for (const story of [employees, products, clients, "deals" as const]) {
    const checking = performance.now();
    const { name, ...rest } = story === "deals" ? await deals(call, pipeline) : story;
    const { id, ver } = await prepared(engine, call, { name, ...rest });
    const started = performance.now();
    const { jobId } = await call(importsContract.start, { id, ver });
    const worked = await workedBy(worker, jobMessage(company, jobId!));
    if (worked.failed > 0) throw new Error(`The import of ${name} failed`);
    maxBytes = worked.maxBytes;
    const seconds = (performance.now() - started) / 1000;
    const { counts } = await call(importsContract.get, { id });
    const { created = 0, refused = 0 } = counts ?? {};
    const checked = (started - checking) / 1000;
    rows.push([name, String(created), String(refused), shown(checked), shown(seconds), shown(created / seconds, 0)]);
  }
  print(
    "Import of the four files",
    ["file", "created", "refused", "read and checked, s", "written, s", "rows a second"],
    rows,
  );
  worker.kill();
  process.stdout.write(`Memory of the worker at most: ${shown(maxBytes / 1e6, 0)} MB; aim: 300 MB\n`);
} finally {
  await engine.stop();
  await stop();
}

/** The deals: what is said of them names products, stages and a reason that are in the company by then. */
async function deals(call: Call, { id, stages }: Pipeline): Promise<Story> {
  const stage = (index: number) => stages.at(index)!.id;
  const { products: all } = await call(productsContract.list, {});
  const { dictionaries } = await call(dictionariesContract.list, {});
  const reasonId = dictionaries.find((one) => one.id === "refusal_reason")!.entries[0]!.id;
  return {
    name: "sales_pipeline.csv",
    content: maven("sales_pipeline.csv"),
    entity: "deals",
    plan: () => ({ key: "externalId", pipelineId: id }),
    says: {
      client: { blank: { do: "create", name: "No account" } },
      product: { values: { GTXPro: { do: "use", id: all.find(({ name }) => name === "GTX Pro")!.id } } },
      stage: {
        values: {
          Won: { do: "stage", state: "success", stageId: stage(-1) },
          Lost: { do: "stage", state: "refusal", stageId: stage(4), reasonId },
          Engaging: { do: "stage", state: "open", stageId: stage(1) },
          Prospecting: { do: "stage", state: "open", stageId: stage(0) },
        },
      },
      openedOn: { blank: { do: "day", day: "2017-12-31" } },
      amount: { blank: { do: "amount", from: "price" } },
    },
  };
}

/** Gives a worker an event and waits for what it tells. */
function workedBy(worker: ChildProcess, event: object): Promise<Worked> {
  return new Promise((resolve, reject) => {
    const gone = (code: number | null) => reject(new Error(`The worker ended with ${code}`));
    worker.once("exit", gone);
    worker.once("message", (worked) => {
      worker.off("exit", gone);
      resolve(worked as Worked);
    });
    worker.send(event);
  });
}
