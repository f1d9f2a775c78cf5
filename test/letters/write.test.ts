import { afterAll, beforeAll, expect, test } from "vitest";
import type { Caller } from "#shared/caller.ts";
import { addContact, card, create } from "#shared/clients/clients.ts";
import { change as changeDictionary, list as dictionaries } from "#shared/dictionaries/dictionaries.ts";
import { get, write } from "#shared/letters/letters.ts";
import { newId } from "#shared/ids.ts";
import { aCompany, repeatable } from "#test/support/callers.ts";
import { startEngine, type Engine } from "#test/support/engine.ts";
import { anEmail } from "#test/support/people.ts";
import { everyItem } from "#test/support/table.ts";
import { add } from "#shared/files/files.ts";
import { aPdf, bring } from "../files/upload.ts";

let engine: Engine;
beforeAll(async () => void (engine = await startEngine()));
afterAll(() => engine.stop());

async function aClient(caller: Caller) {
  const [own, his] = [anEmail(), anEmail()];
  const client = await create(caller, { name: "Пекарня", kind: "organisation", phones: [], emails: [{ value: own }] });
  const contact = await addContact(caller, {
    clientId: client.id,
    lastName: "Петров",
    firstName: "Пётр",
    phones: [],
    emails: [{ value: his }],
  });
  return { clientId: client.id, contactId: contact.id, own, his };
}

const letter = { subject: "Предложение", text: "Добрый день!\n\nПредлагаем печи.", fileIds: [] as string[] };

test("a letter from the card arrives with its file, answers go to its writer, and History has it by itself", async () => {
  const { owner, person } = await aCompany({ name: "Ромашка" });
  const { clientId, contactId, his } = await aClient(owner);
  const content = aPdf(5000);
  const file = await bring(owner, { name: "Счёт № 1.pdf", content });
  const written = await write(owner, { clientId, contactId, to: his, ...letter, fileIds: [file.id] });
  expect(written.letter).toMatchObject({ state: "queued", to: his, contactId });
  expect(written.entry).toMatchObject({
    automatic: true,
    letterId: written.letter.id,
    contactId,
    performerId: owner.userId,
    at: owner.now,
    result: "Предложение\n\nДобрый день!\n\nПредлагаем печи.",
  });
  await engine.pump();

  const [received] = await engine.inbox(his);
  expect(received!.subject).toBe("Предложение");
  expect(received!.from).toContain('"Ольга Ивановна (Ромашка)" <no-reply@prodano.localhost>');
  expect(received!.replyTo[0]).toContain(person.email);
  expect(received!.destination.to[0]).toContain("Петров Пётр");
  expect(received!.body.text!.trim()).toBe(letter.text);
  expect(received!.attachments).toMatchObject([{ filename: "Счёт № 1.pdf", contentType: "application/pdf" }]);
  expect(Buffer.from(received!.attachments[0]!.content, "base64").equals(content)).toBe(true);

  expect(await get(owner, { clientId, id: written.letter.id })).toMatchObject({ state: "sent" });
  const { client, history } = await card(owner, { id: clientId });
  expect(client.lastContactAt).toBe(owner.now);
  expect(history.map(({ letterId }) => letterId)).toEqual([written.letter.id]);
});

test("without a contact the address tells whose letter it is; the card's own belongs to nobody", async () => {
  const { owner } = await aCompany();
  const { clientId, contactId, own, his } = await aClient(owner);
  expect((await write(owner, { clientId, to: his.toUpperCase(), ...letter })).entry.contactId).toBe(contactId);
  expect((await write(owner, { clientId, to: own, ...letter })).entry.contactId).toBeUndefined();
});

test("a letter to an address that is not on the card is refused", async () => {
  const { owner } = await aCompany();
  const [one, other] = [await aClient(owner), await aClient(owner)];
  const refused = { code: "invalid_input", details: { reason: "not_on_the_card" } };
  await expect(write(owner, { clientId: one.clientId, to: anEmail(), ...letter })).rejects.toMatchObject(refused);
  await expect(write(owner, { clientId: one.clientId, to: other.his, ...letter })).rejects.toMatchObject(refused);
  await expect(
    write(owner, { clientId: one.clientId, contactId: one.contactId, to: one.own, ...letter }),
  ).rejects.toMatchObject(refused);
  await expect(
    write(owner, { clientId: one.clientId, contactId: other.contactId, to: other.his, ...letter }),
  ).rejects.toMatchObject({ code: "invalid_input" });
});

test("a file of another company or of nobody, one not ready and too many bytes are refused, and nothing is written", async () => {
  const [{ owner }, other] = await Promise.all([aCompany(), aCompany()]);
  const { clientId, his } = await aClient(owner);
  const foreign = await bring(other.owner, { name: "a.pdf", content: aPdf() });
  const { file: pending } = await add(owner, { name: "a.pdf", bytes: 10, purpose: "attachment" });
  const refusedFile = await bring(owner, { name: "a.pdf", content: Buffer.from("#!/bin/sh") });
  const table = await bring(owner, { name: "a.csv", content: Buffer.from("a;b"), purpose: "import" });
  const halves = await Promise.all(
    [1, 2].map((n) => bring(owner, { name: `${n}.pdf`, content: aPdf(4 * 1024 * 1024) })),
  );
  const before = (await everyItem(engine)).length;
  const wrong = [
    [[foreign.id], "no_such_file"],
    [[newId("file")], "no_such_file"],
    [[table.id], "no_such_file"],
    [[pending.id], "file_not_ready"],
    [[refusedFile.id], "file_not_ready"],
    [halves.map(({ id }) => id), "files_too_large"],
  ] as const;
  for (const [fileIds, reason] of wrong) {
    await expect(write(owner, { clientId, to: his, ...letter, fileIds: [...fileIds] })).rejects.toMatchObject({
      details: { reason },
    });
  }
  expect((await everyItem(engine)).length).toBe(before);
});

test("a client of another company answers as a missing one, for writing and for reading", async () => {
  const [{ owner }, other] = await Promise.all([aCompany(), aCompany()]);
  const { clientId, his } = await aClient(owner);
  const written = await write(owner, { clientId, to: his, ...letter });
  const elsewhere = await aClient(owner);
  const none = { code: "not_found" };
  await expect(write(other.owner, { clientId, to: his, ...letter })).rejects.toMatchObject(none);
  await expect(get(other.owner, { clientId, id: written.letter.id })).rejects.toMatchObject(none);
  await expect(get(owner, { clientId: elsewhere.clientId, id: written.letter.id })).rejects.toMatchObject(none);
});

test("whoever sees only his own History does not read the letters of others", async () => {
  const { owner, as } = await aCompany();
  const agent = await as("telemarketing_agent");
  const { clientId, his } = await aClient(owner);
  const written = await write(owner, { clientId, to: his, ...letter });
  await expect(get(agent, { clientId, id: written.letter.id })).rejects.toMatchObject({ code: "not_found" });
  const own = await write(agent, { clientId, to: his, ...letter });
  expect(await get(agent, { clientId, id: own.letter.id })).toMatchObject({ state: "queued" });
});

test("a repeated request sends one letter and gets the first answer", async () => {
  const { owner } = await aCompany();
  const { clientId, his } = await aClient(owner);
  const caller = repeatable(owner, "key-1");
  const answers = await Promise.all([1, 2, 3].map(() => write(caller, { clientId, to: his, ...letter })));
  expect(new Set(answers.map((answer) => answer.letter.id)).size).toBe(1);
  await engine.pump();
  expect(await engine.inbox(his)).toHaveLength(1);
  expect((await card(owner, { id: clientId })).history).toHaveLength(1);
});

test("letters written at the same time all go out: none fails because another changed the card", async () => {
  const { owner } = await aCompany();
  const { clientId, his } = await aClient(owner);
  await Promise.all(
    Array.from({ length: 4 }, (_, n) => write(owner, { clientId, to: his, ...letter, subject: `Письмо ${n}` })),
  );
  await engine.pump();
  expect((await engine.inbox(his)).map(({ subject }) => subject).sort()).toEqual(
    [0, 1, 2, 3].map((n) => `Письмо ${n}`),
  );
});

test("a long letter goes out whole; History keeps its beginning", async () => {
  const { owner } = await aCompany();
  const { clientId, his } = await aClient(owner);
  const text = "ж".repeat(50_000);
  const { entry, letter: written } = await write(owner, { clientId, to: his, ...letter, text });
  expect(entry.result).toHaveLength(8000);
  expect(entry.result.endsWith("…")).toBe(true);
  expect((await get(owner, { clientId, id: written.id })).text).toBe(text);
});

test("an employee who sends letters without end is slowed down", async () => {
  const { owner } = await aCompany();
  const { clientId, his } = await aClient(owner);
  let sent = 0;
  await expect(
    (async () => {
      for (; sent < 200; sent++) await write(owner, { clientId, to: his, ...letter });
    })(),
  ).rejects.toMatchObject({ code: "rate_limited" });
  expect(sent).toBe(100);
});

test("a type of activity renamed or hidden is still found by its code", async () => {
  const { owner } = await aCompany();
  const { clientId, his } = await aClient(owner);
  const types = (await dictionaries(owner)).dictionaries.find(({ id }) => id === "activity_type")!;
  const entries = types.entries.map(({ id, name, code }) =>
    code === "letter" ? { id, name: "Послание", hidden: true } : { id, name },
  );
  await changeDictionary(owner, { id: "activity_type", entries, ver: types.ver });
  const { entry } = await write(owner, { clientId, to: his, ...letter });
  expect(entry.typeId).toBe(types.entries.find(({ code }) => code === "letter")!.id);
});
