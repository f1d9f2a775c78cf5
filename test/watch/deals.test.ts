import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { jobKinds } from "#functions/lib/job-kinds.ts";
import type { Caller } from "#shared/caller.ts";
import * as deals from "#shared/deals/deals.ts";
import { run, type JobKinds } from "#shared/jobs/run.ts";
import { storeOf } from "#shared/table/store.ts";
import { after } from "#shared/time.ts";
import { allMarks } from "#shared/watch/marks.ts";
import { aCompany, type TestCompany } from "../support/callers.ts";
import { startEngine, type Engine } from "../support/engine.ts";
import { active, aDeal, aPipeline, asked, aTalk, aWorker, on, roundOn, toldDays, toldTo } from "./rounds.ts";

let engine: Engine;
beforeAll(async () => {
  engine = await startEngine();
});
afterAll(() => engine.stop());

let company: TestCompany;
let head: Caller;
let seller: Caller;
beforeEach(async () => {
  company = await aCompany();
  head = await active(company, "head_of_sales");
  seller = await active(company, "sales_manager", { managerId: head.userId });
});

test("an overdue deal is told to its manager and his head once, and again after each further norm", async () => {
  await aPipeline(company, { deal: 10, silence: 1000 });
  await aDeal(seller, "2027-01-01");
  for (const day of ["2027-01-11", "2027-01-12", "2027-01-12", "2027-01-13", "2027-01-21"])
    await roundOn(company.system, day);
  expect(await toldDays(seller)).toEqual(["overdue 11"]);
  for (const day of ["2027-01-22", "2027-01-25", "2027-02-05"]) await roundOn(company.system, day);
  expect(await toldDays(seller)).toEqual(["overdue 11", "overdue 21", "overdue 35"]);
  expect(await toldDays(head)).toEqual(["overdue 11", "overdue 21", "overdue 35"]);
  expect(await toldDays(company.owner)).toEqual([]);
});

test("a deal that was moved is stuck anew, one that was talked about is silent anew", async () => {
  const { stages } = await aPipeline(company, { deal: 1000, stage: 10, silence: 15 });
  const deal = await aDeal(seller, "2027-01-01");
  await roundOn(company.system, "2027-01-12");
  const moved = await deals.move(on(seller, "2027-01-13"), { id: deal.id, ver: deal.ver, stageId: stages[1]!.id });
  await roundOn(company.system, "2027-01-13");
  expect(await allMarks(company.system)).toEqual(new Map());
  await roundOn(company.system, "2027-01-17");
  await aTalk(seller, deal.clientId, "2027-01-18");
  await roundOn(company.system, "2027-01-18");
  await roundOn(company.system, "2027-01-24");
  await roundOn(company.system, "2027-02-03");
  expect(await toldDays(seller)).toEqual(["stuck 11", "silent 16", "stuck 11", "stuck 21", "silent 16"]);
  await deals.close(on(seller, "2027-02-04"), { id: deal.id, ver: moved.ver, outcome: "success", reasonIds: [] });
  await roundOn(company.system, "2027-05-01");
  expect(await toldDays(seller)).toHaveLength(5);
  expect(await allMarks(company.system)).toEqual(new Map());
});

test("the deals of somebody who does not sign in are told to his head, those of nobody to the head of sales", async () => {
  await aPipeline(company, { deal: 10, silence: 1000 });
  const imported = await company.as("sales_manager", { managerId: seller.userId });
  await aDeal(on(company.system, "2027-01-01"), "2027-01-01", { managerId: imported.userId });
  await aDeal(on(company.system, "2027-01-01"), "2027-01-01");
  await roundOn(company.system, "2027-01-12");
  expect(await toldDays(seller)).toEqual(["overdue 11"]);
  expect(await toldDays(head)).toEqual(["overdue 11"]);
});

test("who has more than five deals to hear of gets one summary, and nothing of them later", async () => {
  await aPipeline(company, { deal: 10, stage: 5, silence: 1000 });
  const other = await active(company, "sales_manager", { managerId: head.userId });
  for (let count = 0; count < 7; count++) await aDeal(seller, "2027-01-01");
  await aDeal(other, "2027-01-01");
  await roundOn(company.system, "2027-01-12");
  await roundOn(company.system, "2027-01-13");
  const [summary, ...more] = await toldTo(seller, "deals_summary");
  expect(more).toEqual([]);
  expect(summary).toMatchObject({ path: "watch", values: { count: "7", overdue: "7", stuck: "7", silent: "0" } });
  expect(await toldDays(seller)).toEqual([]);
  expect(await toldTo(head, "deals_summary")).toMatchObject([{ values: { count: "8", overdue: "8", stuck: "8" } }]);
  expect(await toldDays(head)).toEqual([]);
  expect((await toldDays(other)).sort()).toEqual(["overdue 11", "stuck 11"]);
  expect((await allMarks(company.system)).size).toBe(8);
});

test("a round killed in any chunk and handed over again tells each deal once", async () => {
  await aPipeline(company, { deal: 10, stage: 5, silence: 3 });
  const sellers = await Promise.all(
    Array.from({ length: 6 }, () => active(company, "sales_manager", { managerId: head.userId })),
  );
  for (const one of sellers) for (let count = 0; count < 4; count++) await aDeal(one, "2027-01-01");
  const caller = on(company.system, "2027-01-12", "03:00:00.000");
  const jobId = await asked(company.system, "2027-01-12");
  let outcome = "more";
  for (let kill = 1; outcome !== "ended"; kill++) {
    const at = { ...caller, now: after(caller.now, kill * 600) };
    outcome = await run(at, jobId, dying(kill % 2), aWorker()).catch(() => "died");
    if (kill > 60) throw new Error("It does not end");
  }
  for (const one of sellers)
    expect((await toldDays(one)).sort()).toEqual(
      ["overdue 11", "silent 11", "stuck 11"].flatMap((text) => [text, text, text, text]),
    );
  expect(await toldTo(head, "deals_summary")).toHaveLength(1);
  expect((await allMarks(company.system)).size).toBe(24);
});

/** The round whose worker dies before its chunk is written, every other time after it. */
function dying(writes: number): JobKinds {
  const { daily_round: rules } = jobKinds;
  return {
    ...jobKinds,
    daily_round: {
      async open(caller, job) {
        const work = await rules.open(caller, job);
        let chunks = 0;
        return {
          async step(chunk) {
            const progress = await work.step(chunk);
            if (++chunks > writes) throw new Error("killed");
            return progress;
          },
        };
      },
    },
  };
}

test("two rounds of one day at a time tell each deal once", async () => {
  await aPipeline(company, { deal: 10, silence: 1000 });
  for (let count = 0; count < 4; count++) await aDeal(seller, "2027-01-01");
  const caller = on(company.system, "2027-01-12", "03:00:00.000");
  const jobs = await Promise.all([asked(company.system, "2027-01-12"), asked(company.system, "2027-01-12")]);
  await Promise.all(jobs.map((jobId) => run(caller, jobId, jobKinds, aWorker())));
  expect(await toldDays(seller)).toEqual(["overdue 11", "overdue 11", "overdue 11", "overdue 11"]);
  expect(
    (await storeOf(company.system).items({ pk: "JOB" })).items.map(({ d }) => (d as { state: string }).state),
  ).toEqual(["done", "done"]);
});
