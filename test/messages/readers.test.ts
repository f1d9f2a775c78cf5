import { afterAll, beforeAll, expect, test } from "vitest";
import { close, addTeam, change as changeEmployee, find } from "#shared/employees/employees.ts";
import type { Caller } from "#shared/caller.ts";
import { create } from "#shared/clients/clients.ts";
import { change as changeDeal, open, remove } from "#shared/deals/deals.ts";
import { at, change, start } from "#shared/messages/conversations.ts";
import { correct, page, read, takeBack } from "#shared/messages/messages.ts";
import { list, search, unread } from "#shared/messages/queries.ts";
import { add as addPipeline } from "#shared/pipelines/pipelines.ts";
import { aCompany } from "#test/support/callers.ts";
import { startEngine, type Engine } from "#test/support/engine.ts";
import { say, texts, timely } from "./talking.ts";

let engine: Engine;
beforeAll(async () => void (engine = await startEngine()));
afterAll(() => engine.stop());

const aClient = { kind: "organisation" as const, name: "Northern Wind", phones: [], emails: [] };
const aDeal = { title: "Ten pumps", lines: [] };
const missing = { code: "not_found" };

/** A company whose people act each at his moment. */
async function company() {
  const { owner, system, as, callerOf } = await aCompany();
  return {
    owner: timely(owner),
    system: timely(system),
    as: async (...asked: Parameters<typeof as>) => timely(await as(...asked)),
    callerOf: async (id: string) => timely(await callerOf(id)),
  };
}

/** Refused by every door as if there were no such conversation. */
async function sealed(caller: Caller, id: string, messageId: string) {
  await expect(page(caller, { id })).rejects.toMatchObject(missing);
  await expect(say(caller, id, "Here I am")).rejects.toMatchObject(missing);
  await expect(read(caller, { id, seq: 1 })).rejects.toMatchObject(missing);
  await expect(correct(caller, { id, messageId, ver: 1, text: "Mine" })).rejects.toMatchObject(missing);
  await expect(takeBack(caller, { id, messageId })).rejects.toMatchObject(missing);
  await expect(search(caller, { q: "secret", conversationId: id })).rejects.toMatchObject(missing);
  expect((await search(caller, { q: "secret" })).messages).toEqual([]);
  expect((await list(caller, {})).conversations.filter((one) => one.id === id)).toEqual([]);
  expect(await unread(caller)).toEqual({ count: 0, conversations: 0 });
}

test("two people read what they write to each other, and nobody else does, the owner neither", async () => {
  const { owner, as } = await company();
  const [anna, boris] = [await as("sales_manager"), await as("observer")];
  const { id } = await start(anna, { employeeId: boris.userId });
  const { message } = await say(anna, id, "A secret");
  expect(await texts(boris, id)).toEqual(["A secret"]);
  await sealed(owner, id, message.id);
  await expect(change(owner, { id, ver: 2, add: [owner.userId], remove: [] })).rejects.toMatchObject(missing);
  await expect(correct(boris, { id, messageId: message.id, ver: 1, text: "Not" })).rejects.toMatchObject({
    code: "forbidden",
  });
});

test("a team's conversation is read by its people and those of teams below, as they come and go", async () => {
  const { owner, system, as, callerOf } = await company();
  const sales = await addTeam(system, { name: "Sales" });
  const north = await addTeam(system, { name: "North", parentId: sales.id });
  const head = await as("head_of_sales", { teamId: sales.id });
  const seller = await as("sales_manager", { teamId: north.id });
  const other = await as("sales_manager");
  const { id } = await start(head, { teamId: sales.id });
  const { message } = await say(head, id, "A secret");
  expect(await texts(seller, id)).toEqual(["A secret"]);
  expect((await list(seller, {})).conversations).toMatchObject([{ id, teamId: sales.id, unread: 1 }]);
  await sealed(other, id, message.id);
  await sealed(owner, id, message.id);
  // A head above does not read what a team below writes.
  await expect(start(head, { teamId: north.id })).rejects.toMatchObject({
    details: { issues: [{ path: "teamId", message: "not_one_of" }] },
  });
  const moved = await changeEmployee(system, { id: other.userId, ver: 1, teamId: north.id });
  expect(await texts(await callerOf(other.userId), id)).toEqual(["A secret"]);
  await changeEmployee(system, { id: other.userId, ver: moved.ver, teamId: null });
  await sealed(await callerOf(other.userId), id, message.id);
});

test("a group is read by those who are in it, its maker takes people out, and everybody may leave", async () => {
  const { as } = await company();
  const [anna, boris, vera, gleb] = [
    await as("observer"),
    await as("observer"),
    await as("observer"),
    await as("owner"),
  ];
  const { id, ver } = await start(anna, { memberIds: [boris.userId], title: "Fair in May" });
  expect((await list(boris, {})).conversations).toMatchObject([{ id, title: "Fair in May", unread: 0 }]);
  const { message } = await say(boris, id, "A secret");
  await sealed(gleb, id, message.id);
  const wider = await change(boris, { id, ver: ver + 1, add: [vera.userId], remove: [], title: "Fair in June" });
  expect(await texts(vera, id)).toEqual(["A secret"]);
  await expect(change(boris, { id, ver: wider.ver, add: [], remove: [vera.userId] })).rejects.toMatchObject({
    code: "forbidden",
  });
  const left = await change(boris, { id, ver: wider.ver, add: [], remove: [boris.userId] });
  await sealed(boris, id, message.id);
  await change(anna, { id, ver: left.ver, add: [], remove: [vera.userId] });
  await sealed(vera, id, message.id);
  await expect(start(anna, { memberIds: [boris.userId] })).rejects.toMatchObject({
    details: { issues: [{ path: "title", message: "required" }] },
  });
});

test("the conversation at a record is read by whoever may read the record, and no longer than that", async () => {
  const { owner, as } = await company();
  const agent = await as("telemarketing_agent");
  const manager = await as("sales_manager");
  const client = await create(owner, aClient);
  const { id } = await start(owner, { clientId: client.id });
  expect(await at(manager, { clientId: client.id })).toMatchObject({ conversation: { id } });
  await say(owner, id, "Hello");
  expect(await texts(manager, id)).toEqual(["Hello"]);
  await read(manager, { id, seq: 1 });
  // Who neither wrote nor was mentioned takes no part: it is at the card, not in his list.
  expect((await list(manager, {})).conversations).toEqual([]);
  await say(owner, id, `Look at this`, [manager.userId]);
  expect((await list(manager, {})).conversations).toMatchObject([{ id, record: "Northern Wind", unread: 1 }]);

  const { id: pipelineId } = await addPipeline(owner, { template: "seven" });
  const deal = await open(owner, {
    ...aDeal,
    clientId: client.id,
    pipelineId,
    managerId: agent.userId,
  });
  const atDeal = await start(agent, { dealId: deal.id });
  const { message: price } = await say(agent, atDeal.id, "Price?");
  await expect(at(manager, { dealId: deal.id })).rejects.toMatchObject(missing);
  await expect(page(manager, { id: atDeal.id })).rejects.toMatchObject(missing);
  expect((await list(agent, {})).conversations).toMatchObject([{ id: atDeal.id, record: "Ten pumps" }]);
  await expect(at(owner, {})).rejects.toMatchObject({ details: { reason: "one_place" } });
  await read(manager, { id, seq: 2 });
  // The deal goes to a colleague, and the discussion with it.
  await changeDeal(owner, { id: deal.id, ver: deal.ver, managerId: manager.userId });
  expect(await texts(manager, atDeal.id)).toEqual(["Price?"]);
  await sealed(agent, atDeal.id, price.id);
  // In the bin a record takes its discussion along.
  await remove(owner, { id: deal.id });
  await sealed(manager, atDeal.id, price.id);
});

test("whoever left is not written to, and what he wrote stays to be read", async () => {
  const { system, as } = await company();
  const [anna, boris, vera] = [await as("observer"), await as("observer"), await as("observer")];
  const { id } = await start(anna, { employeeId: boris.userId });
  await say(boris, id, "Goodbye");
  for (const one of [boris, vera]) {
    const { ver } = (await find(system, one.userId))!;
    await close(system, { id: one.userId, ver });
  }
  expect(await texts(anna, id)).toEqual(["Goodbye"]);
  await expect(say(anna, id, "Wait")).rejects.toMatchObject({
    code: "invalid_state",
    details: { reason: "employee_left" },
  });
  expect(await start(anna, { employeeId: boris.userId })).toMatchObject({ id });
  await expect(start(anna, { employeeId: vera.userId })).rejects.toMatchObject({
    details: { issues: [{ path: "employeeId", message: "employee_left" }] },
  });
  await expect(start(anna, { employeeId: anna.userId })).rejects.toMatchObject({ code: "invalid_input" });
});

test("nobody is mentioned who cannot read it", async () => {
  const { owner, as } = await company();
  const [anna, boris, stranger] = [await as("observer"), await as("observer"), await as("owner")];
  const foreign = await (await company()).as("owner");
  const { id } = await start(anna, { memberIds: [boris.userId], title: "Fair" });
  const refused = (path: string, message: string) => ({
    code: "invalid_input",
    details: { issues: [{ path, message }] },
  });
  await expect(say(anna, id, "@", [boris.userId, stranger.userId])).rejects.toMatchObject(
    refused("mentions.1", "not_a_reader"),
  );
  await expect(say(anna, id, "@", [foreign.userId])).rejects.toMatchObject(refused("mentions.0", "not_one_of"));
  const client = await create(owner, aClient);
  const agent = await as("telemarketing_agent");
  const pipeline = await addPipeline(owner, { template: "six" });
  const deal = await open(owner, { ...aDeal, clientId: client.id, pipelineId: pipeline.id });
  const talk = await start(owner, { dealId: deal.id });
  await expect(say(owner, talk.id, "@", [agent.userId])).rejects.toMatchObject(refused("mentions.0", "not_a_reader"));
  expect(await say(owner, talk.id, "@", [boris.userId])).toMatchObject({ message: { mentions: [boris.userId] } });
});
