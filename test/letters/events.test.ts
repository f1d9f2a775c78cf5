import { afterAll, beforeAll, expect, test } from "vitest";
import fc from "fast-check";
import { asSystem, newMeter, type Caller } from "#shared/caller.ts";
import { queue } from "#shared/letters/queue.ts";
import { mark, type MailEvent } from "#shared/letters/mark.ts";
import type { Letter } from "#shared/letters/schema.ts";
import { LetterTable } from "#shared/letters/table.ts";
import { storeOf } from "#shared/table/store.ts";
import { aCompany } from "#test/support/callers.ts";
import { startEngine, type Engine } from "#test/support/engine.ts";
import { anEmail } from "#test/support/people.ts";

let engine: Engine;
let system: Caller;
beforeAll(async () => {
  engine = await startEngine();
  ({ system } = await aCompany());
});
afterAll(() => engine.stop());

async function aSentLetter(): Promise<Letter> {
  const tx = storeOf(system).tx();
  const letter = queue(tx, { to: anEmail(), language: "en", template: "password_unknown" });
  await tx.commit({});
  await engine.pump();
  return letter;
}

async function stateOf({ id }: Letter): Promise<Letter> {
  return (await storeOf(system).get(LetterTable, { id }))!;
}

function event(letter: { id: string }, eventType: string, rest: object = {}, tenant = system.tenant) {
  const tags = { letter: [letter.id], tenant: [tenant] };
  return { eventType, mail: { messageId: "ses-1", timestamp: "2026-11-22T09:30:00.000Z", tags }, ...rest };
}

async function tell(...events: unknown[]): Promise<void> {
  for (const one of events) {
    await engine.clients.send(
      engine.names.queueUrls.get("letter-events")!,
      typeof one === "string" ? one : JSON.stringify(one),
    );
  }
  await engine.pump();
}

const permanent = { bounce: { bounceType: "Permanent", bounceSubType: "NoEmail" } };

test("a letter that came back, or that its receiver complained of, says so", async () => {
  const [bounced, complained] = [await aSentLetter(), await aSentLetter()];
  await tell(event(bounced, "Bounce", permanent), event(complained, "Complaint"));
  expect(await stateOf(bounced)).toMatchObject({ state: "bounced", trouble: "Permanent/NoEmail" });
  expect(await stateOf(complained)).toMatchObject({ state: "complained" });
});

test("an answer that somebody is out of office is no bounce", async () => {
  const letter = await aSentLetter();
  await tell(event(letter, "Bounce", { bounce: { bounceType: "Transient", bounceSubType: "General" } }));
  expect(await stateOf(letter)).toMatchObject({ state: "sent" });
  await tell(event(letter, "Bounce", { bounce: { bounceType: "Transient", bounceSubType: "MailboxFull" } }));
  expect(await stateOf(letter)).toMatchObject({ state: "bounced", trouble: "Transient/MailboxFull" });
});

test("in whatever order and however often events come, the letter ends in the same state", async () => {
  const events: MailEvent[] = [
    event({ id: "" }, "Send"),
    event({ id: "" }, "Delivery"),
    event({ id: "" }, "Bounce", permanent),
    event({ id: "" }, "DeliveryDelay"),
  ];
  await fc.assert(
    fc.asyncProperty(
      fc.shuffledSubarray([...events, ...events], { minLength: events.length * 2 }),
      fc.boolean(),
      async (order, atOnce) => {
        const tx = storeOf(system).tx();
        const letter = queue(tx, { to: anEmail(), language: "en", template: "password_unknown" });
        await tx.commit({});
        if (atOnce) await Promise.all(order.map((one) => mark(system, letter.id, one)));
        else for (const one of order) await mark(system, letter.id, one);
        expect(await stateOf(letter)).toMatchObject({ state: "bounced", messageId: "ses-1" });
      },
    ),
    { numRuns: 10 },
  );
});

test("events come wrapped by SNS or as they are", async () => {
  const letter = await aSentLetter();
  await tell({ Type: "Notification", Message: JSON.stringify(event(letter, "Bounce", permanent)) });
  expect((await stateOf(letter)).state).toBe("bounced");
});

test("an event of another's letter, of another kind, or of a company that is gone is passed over", async () => {
  const letter = await aSentLetter();
  const other = await aCompany();
  const before = await stateOf(letter);
  await tell(
    event(letter, "Bounce", permanent, other.id),
    event(letter, "Bounce", permanent, "co_2222222222"),
    event({ id: "let_01ARZ3NDEKTSV4RRFFQ69G5FAV" }, "Bounce", permanent),
    event(letter, "Subscription"),
    { eventType: "Bounce", mail: { messageId: "x", timestamp: "y", tags: { "ses:from-domain": ["a"] } } },
    { eventType: "Bounce", mail: { messageId: "x", timestamp: "y" } },
  );
  expect(await stateOf(letter)).toEqual(before);
  expect(await engine.deadLetters("letter-events")).toEqual([]);
});

test("a message that is no event goes to the dead-letter queue, and those behind it are read", async () => {
  const letter = await aSentLetter();
  await tell("{", { nothing: 1 }, { Type: "Notification", Message: "{" }, event(letter, "Complaint"));
  expect((await stateOf(letter)).state).toBe("complained");
  expect(await engine.deadLetters("letter-events")).toHaveLength(3);
});

test("the system of one company marks no letter of another", async () => {
  const letter = await aSentLetter();
  const stranger = asSystem(
    { now: system.now, requestId: "test", language: "en", meter: newMeter() },
    (await aCompany()).id,
  );
  await mark(stranger, letter.id, event(letter, "Bounce", permanent));
  expect((await stateOf(letter)).state).toBe("sent");
});
