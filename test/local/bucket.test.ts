import { GetObjectCommand } from "@aws-sdk/client-s3";
import { createPresignedPost } from "@aws-sdk/s3-presigned-post";
import { getSignedUrl } from "@aws-sdk/s3-request-presigner";
import { afterAll, beforeAll, expect, test } from "vitest";
import { startEngine, type Engine } from "#test/support/engine.ts";

let engine: Engine;
beforeAll(async () => {
  engine = await startEngine();
});
afterAll(() => engine.stop());

const origin = "http://localhost:3000";

async function post(content: string | Uint8Array<ArrayBuffer>, changes: Record<string, string> = {}, expires = 60) {
  const { url, fields } = await createPresignedPost(engine.clients.s3, {
    Bucket: engine.names.bucket,
    Key: "T/one/file.csv",
    Conditions: [["content-length-range", 1, 20 * 1024 * 1024]],
    Fields: { "Content-Type": "text/csv" },
    Expires: expires,
  });
  const form = new FormData();
  for (const [name, value] of Object.entries({ ...fields, ...changes })) form.set(name, value);
  form.set("file", new Blob([content]), "file.csv");
  return fetch(url, { method: "POST", body: form, headers: { origin } });
}

test("a page of the web posts a file of many megabytes and reads it by a short link", async () => {
  const content = new Uint8Array(15 * 1024 * 1024).fill(65);
  const posted = await post(content);
  expect([posted.status, posted.headers.get("access-control-allow-origin")]).toEqual([204, origin]);
  const link = await getSignedUrl(
    engine.clients.s3,
    new GetObjectCommand({ Bucket: engine.names.bucket, Key: "T/one/file.csv" }),
  );
  const read = await fetch(link, { headers: { origin } });
  expect(read.headers.get("access-control-allow-origin")).toBe(origin);
  expect((await read.arrayBuffer()).byteLength).toBe(content.length);
});

test("a preflight of the web is answered, one of any other page is not", async () => {
  const ask = (from: string) =>
    fetch(`${engine.clients.endpoints.aws}/${engine.names.bucket}`, {
      method: "OPTIONS",
      headers: {
        origin: from,
        "access-control-request-method": "POST",
        "access-control-request-headers": "content-type",
      },
    });
  const allowed = await ask(origin);
  expect([allowed.status, allowed.headers.get("access-control-allow-headers")]).toEqual([204, "content-type"]);
  expect((await ask("http://elsewhere.example")).status).toBe(403);
});

test("a form that breaks its policy is refused and keeps nothing", async () => {
  expect((await post("a,b", { key: "T/other/file.csv" })).status).toBe(403);
  expect((await post("")).status).toBe(400);
  expect((await post(new Uint8Array(21 * 1024 * 1024))).status).toBe(400);
  expect((await post("a,b", { policy: "" })).status).toBe(403);
  expect((await post("a,b", { policy: "no base64" })).status).toBe(403);
  expect((await post("a,b", {}, -60)).status).toBe(403);
});
