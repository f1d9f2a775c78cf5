import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { asSystem, newMeter, type Caller } from "#shared/caller.ts";
import { newId } from "#shared/ids.ts";
import { PLATFORM_TENANT, queue } from "#shared/letters/queue.ts";
import type { Letter } from "#shared/letters/schema.ts";
import { send } from "#shared/letters/send.ts";
import { LetterTable } from "#shared/letters/table.ts";
import { newLink, readLink } from "#shared/people/links.ts";
import { PlatformStore } from "#shared/table/platform.ts";
import { storeOf } from "#shared/table/store.ts";
import { after } from "#shared/time.ts";
import { busEvent } from "#functions/lib/queues.ts";
import { startEngine, type Engine } from "#test/support/engine.ts";
import { anEmail } from "#test/support/people.ts";
import { switchSes, type Switch } from "./ses.ts";

let engine: Engine;
let ses: Switch;
beforeAll(async () => {
  engine = await startEngine();
  ses = await switchSes();
});
beforeEach(() => {
  ses.next = [];
  ses.calls = 0;
});
afterAll(async () => {
  await ses.stop();
  await engine.stop();
});

const MINUTE = 60;

function system(now = new Date().toISOString()): Caller {
  return asSystem({ now, requestId: "test", language: "en", meter: newMeter() }, PLATFORM_TENANT);
}

async function aLetter(to = anEmail(), caller = system()): Promise<Letter> {
  const tx = new PlatformStore(caller.meter).tx(caller);
  const letter = queue(tx, { to, language: "en", template: "password_unknown" });
  return tx.commit(letter);
}

async function stateOf({ id }: Letter): Promise<Letter> {
  return (await storeOf(system()).get(LetterTable, { id }))!;
}

const received = async ({ to }: Letter) => (await engine.inbox(to)).length;

test("a letter goes out once and is known as sent", async () => {
  const letter = await aLetter();
  await engine.pump();
  expect(await received(letter)).toBe(1);
  const sent = await stateOf(letter);
  expect(sent).toMatchObject({ state: "sent", attempts: 1 });
  expect(sent.messageId).toBeTruthy();
  expect(sent.dueAt).toBeUndefined();
});

test("a letter whose transaction fails is not sent", async () => {
  const caller = system();
  const to = anEmail();
  const tx = new PlatformStore(caller.meter).tx(caller);
  queue(tx, { to, language: "en", template: "password_unknown" });
  tx.platformReplace({ pk: "PERSON#none", sk: "#" }, 1);
  await expect(tx.commit({})).rejects.toMatchObject({ code: "conflict" });
  await engine.pump();
  expect(await engine.inbox(to)).toEqual([]);
});

test("a message that comes again, late or at the same time, sends nothing again", async () => {
  const letter = await aLetter();
  const outcomes = await Promise.all(Array.from({ length: 8 }, () => send(system(), letter.id)));
  expect(outcomes.filter((outcome) => outcome === "sent")).toHaveLength(1);
  expect(await send(system(), letter.id)).toBe("left");
  for (let index = 0; index < 3; index++)
    await engine.clients.send(engine.names.queueUrls.get("letters")!, again(letter));
  await engine.pump();
  expect(await received(letter)).toBe(1);
  expect(ses.calls).toBe(1);
});

test("an answer that was lost is waited for ten minutes, and the event of the sending ends the wait", async () => {
  const letter = await aLetter();
  ses.next = ["lost"];
  expect(await send(system(), letter.id)).toBe("unclear");
  expect(await stateOf(letter)).toMatchObject({ state: "sending", attempts: 1 });
  expect(await send(system(after(letter.createdAt, 9 * MINUTE)), letter.id)).toBe("left");
  await engine.clients.send(engine.names.queueUrls.get("letter-events")!, sendEvent(letter));
  await engine.pump();
  expect(await stateOf(letter)).toMatchObject({ state: "sent", messageId: "ses-1" });
  await engine.tick(after(letter.createdAt, 30 * MINUTE));
  await engine.pump();
  expect(ses.calls).toBe(1);
});

test("without that event the clock sends the letter again", async () => {
  const letter = await aLetter();
  ses.next = ["lost"];
  await engine.pump();
  expect(await received(letter)).toBe(0);
  await engine.tick(after(letter.createdAt, 9 * MINUTE));
  await engine.pump();
  expect(await received(letter)).toBe(0);
  await engine.tick(after(letter.createdAt, 11 * MINUTE));
  await engine.pump();
  expect(await received(letter)).toBe(1);
  expect(await stateOf(letter)).toMatchObject({ state: "sent", attempts: 2 });
});

test("a worker that died after its claim is followed by another when the lease is over", async () => {
  const letter = await aLetter();
  const tx = storeOf(system()).tx();
  tx.update(LetterTable, letter, { state: "sending", attempts: 1, dueAt: after(letter.createdAt, 10 * MINUTE) });
  await tx.commit({});
  await engine.pump();
  expect(await received(letter)).toBe(0);
  await engine.tick(after(letter.createdAt, 11 * MINUTE));
  await engine.pump();
  expect(await received(letter)).toBe(1);
});

test("a letter whose message was lost altogether is found by the clock", async () => {
  const caller = system();
  const tx = storeOf(caller).tx();
  const fields = { to: anEmail(), language: "en", template: "password_unknown", attempts: 0 } as const;
  const letter = tx.create(LetterTable, { ...fields, id: newId("letter"), state: "queued" });
  await tx.commit({});
  await engine.tick(after(caller.now, 14 * MINUTE));
  await engine.pump();
  expect(await received(letter)).toBe(0);
  await engine.tick(after(caller.now, 16 * MINUTE));
  await engine.pump();
  expect(await received(letter)).toBe(1);
});

test("what SES refuses for good is failed, with its code; what it refuses for now is sent later, waiting longer each time", async () => {
  const refused = await aLetter();
  ses.next = [{ status: 400, code: "MessageRejected" }];
  expect(await send(system(), refused.id)).toBe("refused");
  expect(await stateOf(refused)).toMatchObject({ state: "failed", trouble: "MessageRejected" });
  expect(await send(system(after(refused.createdAt, 3600)), refused.id)).toBe("left");

  const throttled = await aLetter();
  ses.next = [
    { status: 400, code: "Throttling" },
    { status: 400, code: "ConfigurationSetSendingPausedException" },
  ];
  expect(await send(system(throttled.createdAt), throttled.id)).toBe("later");
  expect(await stateOf(throttled)).toMatchObject({
    state: "queued",
    dueAt: after(throttled.createdAt, MINUTE),
    trouble: "Throttling",
  });
  expect(await send(system(throttled.createdAt), throttled.id)).toBe("left");
  const second = after(throttled.createdAt, MINUTE);
  expect(await send(system(second), throttled.id)).toBe("later");
  expect((await stateOf(throttled)).dueAt).toBe(after(second, 2 * MINUTE));
  expect(await send(system(after(second, 2 * MINUTE)), throttled.id)).toBe("sent");
  expect((await stateOf(throttled)).trouble).toBeUndefined();
});

test("an error of SES's own leaves it open whether the letter was taken; after twelve tries it is failed", async () => {
  const letter = await aLetter();
  let now = letter.createdAt;
  ses.next = Array.from({ length: 12 }, () => ({ status: 503, code: "ServiceUnavailable" }));
  for (let index = 0; index < 12; index++, now = after(now, 11 * MINUTE)) {
    expect(await send(system(now), letter.id)).toBe("unclear");
  }
  expect(ses.calls).toBe(12);
  expect(await send(system(now), letter.id)).toBe("refused");
  expect(ses.calls).toBe(12);
  expect(await stateOf(letter)).toMatchObject({ state: "failed", trouble: "too_many_tries" });
});

test("the token of a link is in the letter and nowhere in the table", async () => {
  const caller = system();
  const platform = new PlatformStore(caller.meter);
  const tx = platform.tx(caller);
  const linkId = newLink(tx, { kind: "password", payload: { personId: "per_1" }, seconds: 3600 }, caller.now);
  const letter = queue(tx, { to: anEmail(), language: "ru", template: "password", values: { name: "Ольга" }, linkId });
  await tx.commit({});
  await engine.pump();
  const [received] = await engine.inbox(letter.to);
  expect(received!.subject).toBe("Новый пароль для Prodano");
  const token = new RegExp(`${engine.webUrl}/reset#(\\S+)`).exec(received!.body.text!)![1]!;
  expect(await readLink(platform, token, "password", caller.now)).toMatchObject({ payload: { personId: "per_1" } });
  expect(JSON.stringify(await stateOf(letter))).not.toContain(token);
});

test("a message of a letter that is not there is passed over, and a broken one goes to the dead-letter queue", async () => {
  const url = engine.names.queueUrls.get("letters")!;
  const letter = await aLetter();
  await engine.clients.send(url, again({ ...letter, id: "let_01ARZ3NDEKTSV4RRFFQ69G5FAV" }));
  await engine.clients.send(url, "{");
  await engine.pump();
  expect(await received(letter)).toBe(1);
  expect(await engine.deadLetters("letters")).toEqual(["{"]);
});

function again({ id }: Letter): string {
  const now = new Date().toISOString();
  const entity = { kind: "letter", id, ver: 1 };
  const payload = { letterId: id };
  const event = {
    id: `evt_${Math.random()}`,
    name: "letter.queued",
    v: 1,
    at: now,
    tenant: PLATFORM_TENANT,
    actor: "system",
    entity,
    payload,
  };
  return busEvent(event, now);
}

function sendEvent({ id }: Letter): string {
  const tags = { letter: [id], tenant: [PLATFORM_TENANT], "ses:from-domain": ["prodano.localhost"] };
  return JSON.stringify({
    eventType: "Send",
    mail: { messageId: "ses-1", timestamp: new Date().toISOString(), tags },
    send: {},
  });
}
