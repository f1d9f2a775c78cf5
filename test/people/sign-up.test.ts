import { afterAll, beforeAll, expect, test } from "vitest";
import { clientQueries, clientsContract } from "#shared/clients/contract.ts";
import { peopleContract } from "#shared/people/contract.ts";
import { startEngine, type Engine } from "../support/engine.ts";
import { signedUp } from "../support/people.ts";

let engine: Engine;
beforeAll(async () => {
  engine = await startEngine();
});
afterAll(() => engine.stop());

test("a company signs up by the link of a letter and makes its first client", async () => {
  const { call, company, input } = await signedUp(engine);
  const me = await call(peopleContract.me, {});
  expect(me).toMatchObject({ name: input.name, email: input.email, companies: [{ company, role: "owner" }] });

  const client = await call(clientsContract.create, { name: "Bakery", phones: [{ value: "+7 495 123-45-67" }] });
  const { rows, total } = await call(clientQueries.list, { see: `${client.id}:${client.ver}` });
  expect(total).toBe(1);
  expect(rows[0]).toMatchObject({ id: client.id, name: "Bakery", phone: "+7 495 123-45-67" });
  const card = await call(clientsContract.card, { id: client.id });
  expect(card.client).toMatchObject({ name: "Bakery", curatorId: me.companies[0]!.employeeId });
});
