import { afterAll, beforeAll, expect, test } from "vitest";
import { clientsContract } from "#shared/clients/contract.ts";
import { dealQueries, dealsContract } from "#shared/deals/contract.ts";
import { pipelinesContract } from "#shared/pipelines/contract.ts";
import { startEngine, type Engine } from "../support/engine.ts";
import { signedUp } from "../support/people.ts";
import { problemOf } from "../support/problems.ts";

let engine: Engine;
let company: Awaited<ReturnType<typeof signedUp>>;
beforeAll(async () => {
  engine = await startEngine();
  company = await signedUp(engine);
});
afterAll(() => engine.stop());

test("amounts that no sum can hold take lists, board and report from nobody", async () => {
  const pipeline = await company.call(pipelinesContract.add, { template: "seven" });
  const client = await company.call(clientsContract.create, { name: "Whale" });
  const amountMinor = Number.MAX_SAFE_INTEGER;
  await company.call(dealsContract.open, { clientId: client.id, title: "One", amountMinor });
  const deal = await company.call(dealsContract.open, { clientId: client.id, title: "Two", amountMinor });
  const see = `${deal.id}:${deal.ver}`;
  const told = { count: 2, sumMinor: amountMinor };
  expect(await company.call(dealQueries.list, { see })).toMatchObject({ total: 2, sumMinor: amountMinor });
  const board = await company.call(dealQueries.board, { pipelineId: pipeline.id });
  expect(board).toMatchObject(told);
  expect(board.stages[0]).toMatchObject(told);
  expect(await company.call(dealQueries.report, { by: "state" })).toMatchObject({ rows: [told] });
});

test("a name that every object has is no field to ask about", async () => {
  for (const field of ["constructor", "__proto__", "toString"]) {
    const filter = { field, op: "eq", value: "1" } as const;
    expect(await problemOf(company.call(dealQueries.list, { filter })), field).toMatchObject({
      status: 400,
      reason: "unknown_column",
    });
  }
});
