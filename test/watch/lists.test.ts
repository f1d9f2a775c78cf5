import { afterAll, beforeAll, expect, test } from "vitest";
import * as absences from "#shared/absences/absences.ts";
import type { Caller } from "#shared/caller.ts";
import * as clients from "#shared/clients/clients.ts";
import * as deals from "#shared/deals/deals.ts";
import { signalKinds } from "#shared/deals/signals.ts";
import * as watch from "#shared/watch/queries.ts";
import { aCompany, type TestCompany } from "../support/callers.ts";
import { startEngine, type Engine } from "../support/engine.ts";
import { active, aDeal, aPipeline, aTalk, on } from "./rounds.ts";

let engine: Engine;
let company: TestCompany;
let head: Caller;
let seller: Caller;
let other: Caller;
beforeAll(async () => {
  engine = await startEngine();
  company = await aCompany();
  head = await active(company, "head_of_sales");
  seller = await active(company, "sales_manager", { managerId: head.userId });
  other = await active(company, "sales_manager");
  // His team is known since the seller has come.
  head = await company.callerOf(head.userId);
  await aPipeline(company, { deal: 20, stage: 10, silence: 15 });
  for (let day = 1; day <= 9; day++) {
    const deal = await aDeal(day % 2 ? seller : other, `2027-01-0${day}`);
    if (day === 3) await aTalk(seller, deal.clientId, "2027-01-19");
    if (day === 4) {
      const at = on(other, "2027-01-19");
      await deals.close(at, { id: deal.id, ver: deal.ver, outcome: "success", reasonIds: [] });
    }
  }
  await aDeal(on(company.system, "2027-01-10"), "2027-01-10");
});
afterAll(() => engine.stop());

const today = "2027-01-24";

test("every figure of the summary is the length of its list, for each who asks and each of his people", async () => {
  for (const one of [company.owner, head, seller, other, await active(company, "observer")]) {
    const caller = on(one, today);
    const summary = await watch.summary(caller, {});
    for (const signal of signalKinds) {
      const { total, rows } = await watch.deals(caller, { signal, limit: 200 });
      expect([total, rows.length], signal).toEqual([summary[signal], summary[signal]]);
      for (const person of summary.people) {
        const asked = { signal, managerId: person.employeeId ?? ("none" as const), limit: 200 };
        expect((await watch.deals(caller, asked)).total).toBe(person[signal]);
      }
    }
    expect((await watch.clients(caller, { limit: 1 })).total).toBe(summary.forgotten);
    for (const { employeeId, forgotten } of summary.people)
      expect((await watch.clients(caller, { curatorId: employeeId ?? "none", limit: 1 })).total).toBe(forgotten);
    expect((await watch.managers(caller)).rows).toHaveLength(summary.managers);
  }
});

test("a list names the reason and the age, the longest over its norm first, and the sum of its deals", async () => {
  const { rows, sumMinor } = await watch.deals(on(company.owner, today), { signal: "overdue", limit: 50 });
  expect(rows.map(({ since, days, norm }) => [since, days, norm])).toEqual([
    ["2027-01-01", 23, 20],
    ["2027-01-02", 22, 20],
    ["2027-01-03", 21, 20],
  ]);
  expect(sumMinor).toBe(0);
  const silent = await watch.deals(on(company.owner, today), { signal: "silent", limit: 50 });
  expect(silent.rows.map(({ since }) => since)).not.toContain("2027-01-03");
});

test("pages of a list follow one another without gap or repeat", async () => {
  const caller = on(company.owner, today);
  const all = await watch.deals(caller, { signal: "stuck", limit: 200 });
  const ids: string[] = [];
  for (let cursor: string | undefined, first = true; first || cursor; first = false) {
    const page = await watch.deals(caller, { signal: "stuck", limit: 2, ...(cursor ? { cursor } : {}) });
    ids.push(...page.rows.map(({ id }) => id));
    cursor = page.cursor;
  }
  expect(ids).toEqual(all.rows.map(({ id }) => id));
  expect(new Set(ids).size).toBe(9);
  const { cursor } = await watch.deals(caller, { signal: "stuck", limit: 2 });
  await expect(watch.deals(caller, { signal: "silent", limit: 2, cursor: cursor! })).rejects.toMatchObject({
    code: "invalid_input",
  });
});

test("a seller sees his own, a head his team's, the owner everybody's", async () => {
  const of = async (one: Caller) => {
    const { rows } = await watch.deals(on(one, today), { signal: "stuck", limit: 200 });
    return [...new Set(rows.map(({ managerId }) => managerId))].sort();
  };
  expect(await of(seller)).toEqual([seller.userId]);
  expect(await of(other)).toEqual([other.userId]);
  expect(await of(head)).toEqual([seller.userId]);
  expect(await of(company.owner)).toEqual([seller.userId, other.userId, null].sort());
  const curators = await watch.clients(on(seller, today), { limit: 200 });
  expect(new Set(curators.rows.map(({ curatorId }) => curatorId))).toEqual(new Set([seller.userId]));
});

test("whoever sells and writes nothing is told with his days, until he writes", async () => {
  const { rows } = await watch.managers(on(head, today));
  expect(rows.map(({ employeeId }) => employeeId)).toEqual([head.userId]);
  const later = on(company.owner, "2027-01-27");
  const before = (await watch.managers(later)).rows.find(({ employeeId }) => employeeId === seller.userId);
  expect(before).toMatchObject({ days: 8, norm: 7 });
  const days = { from: "2027-01-26", until: "2027-01-29" };
  const { id } = await absences.add(later, { employeeId: seller.userId, kind: "vacation", ...days });
  expect((await watch.managers(later)).rows.map(({ employeeId }) => employeeId)).not.toContain(seller.userId);
  await absences.remove(later, { id, employeeId: seller.userId });
  expect((await watch.managers(later)).rows.map(({ employeeId }) => employeeId)).toContain(seller.userId);
  const client = await clients.create(later, { name: "New", kind: "organisation", phones: [], emails: [] });
  await aTalk(seller, client.id, "2027-01-27");
  expect((await watch.managers(later)).rows.map(({ employeeId }) => employeeId)).not.toContain(seller.userId);
});
