import { afterAll, beforeAll, expect, test } from "vitest";
import { newMeter, type Caller } from "#shared/caller.ts";
import { create } from "#shared/clients/clients.ts";
import { newId, newIdAt } from "#shared/ids.ts";
import { at, change, start } from "#shared/messages/conversations.ts";
import { list, search, unread } from "#shared/messages/queries.ts";
import { ConversationTable, MarkTable, MessageTable } from "#shared/messages/table.ts";
import { countTry } from "#shared/people/limits.ts";
import { PlatformStore } from "#shared/table/platform.ts";
import { storeOf } from "#shared/table/store.ts";
import type { Tx } from "#shared/table/tx.ts";
import { aCompany } from "#test/support/callers.ts";
import { startEngine, type Engine } from "#test/support/engine.ts";
import { say, timely } from "./talking.ts";

let engine: Engine;
beforeAll(async () => void (engine = await startEngine()));
afterAll(() => engine.stop());

/** Writes many items, a hundred in a transaction. */
async function fill(caller: Caller, count: number, write: (tx: Tx, at: number) => void): Promise<void> {
  const hundreds = Array.from({ length: Math.ceil(count / 100) }, (_, at) => at * 100);
  await Promise.all(
    hundreds.map(async (from) => {
      const tx = storeOf(caller).tx();
      for (let at = from; at < Math.min(from + 100, count); at++) write(tx, at);
      await tx.commit(undefined);
    }),
  );
}

function takePart(caller: Caller, count: number): Promise<void> {
  return fill(caller, count, (tx) =>
    tx.create(MarkTable, { id: newId("conversation"), employeeId: caller.userId, seen: 0 }),
  );
}

const aClient = { kind: "organisation" as const, name: "Northern Wind", phones: [], emails: [] };

async function people() {
  const { owner, as } = await aCompany();
  return { owner: timely(owner), anna: timely(await as("sales_manager")), boris: timely(await as("sales_manager")) };
}

test("however many discussions others draw somebody into, he starts conversations", async () => {
  const { anna, boris } = await people();
  await takePart(anna, 1000);
  const { id } = await start(anna, { employeeId: boris.userId });
  await say(anna, id, "Hello");
  expect(await unread(boris)).toEqual({ count: 1, conversations: 1 });
});

test("a mention brings no discussion into a list of five hundred", async () => {
  const { owner, anna } = await people();
  const { id: clientId } = await create(anna, aClient);
  const { id } = await start(anna, { clientId });
  await takePart(owner, 500);
  await say(anna, id, "Look here", [owner.userId]);
  expect(await unread(owner)).toEqual({ count: 0, conversations: 0 });
  // Whoever writes there himself takes part in any case.
  await say(owner, id, "Here I am");
  await say(anna, id, "They answer");
  expect(await unread(owner)).toEqual({ count: 1, conversations: 1 });
});

test("whoever leaves the discussion of a record has it in his list no more, until he is mentioned again", async () => {
  const { owner, anna } = await people();
  const { id: clientId } = await create(anna, aClient);
  const { id } = await start(anna, { clientId });
  await say(anna, id, "Look here", [owner.userId]);
  expect(await unread(owner)).toEqual({ count: 1, conversations: 1 });
  const { conversation } = await at(owner, { clientId });
  await expect(change(owner, { id, ver: conversation!.ver, add: [], remove: [anna.userId] })).rejects.toMatchObject({
    details: { reason: "not_a_group" },
  });
  await change(owner, { id, ver: conversation!.ver, add: [], remove: [owner.userId] });
  await change(owner, { id, ver: conversation!.ver, add: [], remove: [owner.userId] });
  expect((await list(owner, {})).conversations).toEqual([]);
  await say(anna, id, "They answer");
  expect(await unread(owner)).toEqual({ count: 0, conversations: 0 });
  await say(anna, id, "Look again", [owner.userId]);
  expect(await unread(owner)).toEqual({ count: 1, conversations: 1 });
});

test("what is unread is counted by the thousand newest marks, and none older is called unread for that", async () => {
  const { anna, boris } = await people();
  const { id } = await start(anna, { employeeId: boris.userId });
  await say(anna, id, "Hello");
  await fill(boris, 1200, (tx) =>
    tx.create(MarkTable, { id: newIdAt("conversation", Date.now() + 60_000), employeeId: boris.userId, seen: 0 }),
  );
  const meter = newMeter();
  const asked = Object.defineProperty({ ...timely(boris) }, "meter", { value: meter });
  expect(await unread(asked)).toEqual({ count: 0, conversations: 0 });
  expect(meter.read).toBeLessThan(60);
});

test("a search reads no more than it needs to show what it shows, and more than 120 an hour are refused", async () => {
  const { anna, boris } = await people();
  const { id } = await start(anna, { employeeId: boris.userId });
  const text = `pumps ${"and more ".repeat(200)}`;
  const from = Date.now() - 100_000;
  await fill(anna, 400, (tx, seq) =>
    tx.create(MessageTable, {
      ...{ id: newIdAt("message", from + seq), conversationId: id, seq: seq + 1, authorId: anna.userId, text },
      createdAt: new Date(from + seq).toISOString(),
      mentions: [],
    }),
  );
  const store = storeOf(timely(anna));
  const tx = store.tx();
  tx.update(ConversationTable, (await store.get(ConversationTable, { id }))!, { sent: 400 });
  await tx.commit(undefined);
  for (let sent = 0; sent < 60; sent++) await say(boris, id, "ten pumps");
  const meter = newMeter();
  const asked = Object.defineProperty({ ...timely(boris) }, "meter", { value: meter });
  const { messages, whole } = await search(asked, { q: "pump" });
  expect([messages.length, whole]).toEqual([50, false]);
  expect(messages.every((one) => one.text === "ten pumps")).toBe(true);
  expect(meter.read).toBeLessThan(25);
  const one = await search(asked, { q: "pump", conversationId: id });
  expect([one.messages.length, one.whole]).toEqual([50, false]);
  expect(meter.read).toBeLessThan(50);

  const limit = { name: "message-searches-user", tries: 120, windowSeconds: 3600 };
  const subject = `${boris.tenant} ${boris.userId}`;
  for (let tried = 2; tried < limit.tries; tried++)
    await countTry(new PlatformStore(newMeter()), limit, subject, boris.now);
  const before = meter.read;
  await expect(search(asked, { q: "pump" })).rejects.toMatchObject({ code: "rate_limited" });
  expect(meter.read).toBe(before);
});
