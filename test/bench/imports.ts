import { importsContract } from "#shared/imports/contract.ts";
import type { ImportPlan, ImportView } from "#shared/imports/schema.ts";
import { dictionariesContract } from "#shared/dictionaries/contract.ts";
import { pipelinesContract } from "#shared/pipelines/contract.ts";
import { doomedWorkers, type Doomed } from "#test/imports/doomed.ts";
import { maven, upload, type Says, type Story } from "#test/imports/importing.ts";
import { jobMessage } from "#test/imports/working.ts";
import { startEngine } from "#test/support/engine.ts";
import { startParts } from "#test/support/parts.ts";
import { signedUp, type Call } from "#test/support/people.ts";
import { print, quiet, shown } from "./figures.ts";

// What an import costs: rows a second of each of its jobs, and the memory of the process that runs them.

process.env["LOG_REQUESTS"] = "0";
quiet();
const { parts, stop } = await startParts();
const engine = await startEngine({ parts });
const workers = await doomedWorkers(parts.dynamo);
const { call, company } = await signedUp(engine, { currency: "USD" });
const rows: string[][] = [];
try {
  const { id: pipelineId, stages } = await call(pipelinesContract.add, { template: "seven" });
  const { dictionaries } = await call(dictionariesContract.list, {});
  const reasonId = dictionaries.find(({ id }) => id === "refusal_reason")!.entries[0]!.id;
  const [first, second, last] = [stages[0]!.id, stages[1]!.id, stages.at(-1)!.id];
  const create: Says = { others: { do: "create" } };
  const day: Says = { blank: { do: "day", day: "2017-12-31" } };
  const stories: Story[] = [
    {
      name: "sales_teams.csv",
      content: maven("sales_teams.csv"),
      entity: "employees",
      says: {
        role: { blank: { do: "role", role: "sales_manager" } },
        manager: { others: { do: "create", role: "head_of_sales" } },
        team: create,
      },
    },
    { name: "products.csv", content: maven("products.csv"), entity: "products", says: { group: create } },
    {
      name: "accounts.csv",
      content: maven("accounts.csv"),
      entity: "clients",
      plan: ({ guess }) => ({
        columns: guess.map((one) => (one.field === "turnover" ? { ...one, unit: 1_000_000 } : one)),
        key: "name",
      }),
      says: { region: create, industry: create, firstContactOn: day },
    },
    {
      name: "sales_pipeline.csv",
      content: maven("sales_pipeline.csv"),
      entity: "deals",
      plan: () => ({ key: "externalId", pipelineId }),
      says: {
        client: { blank: { do: "create", name: "No account" } },
        product: create,
        stage: {
          values: {
            Won: { do: "stage", state: "success", stageId: last },
            Lost: { do: "stage", state: "refusal", stageId: second, reasonId },
            Engaging: { do: "stage", state: "open", stageId: second },
            Prospecting: { do: "stage", state: "open", stageId: first },
          },
        },
        openedOn: day,
        amount: { blank: { do: "amount", from: "zero" } },
      },
    },
    { name: "50 MB of clients", content: manyClients(50 * 1024 * 1024), entity: "clients" },
  ];
  for (const story of stories) await measure(workers, call, company, story);
  print(
    "Imports: each job in a process of its own; aim: under 300 MB",
    ["file", "job", "rows", "seconds", "rows/s", "peak MB"],
    rows,
  );
} finally {
  await workers.stop();
  await engine.stop();
  await stop();
}

/** A file as large as one may be: it is read and checked, not written. */
function manyClients(bytes: number): Buffer {
  const lines = ["Name,Tax number,Phone,Email,Industry,Employees,Address"];
  for (let number = 0, length = 0; length < bytes - 200; number++) {
    const line = `Client ${number},${1_000_000_000 + number},+7 495 ${1_000_000 + number},office@client${number}.example,Industry ${number % 40},${number % 500},"Street ${number % 900}, ${number % 200}"`;
    lines.push(line);
    length += line.length + 1;
  }
  return Buffer.from(lines.join("\n"));
}

async function measure(
  workers: Doomed,
  call: Call,
  company: string,
  { name, content, entity, plan, says }: Story,
): Promise<void> {
  const job = async (what: string, view: ImportView): Promise<ImportView> => {
    const { end, ms, peakMb } = await workers.run(jobMessage(company, view.jobId!));
    if (end !== "handled") throw new Error(`The job of ${name} ${end}`);
    const after = await call(importsContract.get, { id: view.id });
    const count = after.rows ?? 0;
    rows.push([name, what, String(count), shown(ms / 1000, 2), shown((count * 1000) / ms, 0), shown(peakMb, 0)]);
    return after;
  };
  const fileId = await upload(call, "file.csv", content);
  const analysed = await job("read", await call(importsContract.create, { fileId, entity }));
  const given: ImportPlan = { columns: analysed.guess, mode: "create", ...plan?.(analysed) };
  const checked = await job(
    "check",
    await call(importsContract.plan, { id: analysed.id, ver: analysed.ver, ...given }),
  );
  if (!says) return;
  const groups = Object.entries(says).map(([field, { values = {}, others, blank }]) => ({
    field,
    values: Object.entries(values).map(([value, decision]) => ({ value, decision })),
    ...(others ? { others } : {}),
    ...(blank ? { blank } : {}),
  }));
  const { ver } = await call(importsContract.decide, { id: checked.id, ver: checked.ver, groups });
  const done = await job("write", await call(importsContract.start, { id: checked.id, ver }));
  if (entity === "deals") await job("revert", await call(importsContract.revert, { id: done.id, ver: done.ver }));
}
