import { afterAll, beforeAll, expect, test } from "vitest";
import { importsContract } from "#shared/imports/contract.ts";
import type { ImportView } from "#shared/imports/schema.ts";
import { dictionariesContract } from "#shared/dictionaries/contract.ts";
import { pipelinesContract } from "#shared/pipelines/contract.ts";
import { startEngine, type Engine } from "../support/engine.ts";
import { signedUp } from "../support/people.ts";
import { everyItem } from "../support/table.ts";
import { doomedWorkers, type Doomed, type Moment } from "../support/doomed.ts";
import { maven, prepared } from "./importing.ts";
import { jobMessage } from "./working.ts";

let engine: Engine;
let company: Awaited<ReturnType<typeof signedUp>>;
let workers: Doomed;
beforeAll(async () => {
  engine = await startEngine();
  company = await signedUp(engine, { currency: "USD" });
  workers = await doomedWorkers(process.env["AWS_ENDPOINT_URL_DYNAMODB"]!, ["jobs"]);
});
afterAll(async () => {
  await workers.stop();
  await engine.stop();
});

const KILLS = 50;
/** The header and each fourth of the 8,800 deals. */
const lines = maven("sales_pipeline.csv")
  .toString()
  .trim()
  .split(/\r?\n/)
  .filter((_, row) => row % 4 === 0);
const ROWS = lines.length - 1;

/** Moments in a fixed order that looks like chance. Each third one lets a chunk through, so the job is never given up. */
function moments(count: number): Moment[] {
  let seed = 20_261_122;
  const next = (below: number) => {
    seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((seed / 2 ** 32) * below);
  };
  return Array.from({ length: count }, (_, index) => ({
    transaction: index % 3 === 2 ? 3 : 1 + next(3),
    when: (["before", "unanswered", "after"] as const)[next(3)]!,
  }));
}

/** Runs a job by workers of which the first ones are killed; each comes after the lease of the one before has run out. */
async function survive(jobId: string, kills: readonly Moment[]): Promise<number> {
  let killed = 0;
  for (let attempt = 0; ; attempt++) {
    const time = new Date(Date.now() + attempt * 600_000);
    const { end } = await workers.run("jobs", jobMessage(company.company, jobId, time), kills[attempt]);
    if (end === "handled") return killed;
    expect(end).toBe("killed");
    killed++;
  }
}

async function records(kind: string): Promise<{ d: Record<string, unknown> }[]> {
  return (await everyItem(engine)).filter(({ e }) => e === kind) as { d: Record<string, unknown> }[];
}

let done: ImportView;

test(
  "an import killed at 50 moments, before and after its transactions and between one and its answer, ends whole",
  { timeout: 600_000 },
  async () => {
    const { id: pipelineId, stages } = await company.call(pipelinesContract.add, { template: "seven" });
    const { dictionaries } = await company.call(dictionariesContract.list, {});
    const reasonId = dictionaries.find(({ id }) => id === "refusal_reason")!.entries[0]!.id;
    const stageId = stages[2]!.id;
    const ready = await prepared(engine, company.call, {
      name: "deals.csv",
      content: Buffer.from(lines.join("\n")),
      entity: "deals",
      plan: () => ({ key: "externalId", pipelineId }),
      says: {
        client: { others: { do: "create" }, blank: { do: "create", name: "No account" } },
        manager: { others: { do: "create", role: "sales_manager" } },
        product: { others: { do: "create" } },
        stage: {
          values: {
            Won: { do: "stage", state: "success", stageId },
            Lost: { do: "stage", state: "refusal", stageId, reasonId },
            Engaging: { do: "stage", state: "open", stageId },
          },
          others: { do: "stage", state: "open", stageId },
        },
        openedOn: { blank: { do: "day", day: "2017-12-31" } },
        amount: { blank: { do: "amount", from: "zero" } },
      },
    });
    const { id, jobId } = await company.call(importsContract.start, { id: ready.id, ver: ready.ver });

    expect(await survive(jobId!, moments(KILLS))).toBe(KILLS);

    done = await company.call(importsContract.get, { id });
    const cells = lines.slice(1).map((line) => line.split(","));
    const names = (column: number) => new Set(cells.map((row) => row[column]).filter(Boolean)).size;
    expect(done).toMatchObject({
      state: "done",
      counts: { created: ROWS, updated: 0, skipped: 0, refused: 0, also: names(1) + names(2) + names(3) + 1 },
    });
    const deals = (await records("deal")).map(({ d }) => d);
    expect(deals).toHaveLength(ROWS);
    expect(new Set(deals.map(({ externalId }) => externalId)).size).toBe(ROWS);
    const sum = cells.reduce((total, row) => total + Number(row[7] || 0) * 100, 0);
    expect(deals.reduce((total, { baseMinor }) => total + Number(baseMinor), 0)).toBe(sum);
    expect(await records("stage_entry")).toHaveLength(ROWS);
    expect(await records("client")).toHaveLength(names(3) + 1);
    expect(await records("product")).toHaveLength(names(2));
  },
);

test("its revert, killed as well, takes back all of it and nothing else", { timeout: 600_000 }, async () => {
  const { jobId } = await company.call(importsContract.revert, { id: done.id, ver: done.ver });
  expect(await survive(jobId!, moments(10))).toBe(10);
  const { state, reverted } = await company.call(importsContract.get, { id: done.id });
  expect({ state, reverted }).toEqual({
    state: "reverted",
    reverted: { removed: ROWS + done.counts!.also, restored: 0, kept: 0 },
  });
  expect((await records("deal")).every(({ d }) => d["deletedAt"])).toBe(true);
  expect((await records("client")).every(({ d }) => d["deletedAt"])).toBe(true);
  expect(await records("product")).toHaveLength(0);
  const people = (await records("employee")).map(({ d }) => d["name"]);
  expect(people).toEqual(["Olga Owner"]);
});
