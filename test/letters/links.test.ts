import { afterAll, beforeAll, expect, test } from "vitest";
import { asSystem, newMeter } from "#shared/caller.ts";
import { newLink, readLink, tokenOf, useLink, type LinkKind } from "#shared/people/links.ts";
import { PlatformStore } from "#shared/table/platform.ts";
import { after } from "#shared/time.ts";
import { startEngine, type Engine } from "#test/support/engine.ts";
import { everyItem } from "#test/support/table.ts";

let engine: Engine;
beforeAll(async () => void (engine = await startEngine()));
afterAll(() => engine.stop());

const now = "2026-11-22T09:30:00.000Z";
const caller = asSystem({ now, requestId: "test", language: "en", meter: newMeter() }, "platform");
const platform = new PlatformStore(caller.meter);
const gone = { code: "invalid_state", details: { reason: "link_used_or_expired" } };

async function aToken(kind: LinkKind = "password"): Promise<string> {
  const tx = platform.tx(caller);
  const id = newLink(tx, { kind, payload: { personId: "per_1" }, seconds: 3600 }, now);
  await tx.commit({});
  return tokenOf(id);
}

async function use(token: string): Promise<void> {
  const { id } = await readLink(platform, token, "password", now);
  const tx = platform.tx(caller);
  useLink(tx, id);
  await tx.commit({});
}

test("a token opens its link until it is used or too old", async () => {
  const token = await aToken();
  expect(token.length).toBeLessThanOrEqual(120);
  expect((await readLink(platform, token, "password", after(now, 3599))).payload).toEqual({ personId: "per_1" });
  await expect(readLink(platform, token, "password", after(now, 3600))).rejects.toMatchObject(gone);
  await use(token);
  await expect(readLink(platform, token, "password", now)).rejects.toMatchObject(gone);
});

test("of many who use a link at once one does", async () => {
  const token = await aToken();
  const done = await Promise.allSettled(Array.from({ length: 10 }, () => use(token)));
  expect(done.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
  for (const one of done) if (one.status === "rejected") expect(one.reason).toMatchObject(gone);
});

test("a forged token, one of another kind and whatever is none are refused alike", async () => {
  const token = await aToken();
  const [id, signature] = token.split(".") as [string, string];
  const other = (await aToken()).split(".") as [string, string];
  const wrong = [
    "",
    ".",
    id,
    `${id}.`,
    `${id}.${other[1]}`,
    `${other[0]}.${signature}`,
    `${token}.`,
    `${token}=`,
    `.${signature}`,
    `${id}.é`,
    "x".repeat(5000),
  ];
  for (const one of wrong) await expect(readLink(platform, one, "password", now), one).rejects.toMatchObject(gone);
  await expect(readLink(platform, token, "sign_up", now)).rejects.toMatchObject(gone);
  await readLink(platform, token, "password", now);
});

test("whoever reads the table cannot follow a link", async () => {
  const token = await aToken();
  expect(JSON.stringify(await everyItem(engine))).not.toContain(token.split(".")[1]);
});
