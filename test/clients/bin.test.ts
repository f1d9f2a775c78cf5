import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { clientQueries, clientsContract } from "#shared/clients/contract.ts";
import { dealQueries, dealsContract } from "#shared/deals/contract.ts";
import { demoContract } from "#shared/demo/contract.ts";
import { dictionariesContract } from "#shared/dictionaries/contract.ts";
import { importsContract } from "#shared/imports/contract.ts";
import { pipelinesContract } from "#shared/pipelines/contract.ts";
import { imported } from "../imports/importing.ts";
import { startEngine, type Engine } from "../support/engine.ts";
import { signedUp } from "../support/people.ts";
import { problemOf } from "../support/problems.ts";

const ROUNDS = 40;

type Company = Awaited<ReturnType<typeof signedUp>>;

let engine: Engine;
let company: Company;
let reasonId: string;
beforeAll(async () => {
  engine = await startEngine();
  company = await signedUp(engine);
  await company.call(pipelinesContract.add, { template: "seven" });
  const { dictionaries } = await company.call(dictionariesContract.list, {});
  reasonId = dictionaries.find(({ id }) => id === "refusal_reason")!.entries[0]!.id;
});
afterAll(() => engine.stop());

/** Open deals of clients that nobody sees. */
async function lost({ call }: Company): Promise<string[]> {
  const open = { field: "state", op: "eq", value: "open" } as const;
  const { rows } = await call(dealQueries.report, { by: "managerId", filter: open });
  const clients = new Set((await call(clientQueries.list, { limit: 200 })).rows.map(({ id }) => id));
  const deals = await call(dealQueries.list, { filter: open, limit: 200 });
  const count = rows.reduce((sum, row) => sum + row.count, 0);
  expect(count).toBe(deals.total);
  return deals.rows.filter(({ clientId }) => !clients.has(clientId)).map(({ id }) => id);
}

describe("a client goes into the bin at the moment a deal", () => {
  test("is opened: either the deal is there or the client is gone", async () => {
    const { call } = company;
    const ends = new Set<string>();
    for (let round = 0; round < ROUNDS; round++) {
      const { id: clientId } = await call(clientsContract.create, { name: `Opened ${round}` });
      // Now the one is a little late, now the other.
      const late = (turn: number) => new Promise((done) => setTimeout(done, round % 2 === turn ? round / 4 : 0));
      const [opened, removed] = await Promise.allSettled([
        late(0).then(() => call(dealsContract.open, { clientId, title: "At once" })),
        late(1).then(() => call(clientsContract.remove, { id: clientId })),
      ]);
      ends.add(`${opened.status} ${removed.status}`);
      const seen = await call(clientsContract.card, { id: clientId }).catch(() => undefined);
      expect(seen !== undefined, `${round}: ${opened.status} ${removed.status}`).toBe(opened.status === "fulfilled");
    }
    expect([...ends].sort()).toEqual(["fulfilled rejected", "rejected fulfilled"]);
  }, 60_000);

  test("is opened again: either the deal is open or the client is gone", async () => {
    const { call } = company;
    const ends = new Set<string>();
    for (let round = 0; round < ROUNDS; round++) {
      const { id: clientId } = await call(clientsContract.create, { name: `Again ${round}` });
      const { id, ver } = await call(dealsContract.open, { clientId, title: "Again" });
      const closed = await call(dealsContract.close, { id, ver, outcome: "refusal", reasonIds: [reasonId] });
      const [opened, removed] = await Promise.allSettled([
        call(dealsContract.reopen, { id, ver: closed.ver }),
        call(clientsContract.remove, { id: clientId }),
      ]);
      ends.add(`${opened.status} ${removed.status}`);
    }
    expect([...ends].filter((end) => end === "fulfilled fulfilled")).toEqual([]);
  }, 60_000);
});

test("a deal of a client in the bin is not opened again; after the client's return it is", async () => {
  const { call } = company;
  const { id: clientId } = await call(clientsContract.create, { name: "Returns" });
  const { id, ver } = await call(dealsContract.open, { clientId, title: "Returns" });
  const closed = await call(dealsContract.close, { id, ver, outcome: "refusal", reasonIds: [reasonId] });
  expect(await problemOf(call(clientsContract.remove, { id: clientId })).catch(() => undefined)).toBeUndefined();
  expect(await problemOf(call(dealsContract.reopen, { id, ver: closed.ver }))).toMatchObject({
    status: 422,
    reason: "client_in_bin",
  });
  await call(clientsContract.restore, { id: clientId });
  await call(dealsContract.reopen, { id, ver: closed.ver });
  expect(await problemOf(call(clientsContract.remove, { id: clientId }))).toMatchObject({
    status: 422,
    reason: "client_has_deals",
  });
});

test("opening a deal refuses nobody's change of the card", async () => {
  const { call } = company;
  const { id, ver } = await call(clientsContract.create, { name: "Edited" });
  const deal = await call(dealsContract.open, { clientId: id, title: "Meanwhile" });
  const changed = await call(clientsContract.change, { id, ver, need: "Pumps" });
  expect(changed.ver).toBe(ver + 1);
  await call(dealsContract.close, { id: deal.id, ver: deal.ver, outcome: "success" });
  await call(dealsContract.open, { clientId: id, title: "Once more" });
  expect((await call(clientsContract.card, { id })).deals).toHaveLength(2);
});

test("taking an import back leaves a client for which a deal is opened meanwhile", async () => {
  const own = await signedUp(engine);
  await own.call(pipelinesContract.add, { template: "seven" });
  const names = Array.from({ length: 12 }, (_, index) => `Taken ${index}`);
  const { id, ver } = await imported(engine, own.call, {
    name: "taken.csv",
    content: Buffer.from(["Name", ...names].join("\n")),
    entity: "clients",
    says: { firstContactOn: { blank: { do: "day", day: "2026-01-10" } } },
  });
  const { rows } = await own.call(clientQueries.list, { limit: 200 });
  await own.call(importsContract.revert, { id, ver });
  const open = async () => {
    for (const { id: clientId } of rows) {
      await own.call(dealsContract.open, { clientId, title: "Meanwhile" }).catch(() => undefined);
    }
  };
  await Promise.all([engine.pump(), open()]);
  expect(await lost(own)).toEqual([]);
}, 60_000);

test("demo data go with whatever hangs on them, however much it is", async () => {
  const own = await signedUp(engine);
  await own.call(demoContract.load, {});
  await engine.pump();
  const { rows } = await own.call(clientQueries.list, { limit: 1 });
  const clientId = rows[0]!.id;
  const values = (prefix: string, contact: number) =>
    Array.from({ length: 10 }, (_, index) => ({ value: `${prefix}${100 + contact}${index}` }));
  for (let contact = 0; contact < 6; contact++) {
    await own.call(clientsContract.addContact, {
      clientId,
      lastName: `Colleague ${contact}`,
      phones: values("+7 495 777 ", contact).map(({ value }) => ({ value })),
      emails: values("c", contact).map(({ value }) => ({ value: `${value}@example.com` })),
    });
  }
  for (let deal = 0; deal < 45; deal++) await own.call(dealsContract.open, { clientId, title: `Deal ${deal}` });
  await own.call(demoContract.remove, {});
  await engine.pump();
  expect((await own.call(clientQueries.list, {})).total).toBe(0);
  expect((await own.call(dealQueries.list, {})).total).toBe(0);
  await own.call(clientsContract.create, {
    name: "Free",
    emails: values("c", 5).map(({ value }) => ({ value: `${value}@example.com` })),
  });
}, 90_000);
