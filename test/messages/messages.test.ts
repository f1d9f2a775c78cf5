import { afterAll, beforeAll, expect, test } from "vitest";
import { newMeter } from "#shared/caller.ts";
import { addTeam } from "#shared/employees/employees.ts";
import type { Envelope } from "#shared/events.ts";
import { start } from "#shared/messages/conversations.ts";
import { correct, page, read, send, takeBack } from "#shared/messages/messages.ts";
import { list, search } from "#shared/messages/queries.ts";
import { hasWords, wordsOf } from "#shared/messages/words.ts";
import { countTry } from "#shared/people/limits.ts";
import { PlatformStore } from "#shared/table/platform.ts";
import { storeOf } from "#shared/table/store.ts";
import { after } from "#shared/time.ts";
import { aCompany, repeatable } from "#test/support/callers.ts";
import { startEngine, type Engine } from "#test/support/engine.ts";
import { at, say, texts, timely } from "./talking.ts";

let engine: Engine;
beforeAll(async () => void (engine = await startEngine()));
afterAll(() => engine.stop());

/** Two colleagues in a conversation. */
async function two() {
  const { as } = await aCompany();
  const [anna, boris] = [timely(await as("observer")), timely(await as("observer"))];
  const { id } = await start(anna, { employeeId: boris.userId });
  return { anna, boris, id, as };
}

test("two who start the same conversation at once get one", async () => {
  const { as, system } = await aCompany();
  const team = await addTeam(system, { name: "Sales" });
  const [anna, boris] = [await as("observer", { teamId: team.id }), await as("observer", { teamId: team.id })];
  const direct = await Promise.all(
    Array.from({ length: 6 }, (_, one) =>
      one % 2 ? start(anna, { employeeId: boris.userId }) : start(boris, { employeeId: anna.userId }),
    ),
  );
  expect(new Set(direct.map(({ id }) => id)).size).toBe(1);
  const ofTeam = await Promise.all([anna, boris, anna].map((one) => start(one, { teamId: team.id })));
  expect(new Set(ofTeam.map(({ id }) => id)).size).toBe(1);
});

test("messages sent at once all stand in the conversation, one after another, and pages have each of them once", async () => {
  const { anna, boris, id } = await two();
  const sent: string[] = [];
  for (let round = 0; round < 15; round++) {
    const answers = await Promise.all(
      [anna, boris, anna, boris].map((one, at) => say(one, id, `Message ${round}.${at}`)),
    );
    sent.push(...answers.map(({ message }) => message.id));
  }
  const found: { id: string; seq: number }[] = [];
  let cursor: string | undefined;
  do {
    const answer = await page(boris, { id, cursor });
    expect(answer.messages!.length).toBeLessThanOrEqual(50);
    found.push(...answer.messages!);
    cursor = answer.cursor;
  } while (cursor);
  expect(found.map((one) => one.id).toSorted()).toEqual(sent.toSorted());
  expect(found.map(({ seq }) => seq)).toEqual(Array.from({ length: 60 }, (_, at) => 60 - at));
  expect(found.map((one) => one.id)).toEqual(
    found
      .map((one) => one.id)
      .toSorted()
      .reverse(),
  );
});

test("a repeated send writes once and is answered alike", async () => {
  const { anna, boris, id } = await two();
  const once = repeatable(anna, "key-1");
  const first = await send(once, { id, text: "Once", mentions: [] });
  expect(await send(once, { id, text: "Once", mentions: [] })).toEqual(first);
  expect(await texts(boris, id)).toEqual(["Once"]);
});

test("an author corrects within fifteen minutes and takes back whenever; the place stays", async () => {
  const { anna, boris, id } = await two();
  const { message } = await say(anna, id, "Ten pumbs");
  const { createdAt } = message;
  const corrected = await correct(at(anna, after(createdAt, 15 * 60)), {
    id,
    messageId: message.id,
    ver: 1,
    text: "Ten pumps",
  });
  expect(corrected).toMatchObject({ text: "Ten pumps", ver: 2 });
  expect(corrected.correctedAt).toBeDefined();
  await expect(correct(anna, { id, messageId: message.id, ver: 1, text: "Eleven" })).rejects.toMatchObject({
    code: "conflict",
    details: { reason: "stale", current: { text: "Ten pumps" } },
  });
  await expect(
    correct(at(anna, after(createdAt, 15 * 60 + 1)), { id, messageId: message.id, ver: 2, text: "Eleven" }),
  ).rejects.toMatchObject({ code: "invalid_state", details: { reason: "too_late_to_correct" } });
  await expect(takeBack(boris, { id, messageId: message.id })).rejects.toMatchObject({ code: "forbidden" });
  const gone = await takeBack(at(anna, after(createdAt, 86_400)), { id, messageId: message.id });
  expect(gone).toMatchObject({ text: "", mentions: [] });
  expect(await takeBack(anna, { id, messageId: message.id })).toEqual(gone);
  await expect(correct(anna, { id, messageId: message.id, ver: 3, text: "Again" })).rejects.toMatchObject({
    details: { reason: "message_taken_back" },
  });
  expect(await texts(boris, id)).toEqual([""]);
  expect((await page(boris, { id })).conversation.last).toMatchObject({ id: message.id, text: "" });
});

test("a page that knows the newest version is sent no messages; any change of a message is a new version", async () => {
  const { anna, boris, id } = await two();
  const { message, conversation } = await say(anna, id, "Hello");
  const quiet = await page(boris, { id, known: conversation.ver });
  expect(quiet.messages).toBeUndefined();
  await say(boris, id, "Yes?");
  await correct(anna, { id, messageId: message.id, ver: 1, text: "Hello!" });
  const news = await page(boris, { id, known: conversation.ver + 1 });
  expect(news.messages!.map(({ text }) => text)).toEqual(["Yes?", "Hello!"]);
  expect(news.conversation.last).toMatchObject({ text: "Yes?" });
});

test("search finds words by their beginning, without case and ё, among what one reads", async () => {
  const { anna, boris, id, as } = await two();
  const vera = timely(await as("owner"));
  await say(anna, id, "Ёлки привезут в четверг");
  await say(boris, id, "В четверг не смогу");
  const other = await start(anna, { employeeId: vera.userId });
  const { message } = await say(vera, other.id, "Четвертый договор");
  await say(anna, other.id, "Взятое назад, четверг").then((sent) =>
    takeBack(anna, { id: other.id, messageId: sent.message.id }),
  );
  const found = async (caller: typeof anna, q: string, conversationId?: string) =>
    (await search(caller, { q, conversationId })).messages.map(({ text }) => text);
  expect(await found(anna, "четв")).toEqual(["Четвертый договор", "В четверг не смогу", "Ёлки привезут в четверг"]);
  expect(await found(boris, "ЕЛК четвер")).toEqual(["Ёлки привезут в четверг"]);
  expect(await found(boris, "твер")).toEqual([]);
  expect(await found(anna, "четв", other.id)).toEqual([message.text]);
  expect(await found(vera, "ёлки")).toEqual([]);
  expect(await found(anna, "...")).toEqual([]);
  await expect(search(vera, { q: "ёлки", conversationId: id })).rejects.toMatchObject({ code: "not_found" });
  expect(hasWords("Счёт №12-а оплачен", wordsOf("счет 12"))).toBe(true);
});

test("the list has every conversation once over its pages, the newest message first", async () => {
  const { as } = await aCompany();
  const anna = timely(await as("observer"));
  const boris = timely(await as("observer"));
  const ids: string[] = [];
  for (let at = 0; at < 60; at++) {
    ids.push((await start(anna, { memberIds: [boris.userId], title: `Group ${at}` })).id);
  }
  const empty = await start(boris, { employeeId: anna.userId });
  await say(boris, ids[7]!, "Up");
  const first = await list(anna, {});
  expect(first.conversations[0]).toMatchObject({ id: ids[7], lastText: "Up", unread: 1 });
  const second = await list(anna, { cursor: first.cursor });
  const all = [...first.conversations, ...second.conversations].map(({ id }) => id);
  expect(second.cursor).toBeUndefined();
  // What nobody has written to yet is seen by who started it alone.
  expect(all.toSorted()).toEqual(ids.toSorted());
  expect((await list(boris, {})).conversations.some(({ id }) => id === empty.id)).toBe(true);
});

test("a message to a team of fifty costs what one to a colleague does, and is one event", async () => {
  const { as, system } = await aCompany();
  const team = await addTeam(system, { name: "Sales" });
  const people = [];
  for (let at = 0; at < 50; at++) people.push(await as("observer", { teamId: team.id }));
  const [anna, boris] = [timely(people[0]!), timely(people[1]!)];
  const { id } = await start(anna, { teamId: team.id });
  await say(anna, id, "First");
  const meter = newMeter();
  const sent = await send(repeatable({ ...anna, meter }, "key"), {
    id,
    text: "Friday at ten, please bring the figures of October",
    mentions: [boris.userId],
  });
  expect(meter.write).toBeLessThanOrEqual(13);
  expect(meter.calls).toBeLessThanOrEqual(4);
  const direct = await start(anna, { employeeId: boris.userId });
  await say(anna, direct.id, "First");
  const alone = newMeter();
  await send(repeatable({ ...anna, meter: alone }, "key-2"), { id: direct.id, text: "Friday at ten", mentions: [] });
  expect(alone.write).toBe(meter.write);
  const reading = newMeter();
  await read({ ...boris, meter: reading }, { id, seq: 2 });
  expect(reading.write).toBeLessThanOrEqual(2);

  const store = storeOf(system);
  const day = new Date().toISOString().slice(0, 10);
  const shards = await Promise.all(Array.from({ length: 8 }, (_, at) => store.items({ pk: `EV#${day}#${at}` })));
  const events = shards
    .flatMap(({ items }) => items)
    .map((item) => item["envelope"] as Envelope)
    .filter(({ entity }) => entity.id === sent.message.id);
  expect(events).toMatchObject([
    {
      name: "message.sent",
      payload: { conversationId: id, kind: "team", authorId: anna.userId, mentions: [boris.userId] },
    },
  ]);
});

test("nobody writes without end", async () => {
  const { anna, id } = await two();
  const still = at(anna, new Date().toISOString());
  const sends = { name: "messages-user", tries: 600, windowSeconds: 3600 };
  const store = new PlatformStore(newMeter());
  await Promise.all(
    Array.from({ length: 600 }, () => countTry(store, sends, `${anna.tenant} ${anna.userId}`, still.now)),
  );
  await expect(say(still, id, "One more")).rejects.toMatchObject({ code: "rate_limited" });
});
