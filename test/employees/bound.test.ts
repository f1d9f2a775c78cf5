import { afterAll, beforeAll, expect, test } from "vitest";
import type { Caller } from "#shared/caller.ts";
import { add, addTeam, change, close, find, join } from "#shared/employees/employees.ts";
import type { Employee } from "#shared/employees/schema.ts";
import { newId } from "#shared/ids.ts";
import { list as keysOf, make, MOST_KEYS, revoke } from "#shared/keys/keys.ts";
import { storeOf } from "#shared/table/store.ts";
import { aCompany, repeatable } from "#test/support/callers.ts";
import { startEngine, type Engine } from "#test/support/engine.ts";

/** Managers above one at most. */
const LEVELS = 20;

let engine: Engine;
beforeAll(async () => void (engine = await startEngine()));
afterAll(() => engine.stop());

const working = async (caller: Caller) => (await keysOf(caller)).keys.filter(({ revokedAt }) => !revokedAt);

/** A company with two owners who sign in, the longest chain of managers and a team; the first owner makes keys. */
async function atTheBound(makeKeys: (owner: Caller) => Promise<unknown>) {
  const { owner, as, system } = await aCompany();
  const another = await as("owner");
  const tx = storeOf(system).tx();
  join(tx, (await find(system, another.userId)) as Employee, { personId: newId("person") });
  await tx.commit({});
  await makeKeys(owner);
  const chain: string[] = [];
  for (let level = 0; level < LEVELS; level++) {
    const managerId = chain.at(-1);
    chain.push((await add(system, { name: `${level}`, role: "observer", ...(managerId ? { managerId } : {}) })).id);
  }
  const { id: teamId } = await addTeam(system, { name: "Team" });
  const { ver } = (await find(owner, owner.userId))!;
  const lower = { id: owner.userId, ver, role: "observer", managerId: chain.at(-1)!, teamId, name: "Lower" } as const;
  return { owner, another, lower };
}

async function allKeys(owner: Caller): Promise<void> {
  for (let key = 0; key < MOST_KEYS; key++) await make(owner, { label: String(key), role: "administrator" });
}

test("one transaction lowers an owner with all keys of his company and puts him below 20 managers", async () => {
  const { owner, another, lower } = await atTheBound(allKeys);
  expect(await working(owner)).toHaveLength(MOST_KEYS);
  expect(await change(repeatable(another, "lower"), lower)).toMatchObject({ role: "observer", name: "Lower" });
  expect(await working(owner)).toEqual([]);
}, 60_000);

test("one transaction closes the account of an owner with all keys of his company", async () => {
  const { owner, another, lower } = await atTheBound(allKeys);
  expect(await close(repeatable(another, "close"), lower)).toMatchObject({ state: "closed" });
  expect(await working(another)).toEqual([]);
  expect(await find(owner, owner.userId)).toMatchObject({ state: "closed" });
}, 60_000);

test("more keys than that, made at one moment, are told and not tried", async () => {
  const { owner, another, lower } = await atTheBound((maker) =>
    Promise.all(
      Array.from({ length: MOST_KEYS + 5 }, (_, key) => make(maker, { label: String(key), role: "observer" })),
    ),
  );
  const keys = await working(owner);
  expect(keys.length).toBeGreaterThan(MOST_KEYS);
  const refused = { code: "invalid_state", details: { reason: "too_many_keys" } };
  await expect(close(another, lower)).rejects.toMatchObject(refused);
  for (const { id } of keys.slice(MOST_KEYS)) await revoke(owner, { id });
  expect(await close(another, lower)).toMatchObject({ state: "closed" });
}, 60_000);
