import { Readable } from "node:stream";
import { afterAll, beforeAll, expect, test } from "vitest";
import { add, link, readBytes, readStream, uploaded, write } from "#shared/files/files.ts";
import { mostBytes } from "#shared/files/schema.ts";
import { aCompany } from "#test/support/callers.ts";
import { startEngine, type Engine } from "#test/support/engine.ts";
import { everyItem } from "#test/support/table.ts";
import { aPdf, bring, post } from "./upload.ts";

let engine: Engine;
beforeAll(async () => void (engine = await startEngine()));
afterAll(() => engine.stop());

test("a file is announced, posted to the bucket, looked at and downloaded as it was", async () => {
  const { owner } = await aCompany();
  const content = aPdf(3000);
  const { file, upload } = await add(owner, { name: "Счёт № 1.pdf", bytes: content.length, purpose: "attachment" });
  expect(file).toMatchObject({ state: "pending", contentType: "application/octet-stream" });
  expect(file).not.toHaveProperty("key");
  await expect(uploaded(owner, { id: file.id })).rejects.toMatchObject({ details: { reason: "file_not_there" } });
  await expect(link(owner, { id: file.id })).rejects.toMatchObject({ details: { reason: "file_not_ready" } });

  expect(await post(upload, content)).toBeLessThan(300);
  expect(await uploaded(owner, { id: file.id })).toMatchObject({ state: "ready", contentType: "application/pdf" });
  expect(await uploaded(owner, { id: file.id })).toMatchObject({ state: "ready", ver: 2 });

  const answer = await fetch((await link(owner, { id: file.id })).url);
  expect(Buffer.from(await answer.arrayBuffer()).equals(content)).toBe(true);
  expect(answer.headers.get("content-type")).toBe("application/pdf");
  expect(answer.headers.get("content-disposition")).toBe(
    `attachment; filename="____ _ 1.pdf"; filename*=UTF-8''${encodeURIComponent("Счёт № 1.pdf")}`,
  );
  expect((await readBytes(owner, file.id)).equals(content)).toBe(true);
});

test("the form takes no other length, and what was found good cannot be replaced by it", async () => {
  const { owner } = await aCompany();
  const { file, upload } = await add(owner, { name: "a.pdf", bytes: 100, purpose: "attachment" });
  expect(await post(upload, aPdf(101))).toBe(400);
  expect(await post(upload, aPdf(99))).toBe(400);
  expect(await post({ ...upload, fields: { ...upload.fields, key: `T/${owner.tenant}/${file.id}` } }, aPdf(100))).toBe(
    403,
  );
  expect(await post(upload, aPdf(100))).toBeLessThan(300);
  await uploaded(owner, { id: file.id });
  const script = Buffer.from("#!/bin/sh\n".padEnd(100));
  expect(await post(upload, script)).toBeLessThan(300);
  expect((await readBytes(owner, file.id)).equals(aPdf(100))).toBe(true);
});

test("a file that is not what it should be is refused for good", async () => {
  const { owner } = await aCompany();
  const file = await bring(owner, { name: "photo.pdf", content: Buffer.from("<html><script>alert(1)</script>") });
  expect(file.state).toBe("refused");
  expect(await uploaded(owner, { id: file.id })).toMatchObject({ state: "refused" });
  await expect(link(owner, { id: file.id })).rejects.toMatchObject({ details: { reason: "file_not_ready" } });
});

test("a file over the bound of its purpose is refused before it is sent", async () => {
  const { owner } = await aCompany();
  await expect(
    add(owner, { name: "a.pdf", bytes: mostBytes.attachment + 1, purpose: "attachment" }),
  ).rejects.toMatchObject({
    code: "too_large",
    details: { params: { limit: 7 } },
  });
  await add(owner, { name: "a.csv", bytes: mostBytes.attachment + 1, purpose: "import" });
});

test("a file of another company answers as a missing one", async () => {
  const [one, other] = await Promise.all([aCompany(), aCompany()]);
  const { id } = await bring(one.owner, { name: "a.pdf", content: aPdf() });
  const reads = [
    () => link(other.owner, { id }),
    () => uploaded(other.owner, { id }),
    () => readBytes(other.owner, id),
  ];
  for (const read of reads) {
    await expect(read()).rejects.toMatchObject({ code: "not_found", details: {} });
  }
});

test("a file is read by those whose rights reach it: attachments by History, imports by imports", async () => {
  const { owner, as } = await aCompany();
  const [manager, agent, observer] = await Promise.all([
    as("sales_manager"),
    as("telemarketing_agent"),
    as("observer"),
  ]);
  const attachment = await bring(agent, { name: "a.pdf", content: aPdf() });
  const table = await bring(owner, { name: "a.csv", content: Buffer.from("a;b"), purpose: "import" });
  await link(manager, { id: attachment.id });
  await link(agent, { id: attachment.id });
  await expect(link(manager, { id: table.id })).rejects.toMatchObject({ code: "not_found" });
  await expect(uploaded(manager, { id: attachment.id })).rejects.toMatchObject({ code: "forbidden" });
  const foreign = await bring(manager, { name: "b.pdf", content: aPdf() });
  await expect(link(agent, { id: foreign.id })).rejects.toMatchObject({ code: "not_found" });
  await expect(add(observer, { name: "a.pdf", bytes: 10, purpose: "attachment" })).rejects.toMatchObject({
    code: "forbidden",
  });
  await expect(add(manager, { name: "a.csv", bytes: 10, purpose: "import" })).rejects.toMatchObject({
    code: "forbidden",
  });
});

test("the product writes files of any length, and whoever asked for them reads them", async () => {
  const { system, as, owner } = await aCompany();
  const manager = await as("sales_manager");
  const asked = { ...system, actor: manager.actor };
  const short = await write(asked, {
    name: "refused.csv",
    contentType: "text/csv",
    purpose: "export",
    body: "a;b\r\n",
  });
  expect((await readBytes(manager, short.id)).toString()).toBe("a;b\r\n");
  expect((await write(asked, { name: "empty.csv", contentType: "text/csv", purpose: "export", body: "" })).bytes).toBe(
    0,
  );

  const line = "строка;".repeat(1000);
  const body = Readable.from(Array.from({ length: 1500 }, () => line));
  const long = await write(asked, { name: "all.csv", contentType: "text/csv", purpose: "export", body });
  expect(long.bytes).toBe(Buffer.byteLength(line) * 1500);
  let bytes = 0;
  for await (const chunk of await readStream(owner, long.id)) bytes += (chunk as Buffer).length;
  expect(bytes).toBe(long.bytes);
  await expect(link(await as("observer"), { id: long.id })).rejects.toMatchObject({ code: "not_found" });
});

test("a body that breaks off leaves no file", async () => {
  const { system } = await aCompany();
  async function* broken() {
    yield Buffer.alloc(9 * 1024 * 1024, 0x61);
    await Promise.resolve();
    throw new Error("the source is gone");
  }
  await expect(
    write(system, { name: "a.csv", contentType: "text/csv", purpose: "export", body: broken() }),
  ).rejects.toThrow("gone");
  expect((await everyItem(engine)).filter(({ pk }) => String(pk).startsWith(`T#${system.tenant}#FILE#`))).toEqual([]);
});
