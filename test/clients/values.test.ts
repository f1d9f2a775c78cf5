import { afterAll, beforeAll, expect, test } from "vitest";
import { clientsContract } from "#shared/clients/contract.ts";
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

test("a value that goes from one contact to another at one moment stays with its card", async () => {
  const { call } = company;
  const taken: boolean[] = [];
  for (let round = 0; round < 12; round++) {
    const emails = [{ value: `moves${round}@example.com` }];
    const { id: clientId } = await call(clientsContract.create, { name: `Card ${round}` });
    const { id } = await call(clientsContract.addContact, { clientId, lastName: "Goes", emails });
    const [, came] = await Promise.allSettled([
      call(clientsContract.removeContact, { clientId, id }),
      call(clientsContract.addContact, { clientId, lastName: "Comes", emails }),
    ]);
    expect(came.status).toBe("fulfilled");
    const problem = await problemOf(call(clientsContract.create, { name: "Another", emails })).catch(() => undefined);
    taken.push(problem?.reason === "duplicate_client");
  }
  expect(taken).toEqual(taken.map(() => true));
}, 60_000);
