import { afterAll, beforeAll, expect, test } from "vitest";
import { clientQueries, clientsContract } from "#shared/clients/contract.ts";
import { companiesContract } from "#shared/companies/contract.ts";
import { dealQueries } from "#shared/deals/contract.ts";
import { demoContract } from "#shared/demo/contract.ts";
import { employeesContract } from "#shared/employees/contract.ts";
import { jobsContract } from "#shared/jobs/contract.ts";
import { productsContract } from "#shared/products/contract.ts";
import { startEngine, type Engine } from "../support/engine.ts";
import { signedUp } from "../support/people.ts";
import { problemOf } from "../support/problems.ts";

let engine: Engine;
beforeAll(async () => {
  engine = await startEngine();
});
afterAll(() => engine.stop());

test("demo data load into an empty company and are taken away to the last record, what is one's own stays", async () => {
  const { call } = await signedUp(engine, { language: "ru" });
  const own = await call(clientsContract.create, { name: "Own", phones: [{ value: "+7 495 777-00-11" }] });
  const counts = async () => {
    const [clients, deals, { employees }, { products }] = await Promise.all([
      call(clientQueries.list, {}),
      call(dealQueries.list, {}),
      call(employeesContract.list, {}),
      call(productsContract.list, {}),
    ]);
    return { clients: clients.total, deals: deals.total, employees: employees.length, products: products.length };
  };
  const before = await counts();

  const job = await call(demoContract.load, {});
  await engine.pump();
  expect((await call(jobsContract.get, { id: job.id })).state).toBe("done");
  const loaded = await counts();
  expect(loaded).toMatchObject({ clients: 61, products: 6, employees: 8 });
  expect(loaded.deals).toBeGreaterThan(40);
  expect((await call(companiesContract.get, {})).demo).toBe(true);
  expect(await problemOf(call(demoContract.load, {}))).toMatchObject({ status: 422, reason: "demo_is_there" });
  const { rows } = await call(clientQueries.list, {
    filter: { field: "nextStepAt", op: "empty", value: false },
    limit: 200,
  });
  expect(rows.length).toBeGreaterThan(30);
  const card = await call(clientsContract.card, { id: rows[0]!.id });
  expect(card.contacts).toHaveLength(1);
  expect(card.history.length).toBeGreaterThan(0);

  // A card that was put into the bin by hand goes as the others do.
  let gone = false;
  for (const { id } of rows) {
    gone = await call(clientsContract.remove, { id }).then(
      () => true,
      () => false,
    );
    if (gone) break;
  }
  expect(gone).toBe(true);

  await call(demoContract.remove, {});
  await engine.pump();
  expect(await counts()).toEqual(before);
  expect((await call(companiesContract.get, {})).demo).toBe(false);
  expect((await call(clientsContract.card, { id: own.id })).client.name).toBe("Own");

  // Its values are free again: the same data load once more.
  await call(demoContract.load, {});
  await engine.pump();
  expect((await counts()).clients).toBe(61);
}, 90_000);
