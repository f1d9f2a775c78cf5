import { afterAll, beforeAll, expect, test } from "vitest";
import { CHANGE, changeKey } from "#shared/audit/keys.ts";
import { clientQueries } from "#shared/clients/contract.ts";
import { dealQueries } from "#shared/deals/contract.ts";
import { dictionariesContract } from "#shared/dictionaries/contract.ts";
import { employeesContract } from "#shared/employees/contract.ts";
import { importsContract } from "#shared/imports/contract.ts";
import { pipelinesContract } from "#shared/pipelines/contract.ts";
import type { Pipeline } from "#shared/pipelines/schema.ts";
import { productsContract } from "#shared/products/contract.ts";
import { startEngine, type Engine } from "../support/engine.ts";
import { signedUp } from "../support/people.ts";
import { everyItem } from "../support/table.ts";
import { problemOf } from "../support/problems.ts";
import { imported, maven, prepared } from "./importing.ts";

let engine: Engine;
let company: Awaited<ReturnType<typeof signedUp>>;
let pipeline: Pipeline;
beforeAll(async () => {
  engine = await startEngine();
  company = await signedUp(engine, { currency: "USD" });
  pipeline = await company.call(pipelinesContract.add, { template: "seven" });
});
afterAll(() => engine.stop());

async function entry(dictionary: string, name: string): Promise<string> {
  const { dictionaries } = await company.call(dictionariesContract.list, {});
  return dictionaries.find(({ id }) => id === dictionary)!.entries.find((one) => one.name === name)!.id;
}

test("35 agents and their 6 managers become 41 employees without sign-in, and nobody is written to", async () => {
  const story = { name: "sales_teams.csv", content: maven("sales_teams.csv"), entity: "employees" as const };
  const waiting = await prepared(engine, company.call, story);
  expect(waiting.guess.map(({ field }) => field)).toEqual(["name", "manager", "team"]);
  const refused = await problemOf(company.call(importsContract.start, { id: waiting.id, ver: waiting.ver }));
  expect(refused).toMatchObject({ status: 422, reason: "undecided" });
  expect(refused.current).toEqual({
    undecided: [
      { field: "role", values: 0, blank: 35 },
      { field: "manager", values: 6, blank: 0 },
      { field: "team", values: 3, blank: 0 },
    ],
  });
  const done = await imported(engine, company.call, {
    ...story,
    says: {
      role: { blank: { do: "role", role: "sales_manager" } },
      manager: { others: { do: "create", role: "head_of_sales" } },
      team: { others: { do: "create" } },
    },
  });
  expect(done).toMatchObject({ state: "done", counts: { created: 35, updated: 0, skipped: 0, refused: 0, also: 9 } });
  const { employees, teams } = await company.call(employeesContract.list, {});
  const brought = employees.filter(({ state }) => state === "no_sign_in");
  expect(brought).toHaveLength(41);
  expect(brought.filter(({ role }) => role === "head_of_sales")).toHaveLength(6);
  expect(teams.map(({ name }) => name).sort()).toEqual(["Central", "East", "West"]);
  const anna = brought.find(({ name }) => name === "Anna Snelling")!;
  expect(brought.find(({ id }) => id === anna.managerId)!.name).toBe("Dustin Brinkmann");
  expect(teams.find(({ id }) => id === anna.teamId)!.name).toBe("Central");
});

test("7 products come with their series and prices", async () => {
  const done = await imported(engine, company.call, {
    name: "products.csv",
    content: maven("products.csv"),
    entity: "products",
    says: { group: { others: { do: "create" } } },
  });
  expect(done).toMatchObject({ state: "done", counts: { created: 7, refused: 0, also: 3 } });
  const { products } = await company.call(productsContract.list, {});
  expect(products.find(({ name }) => name === "GTK 500")).toMatchObject({ priceMinor: 2_676_800 });
});

test("85 clients come with sector, region, parent and revenue in millions", async () => {
  const done = await imported(engine, company.call, {
    name: "accounts.csv",
    content: maven("accounts.csv"),
    entity: "clients",
    plan: ({ guess }) => ({
      columns: guess.map((column) => (column.field === "turnover" ? { ...column, unit: 1_000_000 as const } : column)),
      key: "name",
    }),
    says: {
      region: { others: { do: "create" } },
      industry: { values: { technolgy: { do: "create", name: "technology" } }, others: { do: "create" } },
      firstContactOn: { blank: { do: "day", day: "2016-10-01" } },
    },
  });
  expect(done).toMatchObject({ state: "done", counts: { created: 85, refused: 0 } });
  const { rows } = await company.call(clientQueries.list, { limit: 200 });
  expect(rows).toHaveLength(85);
  const technology = await entry("industry", "technology");
  expect(rows.filter(({ industryId }) => industryId === technology)).toHaveLength(12);
  const byName = new Map(rows.map((row) => [row.name, row]));
  expect(byName.get("Bluth Company")!.parentId).toBe(byName.get("Acme Corporation")!.id);
  expect(rows.filter(({ parentId }) => parentId)).toHaveLength(15);
});

// The deals are not waited for here: the trail of their 17,600 records takes over a minute.
test("the audit trail has each version of each record that came, once", async () => {
  const prefix = `T#${company.company}#`;
  const items = (await everyItem(engine)).filter(({ pk }) => String(pk).startsWith(prefix));
  const records = items
    .filter(({ ver, d, quiet }) => typeof ver === "number" && d !== undefined && quiet !== true)
    .map(({ e, d, ver }) => ({ kind: String(e), id: (d as { id: string }).id, ver: Number(ver) }));
  const of = (wanted: string) => records.filter(({ kind }) => kind === wanted);
  expect([of("employee"), of("team"), of("product"), of("client")].map(({ length }) => length)).toEqual([42, 3, 7, 85]);
  // A card below another one is written twice: as its row says, and when all rows are there.
  expect(of("client").filter(({ ver }) => ver > 1)).toHaveLength(15);
  const versions = records.flatMap(({ id, ver }) => Array.from({ length: ver }, (_, at) => changeKey(id, at + 1)));
  const written = items
    .filter(({ e }) => e === CHANGE)
    .map(({ pk, sk }) => `${String(pk).slice(prefix.length)} ${String(sk)}`);
  expect(written.sort()).toEqual(versions.map(({ pk, sk }) => `${pk} ${sk}`).sort());
});

test("8,800 deals come whole: 4,238 won for 10,005,534, 2,473 lost, 2,089 open", { timeout: 240_000 }, async () => {
  const stage = (index: number) => pipeline.stages.at(index)!.id;
  const { products } = await company.call(productsContract.list, {});
  const done = await imported(
    engine,
    company.call,
    {
      name: "sales_pipeline.csv",
      content: maven("sales_pipeline.csv"),
      entity: "deals",
      plan: () => ({ key: "externalId", pipelineId: pipeline.id }),
      says: {
        client: { blank: { do: "create", name: "No account" } },
        product: { values: { GTXPro: { do: "use", id: products.find(({ name }) => name === "GTX Pro")!.id } } },
        stage: {
          values: {
            Won: { do: "stage", state: "success", stageId: stage(-1) },
            Lost: {
              do: "stage",
              state: "refusal",
              stageId: stage(4),
              reasonId: await entry("refusal_reason", "Not needed"),
            },
            Engaging: { do: "stage", state: "open", stageId: stage(1) },
            Prospecting: { do: "stage", state: "open", stageId: stage(0) },
          },
        },
        openedOn: { blank: { do: "day", day: "2017-12-31" } },
        amount: { blank: { do: "amount", from: "price" } },
      },
    },
    company.company,
  );
  expect(done).toMatchObject({ state: "done", counts: { created: 8800, updated: 0, skipped: 0, refused: 0, also: 1 } });
  const { rows } = await company.call(dealQueries.report, { by: "state" });
  const of = (state: string) =>
    rows
      .filter((row) => row.state === state)
      .reduce((sum, row) => ({ count: sum.count + row.count, sumMinor: sum.sumMinor + row.sumMinor }), {
        count: 0,
        sumMinor: 0,
      });
  expect(of("success")).toEqual({ count: 4238, sumMinor: 10_005_534_00 });
  expect(of("refusal").count).toBe(2473);
  expect(of("open").count).toBe(2089);
  const clients = await company.call(clientQueries.list, { limit: 200 });
  expect(clients.total).toBe(86);
});
