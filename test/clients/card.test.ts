import { afterAll, beforeAll, expect, test } from "vitest";
import { clientsContract } from "#shared/clients/contract.ts";
import { dictionariesContract } from "#shared/dictionaries/contract.ts";
import { historyContract } from "#shared/history/contract.ts";
import { tasksContract } from "#shared/tasks/contract.ts";
import { MOST_STEPS } from "#shared/tasks/schema.ts";
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
  for (let step = 1; step <= MOST_STEPS; step++) {
    await call(tasksContract.plan, { clientId: id, text: `Step ${step}`, at: "2030-01-01T10:00" });
  }
  let contacts = 1;
  // With 100 steps and 9 contacts the card itself is the last of what one query reads; with more it lies beyond.
  for (const wanted of [9, 20]) {
    for (; contacts < wanted; contacts++) {
      await call(clientsContract.addContact, { clientId: id, lastName: `Colleague ${contacts}` });
    }
    const card = await call(clientsContract.card, { id });
    expect(card.client.name).toBe("Busy");
    expect(card.tasks).toHaveLength(MOST_STEPS);
    expect(card.contacts).toHaveLength(wanted);
    expect(card.history).toMatchObject([{ result: "Called" }]);
    expect(card.historyCursor).toBeUndefined();
  }
}, 60_000);

test("a card holds 100 open steps, whoever plans the last of them; one that ends makes room", async () => {
  const { call } = company;
  const { id: clientId } = await call(clientsContract.create, { name: "Full" });
  const step = { text: "Call", at: "2030-01-01T10:00" };
  for (let planned = 0; planned < MOST_STEPS - 1; planned++) await call(tasksContract.plan, { clientId, ...step });
  const last = await Promise.allSettled([
    call(tasksContract.plan, { clientId, ...step }),
    call(tasksContract.plan, { clientId, ...step }),
    call(historyContract.write, { clientId, typeId, result: "Called", next: step }),
  ]);
  expect(last.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
  const { tasks } = await call(clientsContract.card, { id: clientId });
  expect(tasks).toHaveLength(MOST_STEPS);
  const full = { status: 422, reason: "too_many_steps" };
  expect(await problemOf(call(tasksContract.plan, { clientId, ...step }))).toMatchObject(full);
  const { id, ver } = tasks[0]!;
  await call(tasksContract.finish, { id, ver, result: "Called", next: step });
  expect(await problemOf(call(tasksContract.plan, { clientId, ...step }))).toMatchObject(full);
  await call(tasksContract.cancel, { id: tasks[1]!.id, ver: tasks[1]!.ver });
  await call(tasksContract.plan, { clientId, ...step });
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
