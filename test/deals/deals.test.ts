import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { clientsContract } from "#shared/clients/contract.ts";
import { dealAmount, lineAmount } from "#shared/deals/amounts.ts";
import { dealQueries, dealsContract } from "#shared/deals/contract.ts";
import type { DealView } from "#shared/deals/schema.ts";
import { dictionariesContract } from "#shared/dictionaries/contract.ts";
import { employeesContract } from "#shared/employees/contract.ts";
import { pipelinesContract } from "#shared/pipelines/contract.ts";
import type { Pipeline } from "#shared/pipelines/schema.ts";
import { productsContract } from "#shared/products/contract.ts";
import { startEngine, type Engine } from "../support/engine.ts";
import { joined, signedUp } from "../support/people.ts";
import { problemOf } from "../support/problems.ts";

type Company = Awaited<ReturnType<typeof signedUp>>;

let engine: Engine;
let company: Company;
let pipeline: Pipeline;
let clientId: string;
beforeAll(async () => {
  engine = await startEngine();
  company = await signedUp(engine);
  pipeline = await company.call(pipelinesContract.add, { template: "seven" });
  clientId = (await company.call(clientsContract.create, { name: "Buyer" })).id;
});
afterAll(() => engine.stop());

function open(title: string, amountMinor = 100_00): Promise<DealView> {
  return company.call(dealsContract.open, { clientId, title, amountMinor });
}

async function reason(): Promise<string> {
  const { dictionaries } = await company.call(dictionariesContract.list, {});
  return dictionaries.find(({ id }) => id === "refusal_reason")!.entries[0]!.id;
}

describe("the stage journal", () => {
  test("ends one entry and starts the next with each move, each with its performer", async () => {
    let deal = await open("Journal");
    for (const { id } of pipeline.stages.slice(1, 4))
      deal = await company.call(dealsContract.move, { id: deal.id, stageId: id, ver: deal.ver });
    const { journal } = await company.call(dealsContract.get, { id: deal.id });
    expect(journal.map(({ stageId }) => stageId)).toEqual(pipeline.stages.slice(0, 4).map(({ id }) => id));
    expect(journal.map(({ endedAt }) => endedAt !== undefined)).toEqual([true, true, true, false]);
    for (const [index, entry] of journal.entries()) {
      expect(entry.performerId).toBe(deal.managerId);
      if (index > 0) expect(entry.startedAt).toBe(journal[index - 1]!.endedAt);
    }
  });

  test("of many who move one deal at once one wins, and the journal has one open entry", async () => {
    const deal = await open("Raced");
    const moves = pipeline.stages
      .slice(1)
      .flatMap(({ id: stageId }) =>
        [1, 2, 3].map(() => company.call(dealsContract.move, { id: deal.id, stageId, ver: deal.ver })),
      );
    const settled = await Promise.allSettled(moves);
    expect(settled.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    const { journal } = await company.call(dealsContract.get, { id: deal.id });
    expect(journal).toHaveLength(2);
    expect(journal.filter(({ endedAt }) => !endedAt)).toHaveLength(1);
  });

  test("refuses a stage of another pipeline and changes nothing", async () => {
    const other = await company.call(pipelinesContract.add, { template: "six" });
    const deal = await open("Elsewhere");
    const problem = await problemOf(
      company.call(dealsContract.move, { id: deal.id, stageId: other.stages[0]!.id, ver: deal.ver }),
    );
    expect(problem).toMatchObject({ status: 400, reason: "stage_of_other_pipeline" });
    expect((await company.call(dealsContract.get, { id: deal.id })).deal.ver).toBe(deal.ver);
  });
});

describe("the end of a deal", () => {
  test("a refusal needs a reason, keeps the stage it came at, and can be taken back", async () => {
    const deal = await open("Refused");
    const none = await problemOf(company.call(dealsContract.close, { id: deal.id, ver: deal.ver, outcome: "refusal" }));
    expect(none).toMatchObject({ status: 400, reason: "reasons_needed" });
    const closed = await company.call(dealsContract.close, {
      id: deal.id,
      ver: deal.ver,
      outcome: "refusal",
      reasonIds: [await reason()],
    });
    expect(closed).toMatchObject({ state: "refusal", refusalStageId: deal.stageId });
    const moved = await problemOf(
      company.call(dealsContract.move, { id: deal.id, stageId: pipeline.stages[2]!.id, ver: closed.ver }),
    );
    expect(moved).toMatchObject({ status: 422, reason: "deal_is_closed" });
    const again = await company.call(dealsContract.reopen, { id: deal.id, ver: closed.ver });
    expect(again).toMatchObject({ state: "open", stageId: deal.stageId });
    expect(again.refusalReasonIds).toBeUndefined();
  });

  test("keeps manager, team and segment of that day, whatever becomes of the card", async () => {
    const { dictionaries } = await company.call(dictionariesContract.list, {});
    const [first, second] = dictionaries.find(({ id }) => id === "industry")!.entries;
    const client = await company.call(clientsContract.create, { name: "Segment", industryId: first!.id });
    const deal = await company.call(dealsContract.open, { clientId: client.id, title: "Kept", amountMinor: 7_00 });
    const closed = await company.call(dealsContract.close, { id: deal.id, ver: deal.ver, outcome: "success" });
    await company.call(clientsContract.change, { id: client.id, ver: client.ver, industryId: second!.id });
    expect(closed.closing).toMatchObject({ industryId: first!.id, managerId: deal.managerId });
    const { rows } = await company.call(dealQueries.report, {
      by: "industryId",
      filter: { field: "clientId", op: "eq", value: client.id },
    });
    expect(rows).toEqual([{ key: first!.id, state: "success", count: 1, sumMinor: 7_00 }]);
  });
});

describe("figures", () => {
  test("count and sum of a stage equal the rows behind it, for the board, the list and the report", async () => {
    const other = await signedUp(engine);
    const { id: pipelineId, stages } = await other.call(pipelinesContract.add, { template: "seven" });
    const client = await other.call(clientsContract.create, { name: "Figures" });
    let last: DealView | undefined;
    for (let index = 0; index < 30; index++) {
      last = await other.call(dealsContract.open, {
        clientId: client.id,
        title: `Deal ${index}`,
        stageId: stages[index % 3]!.id,
        amountMinor: index * 1_01,
      });
    }
    const see = `${last!.id}:${last!.ver}`;
    const board = await other.call(dealQueries.board, { pipelineId, see });
    expect(board.count).toBe(30);
    for (const { stageId, count, sumMinor, rows } of board.stages) {
      expect(rows).toHaveLength(count);
      expect(rows.reduce((sum, row) => sum + row.baseMinor, 0)).toBe(sumMinor);
      const list = await other.call(dealQueries.list, {
        filter: { field: "stageId", op: "eq", value: stageId },
        limit: 200,
      });
      expect([list.total, list.sumMinor, list.rows.length]).toEqual([count, sumMinor, count]);
    }
    const { rows } = await other.call(dealQueries.report, { by: "stageId" });
    expect(rows.reduce((sum, row) => sum + row.sumMinor, 0)).toBe(board.sumMinor);
  });

  test("an amount is the sum of its lines, each price by quantity rounded half away from zero", async () => {
    const product = await company.call(productsContract.add, { name: "Bolt" });
    const deal = await company.call(dealsContract.open, {
      clientId,
      title: "Lines",
      lines: [
        { productId: product.id, quantity: "2.5", priceMinor: 3 },
        { productId: product.id, quantity: "3", priceMinor: 100 },
      ],
    });
    expect(deal.amountMinor).toBe(8 + 300);
    fc.assert(
      fc.property(
        fc.nat({ max: 10 ** 9 }),
        fc.nat({ max: 10 ** 5 }),
        fc.nat({ max: 999_999 }),
        (priceMinor, whole, fraction) => {
          const quantity = `${whole}.${String(fraction).padStart(6, "0")}`;
          const amount = lineAmount({ productId: "", quantity, priceMinor });
          const exact = BigInt(priceMinor) * BigInt(whole * 10 ** 6 + fraction);
          const twiceOff = (BigInt(amount) * 10n ** 6n - exact) * 2n;
          expect(twiceOff <= 10n ** 6n && twiceOff > -(10n ** 6n)).toBe(true);
        },
      ),
    );
    expect(() =>
      dealAmount([{ productId: "", quantity: "999999999", priceMinor: Number.MAX_SAFE_INTEGER }], 0),
    ).toThrow();
  });
});

test("a seller sees the deals of his team alone, in lists as in single records", async () => {
  const north = await company.call(employeesContract.addTeam, { name: "North" });
  const south = await company.call(employeesContract.addTeam, { name: "South" });
  const one = await joined(engine, company, { role: "sales_manager", name: "One", teamId: north.id });
  const mate = await joined(engine, company, { role: "sales_manager", name: "Mate", teamId: north.id });
  const stranger = await joined(engine, company, { role: "sales_manager", name: "Stranger", teamId: south.id });
  const deal = await one.call(dealsContract.open, { clientId, title: "Of the north", amountMinor: 5 });
  const filter = { field: "title", op: "eq", value: "Of the north" } as const;
  const see = `${deal.id}:${deal.ver}`;

  expect((await mate.call(dealQueries.list, { filter, see })).total).toBe(1);
  expect((await mate.call(dealsContract.get, { id: deal.id })).deal.can).toEqual(["read"]);
  expect((await problemOf(mate.call(dealsContract.change, { id: deal.id, ver: 1, title: "Taken" }))).status).toBe(403);
  expect((await stranger.call(dealQueries.list, { filter, see })).total).toBe(0);
  expect((await problemOf(stranger.call(dealsContract.get, { id: deal.id }))).status).toBe(404);
  const { deals } = await stranger.call(clientsContract.card, { id: clientId });
  expect(deals.map(({ id }) => id)).not.toContain(deal.id);
});
