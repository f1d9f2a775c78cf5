import { afterAll, beforeAll, expect, test } from "vitest";
import { clientQueries, clientsContract } from "#shared/clients/contract.ts";
import { importsContract } from "#shared/imports/contract.ts";
import { imported } from "../imports/importing.ts";
import { startEngine, type Engine } from "../support/engine.ts";
import { signedUp } from "../support/people.ts";
import { problemOf } from "../support/problems.ts";

const ROUNDS = 12;

let engine: Engine;
let company: Awaited<ReturnType<typeof signedUp>>;
beforeAll(async () => {
  engine = await startEngine();
  company = await signedUp(engine);
});
afterAll(() => engine.stop());

/** Whether a new card is refused a value; one that is made goes with the name `Another`. */
async function isTaken(value: { emails: { value: string }[] } | { phones: { value: string }[] }): Promise<boolean> {
  const problem = await problemOf(company.call(clientsContract.create, { name: "Another", ...value })).catch(
    () => undefined,
  );
  if (problem) expect(problem.reason).toBe("duplicate_client");
  return problem !== undefined;
}

test("a value that goes from one contact to another at one moment stays with its card", async () => {
  const { call } = company;
  const taken: boolean[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    const emails = [{ value: `moves${round}@example.com` }];
    const { id: clientId } = await call(clientsContract.create, { name: `Card ${round}` });
    const { id } = await call(clientsContract.addContact, { clientId, lastName: "Goes", emails });
    const [, came] = await Promise.allSettled([
      call(clientsContract.removeContact, { clientId, id }),
      call(clientsContract.addContact, { clientId, lastName: "Comes", emails }),
    ]);
    expect(came.status).toBe("fulfilled");
    taken.push(await isTaken({ emails }));
  }
  expect(taken).toEqual(taken.map(() => true));
}, 60_000);

test("a value that all who have it give up at one moment is free", async () => {
  const { call } = company;
  const taken: boolean[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    const emails = [{ value: `leaves${round}@example.com` }];
    const card = await call(clientsContract.create, { name: `Leaves ${round}`, emails });
    const clientId = card.id;
    const add = () => call(clientsContract.addContact, { clientId, lastName: "Leaves", emails });
    const [one, other] = [await add(), await add()];
    await Promise.all([
      call(clientsContract.removeContact, { clientId, id: one.id }),
      call(clientsContract.changeContact, { clientId, id: other.id, ver: other.ver, lastName: "Stays" }),
      call(clientsContract.change, { id: clientId, ver: card.ver, emails: [] }),
    ]);
    taken.push(await isTaken({ emails }));
  }
  expect(taken).toEqual(taken.map(() => false));
}, 60_000);

test("two changes of one contact on one version are still told apart", async () => {
  const { call } = company;
  const { id: clientId } = await call(clientsContract.create, { name: "Told apart" });
  const phones = [{ value: "+7 495 100-20-30" }];
  const { id, ver } = await call(clientsContract.addContact, { clientId, lastName: "Ivanov", phones });
  const change = (lastName: string) => call(clientsContract.changeContact, { clientId, id, ver, lastName });
  const settled = await Promise.allSettled([change("Petrov"), change("Sidorov")]);
  expect(settled.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
  expect(await problemOf(change("Kuznetsov"))).toMatchObject({ status: 409, reason: "stale", current: { id } });
});

test("a revert leaves a card the phone that a contact of it has", async () => {
  const { call } = company;
  const phone = "+7 495 300-40-50";
  const { id: clientId } = await call(clientsContract.create, { name: "Reverted" });
  await call(clientsContract.addContact, { clientId, lastName: "Has it", phones: [{ value: phone }] });
  const { id, ver, counts } = await imported(engine, call, {
    name: "phones.csv",
    content: Buffer.from(`Name,Phone\nReverted,${phone}\n`),
    entity: "clients",
    plan: ({ guess }) => ({ columns: guess, mode: "update", key: "name" }),
    says: { firstContactOn: { blank: { do: "day", day: "2026-01-10" } } },
  });
  expect(counts).toMatchObject({ updated: 1 });
  await call(importsContract.revert, { id, ver });
  await engine.pump();
  expect((await call(importsContract.get, { id })).reverted).toMatchObject({ restored: 1, kept: 0 });
  const { client, contacts } = await call(clientsContract.card, { id: clientId });
  expect(client.phones).toEqual([]);
  expect(contacts).toHaveLength(1);
  expect(await isTaken({ phones: [{ value: phone }] })).toBe(true);
}, 60_000);

test("a revert frees what no other record of the card has, and the file comes again", async () => {
  const { call } = company;
  const story = {
    name: "again.csv",
    content: Buffer.from("Name,Phone,Email\nComes again,+7 495 600-70-80,again@example.com\n"),
    entity: "clients" as const,
    says: { firstContactOn: { blank: { do: "day" as const, day: "2026-01-10" } } },
  };
  for (const _ of [1, 2]) {
    const { id, ver, counts } = await imported(engine, call, story);
    expect(counts).toMatchObject({ created: 1, refused: 0 });
    await call(importsContract.revert, { id, ver });
    await engine.pump();
    expect((await call(importsContract.get, { id })).reverted).toMatchObject({ removed: 1, kept: 0 });
  }
  expect((await call(clientQueries.list, { find: "Comes again" })).total).toBe(0);
}, 60_000);
