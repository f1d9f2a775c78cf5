import { afterAll, beforeAll, expect, test } from "vitest";
import { addEntry } from "#shared/dictionaries/dictionaries.ts";
import { newId } from "#shared/ids.ts";
import { add, change, list } from "#shared/products/products.ts";
import { aCompany } from "#test/support/callers.ts";
import { startEngine, type Engine } from "#test/support/engine.ts";

let engine: Engine;
beforeAll(async () => void (engine = await startEngine()));
afterAll(() => engine.stop());

test("a name belongs to one product, compared without case and ё, also when two take it at once", async () => {
  const { owner } = await aCompany();
  const settled = await Promise.allSettled(["Ёлка", "елка", "ЕЛКА "].map((name) => add(owner, { name: name.trim() })));
  const made = settled.flatMap((one) => (one.status === "fulfilled" ? [one.value] : []));
  expect(made).toHaveLength(1);
  await expect(add(owner, { name: "ёЛКА" })).rejects.toMatchObject({
    code: "conflict",
    details: { reason: "name_taken", current: { id: made[0]!.id } },
  });
  const other = await add(owner, { name: "Сосна" });
  await expect(change(owner, { id: other.id, ver: 1, name: "Елка" })).rejects.toMatchObject({
    details: { reason: "name_taken" },
  });
  expect((await list(owner)).products.map(({ name }) => name)).toEqual([made[0]!.name, "Сосна"]);
});

test("a product that is renamed gives its old name free", async () => {
  const { owner } = await aCompany();
  const pine = await add(owner, { name: "Сосна" });
  await change(owner, { id: pine.id, ver: 1, name: "Пихта" });
  expect(await add(owner, { name: "Сосна" })).toMatchObject({ name: "Сосна" });
});

test("a group is an entry of the dictionary of groups", async () => {
  const { owner } = await aCompany();
  const group = await addEntry(owner, { id: "product_group", name: "Деревья" });
  const source = await addEntry(owner, { id: "source", name: "Лес" });
  const pine = await add(owner, { name: "Сосна", groupId: group.id, priceMinor: 100 });
  for (const groupId of [source.id, newId("entry")]) {
    await expect(add(owner, { name: "Ель", groupId })).rejects.toMatchObject({
      code: "invalid_input",
      details: { issues: [{ path: "groupId", message: "not_one_of" }] },
    });
    await expect(change(owner, { id: pine.id, ver: 1, groupId })).rejects.toMatchObject({ code: "invalid_input" });
  }
  const without = await change(owner, { id: pine.id, ver: 1, groupId: null });
  expect(without.groupId).toBeUndefined();
  expect(without.priceMinor).toBe(100);
});

test("a product changed meanwhile answers as it is now", async () => {
  const { owner } = await aCompany();
  const pine = await add(owner, { name: "Сосна" });
  await change(owner, { id: pine.id, ver: 1, hidden: true });
  await expect(change(owner, { id: pine.id, ver: 1, hidden: false })).rejects.toMatchObject({
    code: "conflict",
    details: { reason: "stale", current: { hidden: true, ver: 2 } },
  });
});

test("an accountant changes prices, a manager of sales only reads them", async () => {
  const { owner, as } = await aCompany();
  const { id } = await add(owner, { name: "Сосна", priceMinor: 100 });
  expect(await change(await as("accountant"), { id, ver: 1, priceMinor: 200 })).toMatchObject({ priceMinor: 200 });
  const manager = await as("sales_manager");
  expect((await list(manager)).products).toHaveLength(1);
  await expect(change(manager, { id, ver: 2, priceMinor: 1 })).rejects.toMatchObject({ code: "forbidden" });
  const other = await aCompany();
  await expect(change(other.owner, { id, ver: 2, priceMinor: 1 })).rejects.toMatchObject({ code: "not_found" });
});
