import { afterAll, beforeAll, expect, test } from "vitest";
import { list, make, revoke } from "#shared/keys/keys.ts";
import { hashOf } from "#shared/keys/presented.ts";
import { newId } from "#shared/ids.ts";
import { aCompany, repeatable } from "#test/support/callers.ts";
import { startEngine, type Engine } from "#test/support/engine.ts";
import { everyItem } from "#test/support/table.ts";

let engine: Engine;
beforeAll(async () => void (engine = await startEngine()));
afterAll(() => engine.stop());

const presented = async (key: string) => (await everyItem(engine)).filter(({ pk }) => pk === `KEY#${hashOf(key)}`);

test("a key is shown once and is nowhere in the table, nor kept for a repeat of its request", async () => {
  const { owner, id: tenant } = await aCompany();
  const made = await make(repeatable(owner, "k"), { label: "1С", role: "accountant" });
  expect(made.key).toMatch(/^pk_[\w-]{43}$/);
  expect(made.key.startsWith(made.start)).toBe(true);
  const items = await everyItem(engine);
  expect(
    items
      .map((item) => JSON.stringify(item))
      .filter((text) => text.includes(made.key) || text.includes(made.key.slice(3))),
  ).toEqual([]);
  expect(await presented(made.key)).toMatchObject([
    { tenant, keyId: made.id, role: "accountant", userId: owner.userId, label: "1С" },
  ]);
  const repeat = await make(repeatable(owner, "k"), { label: "1С", role: "accountant" });
  expect(repeat.key).not.toBe(made.key);
  expect(JSON.stringify(await list(owner))).not.toContain(hashOf(made.key));
});

test("a revoked key opens nothing, and its record stays", async () => {
  const { owner } = await aCompany();
  const { key, ...made } = await make(owner, { label: "1С", role: "observer" });
  const revoked = await revoke(owner, { id: made.id });
  expect(revoked).toMatchObject({ ...made, ver: 2, revokedAt: owner.now, updatedAt: owner.now });
  expect(await presented(key)).toEqual([]);
  expect((await list(owner)).keys).toEqual([revoked]);
  expect(await revoke(owner, { id: made.id })).toEqual(revoked);
});

test("nobody makes a key with a role above his own", async () => {
  const { as } = await aCompany();
  const administrator = await as("administrator");
  await expect(make(administrator, { label: "а", role: "owner" })).rejects.toMatchObject({
    code: "forbidden",
    details: { reason: "role_above_own" },
  });
  expect(await make(administrator, { label: "а", role: "administrator" })).toMatchObject({ role: "administrator" });
});

test("a company has 35 working keys at most; revoked ones do not count", async () => {
  const { owner } = await aCompany();
  const first = await make(owner, { label: "0", role: "observer" });
  for (let i = 1; i < 35; i++) await make(owner, { label: String(i), role: "observer" });
  await expect(make(owner, { label: "36", role: "observer" })).rejects.toMatchObject({
    code: "invalid_state",
    details: { reason: "too_many_keys" },
  });
  await revoke(owner, { id: first.id });
  expect(await make(owner, { label: "36", role: "observer" })).toMatchObject({ label: "36" });
});

test("a foreign key is a missing one", async () => {
  const [one, other] = [await aCompany(), await aCompany()];
  const { id } = await make(other.owner, { label: "а", role: "observer" });
  await expect(revoke(one.owner, { id })).rejects.toMatchObject({ code: "not_found" });
  await expect(revoke(one.owner, { id: newId("key") })).rejects.toMatchObject({ code: "not_found" });
});
