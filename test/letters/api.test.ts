import { afterAll, beforeAll, expect, test } from "vitest";
import { auditContract } from "#shared/audit/contract.ts";
import { clientsContract } from "#shared/clients/contract.ts";
import { filesContract } from "#shared/files/contract.ts";
import { lettersContract } from "#shared/letters/contract.ts";
import { startEngine, type Engine } from "#test/support/engine.ts";
import { anEmail, signedUp } from "#test/support/people.ts";
import { aPdf, post } from "../files/upload.ts";

let engine: Engine;
beforeAll(async () => void (engine = await startEngine()));
afterAll(() => engine.stop());

test("through the API: a file is brought, a letter sent with it, its state told, and the card's changes are listed", async () => {
  const { call } = await signedUp(engine);
  const to = anEmail();
  const client = await call(clientsContract.create, { name: "Bakery", emails: [{ value: to }] });
  const content = aPdf();
  const { file, upload } = await call(filesContract.add, {
    name: "Offer.pdf",
    bytes: content.length,
    purpose: "attachment",
  });
  await post(upload, content);
  expect((await call(filesContract.uploaded, { id: file.id })).state).toBe("ready");
  const { letter, entry } = await call(lettersContract.write, {
    clientId: client.id,
    to,
    subject: "Offer",
    text: "Hello",
    fileIds: [file.id],
  });
  expect(entry.can).toContain("read");
  await engine.pump();
  expect(await call(lettersContract.get, { clientId: client.id, id: letter.id })).toMatchObject({
    state: "sent",
    fileIds: [file.id],
  });
  expect((await engine.inbox(to))[0]!.attachments[0]!.filename).toBe("Offer.pdf");
  const { url } = await call(filesContract.link, { id: file.id });
  expect((await fetch(url)).status).toBe(200);
  const { changes } = await call(auditContract.of, { id: client.id });
  expect(changes.map(({ ver }) => ver)).toEqual([2, 1]);
  expect(changes[0]!.fields).toMatchObject([{ field: "lastContactAt" }]);
});

test("every field of a letter has its bounds, and a wrong one is named in the user's language", async () => {
  const { call, headers } = await signedUp(engine);
  const to = anEmail();
  const client = await call(clientsContract.create, { name: "Bakery", emails: [{ value: to }] });
  const good = { to, subject: "Offer", text: "Hello" };
  const wrong: [object, string][] = [
    [{ ...good, to: "nobody" }, "to"],
    [{ ...good, to: `${to}\r\nBcc: victim@example.com` }, "to"],
    [{ ...good, subject: "Offer\r\nBcc: victim@example.com" }, "subject"],
    [{ ...good, subject: "" }, "subject"],
    [{ ...good, subject: "x".repeat(201) }, "subject"],
    [{ ...good, text: "" }, "text"],
    [{ ...good, text: "x".repeat(50_001) }, "text"],
    [{ ...good, text: "\u0000" }, "text"],
    [{ ...good, fileIds: ["x"] }, "fileIds.0"],
    [{ ...good, fileIds: Array.from({ length: 11 }, () => "file_01ARZ3NDEKTSV4RRFFQ69G5FAV") }, "fileIds"],
    [{ ...good, from: "boss@bank.example" }, ""],
  ];
  for (const [body, path] of wrong) {
    const answer = await engine.request({
      method: "POST",
      path: `/api/v1/clients/${client.id}/letters`,
      headers: { ...headers, "accept-language": "ru", "idempotency-key": crypto.randomUUID() },
      body,
    });
    expect(answer.status, JSON.stringify(body)).toBe(400);
    const { issues } = JSON.parse(answer.body.toString()) as { issues: { path: string; message: string }[] };
    expect(issues[0]!.path).toBe(path);
  }
  await engine.pump();
  expect(await engine.inbox(to)).toEqual([]);
});

test("a file's name and length have bounds, and its links answer nobody else", async () => {
  const { call } = await signedUp(engine);
  const wrong = [
    { name: "", bytes: 1, purpose: "attachment" as const },
    { name: "a\r\nb.pdf", bytes: 1, purpose: "attachment" as const },
    { name: "x".repeat(201), bytes: 1, purpose: "attachment" as const },
    { name: "a.pdf", bytes: 0, purpose: "attachment" as const },
    { name: "a.pdf", bytes: 1.5, purpose: "attachment" as const },
    { name: "a.csv", bytes: 60 * 1024 * 1024, purpose: "import" as const },
  ];
  for (const input of wrong) {
    await expect(call(filesContract.add, input)).rejects.toMatchObject({ problem: { code: "invalid_input" } });
  }
  const { file } = await call(filesContract.add, { name: "a.pdf", bytes: 10, purpose: "attachment" });
  const { call: stranger } = await signedUp(engine);
  await expect(stranger(filesContract.link, { id: file.id })).rejects.toMatchObject({ problem: { code: "not_found" } });
});
