import { afterAll, beforeAll, expect, test } from "vitest";
import { clientsContract } from "#shared/clients/contract.ts";
import { dictionariesContract } from "#shared/dictionaries/contract.ts";
import { historyContract } from "#shared/history/contract.ts";
import { tasksContract } from "#shared/tasks/contract.ts";
import { startEngine, type Engine } from "../support/engine.ts";
import { signedUp } from "../support/people.ts";
import { problemOf } from "../support/problems.ts";

let engine: Engine;
let company: Awaited<ReturnType<typeof signedUp>>;
let typeId: string;
beforeAll(async () => {
  engine = await startEngine();
  company = await signedUp(engine);
  const { dictionaries } = await company.call(dictionariesContract.list, {});
  typeId = dictionaries.find(({ id }) => id === "activity_type")!.entries[0]!.id;
});
afterAll(() => engine.stop());

test("a card opens with its History however many steps are planned on it", async () => {
  const { call } = company;
  const { id } = await call(clientsContract.create, { name: "Busy", contact: { lastName: "Orlova" } });
  await call(historyContract.write, { clientId: id, typeId, result: "Called" });
  let planned = 0;
  // With 108 steps and the contact the card itself is the last of what one query reads; with more it lies beyond.
  for (const steps of [108, 130]) {
    while (planned < steps) {
      planned++;
      await call(tasksContract.plan, { clientId: id, text: `Step ${planned}`, at: "2030-01-01T10:00" });
    }
    const card = await call(clientsContract.card, { id });
    expect(card.client.name).toBe("Busy");
    expect(card.tasks).toHaveLength(steps);
    expect(card.contacts).toHaveLength(1);
    expect(card.history).toMatchObject([{ result: "Called" }]);
    expect(card.historyCursor).toBeUndefined();
  }
}, 60_000);

test("a moment before 1970 is refused in words, since ids of History carry their moment from there on", async () => {
  const { id } = await company.call(clientsContract.create, { name: "Old" });
  for (const at of ["1969-12-31T23:59:59.999Z", "0000-01-01T00:00:00.000Z"]) {
    const problem = await problemOf(
      company.call(historyContract.write, { clientId: id, typeId, result: "Long ago", at }),
    );
    expect(problem).toMatchObject({ status: 400, issues: [{ path: "at" }] });
  }
});
