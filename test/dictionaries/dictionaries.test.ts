import { afterAll, beforeAll, expect, test } from "vitest";
import { addEntry, change, list } from "#shared/dictionaries/dictionaries.ts";
import type { Dictionary, DictionaryName } from "#shared/dictionaries/schema.ts";
import type { Caller } from "#shared/caller.ts";
import { newId } from "#shared/ids.ts";
import { aCompany, repeatable } from "#test/support/callers.ts";
import { startEngine, type Engine } from "#test/support/engine.ts";

let engine: Engine;
beforeAll(async () => void (engine = await startEngine()));
afterAll(() => engine.stop());

async function dictionary(caller: Caller, name: DictionaryName): Promise<Dictionary> {
  return (await list(caller)).dictionaries.find(({ id }) => id === name)!;
}

test("50 who add the same name at once make one entry and are all given it", async () => {
  const { owner } = await aCompany();
  const names = ["Поволжье", "поволжье", " ПОВОЛЖЬЕ"];
  const added = await Promise.all(
    Array.from({ length: 50 }, (_, i) => addEntry(owner, { id: "region", name: names[i % 3]!.trim() })),
  );
  expect(new Set(added.map(({ id }) => id)).size).toBe(1);
  expect((await dictionary(owner, "region")).entries).toHaveLength(1);
});

test("20 who add different names at once lose none of them", async () => {
  const { owner } = await aCompany();
  const names = Array.from({ length: 20 }, (_, i) => `Регион ${i}`);
  await Promise.all(names.map((name) => addEntry(owner, { id: "region", name })));
  const { entries } = await dictionary(owner, "region");
  expect(entries.map(({ name }) => name).sort()).toEqual([...names].sort());
});

test("a name there already, but for case and ё, answers its entry; a hidden one is shown again", async () => {
  const { owner } = await aCompany();
  const made = await addEntry(owner, { id: "region", name: "Орёл" });
  expect(await addEntry(owner, { id: "region", name: "ОРЕЛ" })).toEqual(made);
  const { ver, entries } = await dictionary(owner, "region");
  await change(owner, { id: "region", ver, entries: entries.map((entry) => ({ ...entry, hidden: true })) });
  expect(await addEntry(owner, { id: "region", name: "орел" })).toEqual(made);
  expect((await dictionary(owner, "region")).entries).toEqual([made]);
});

test("a repeated request to add is answered as the first time", async () => {
  const { owner } = await aCompany();
  const first = await addEntry(repeatable(owner, "k"), { id: "source", name: "Радио" });
  expect(await addEntry(repeatable(owner, "k"), { id: "source", name: "Радио" })).toEqual(first);
});

test("entries are renamed, ordered and hidden; a ready one keeps its code", async () => {
  const { owner } = await aCompany();
  const before = await dictionary(owner, "activity_type");
  const entries = before.entries
    .toReversed()
    .map(({ id, name, code }) => ({ id, name: code === "call" ? "Созвон" : name, hidden: code === "fax" }));
  const after = await change(owner, { id: "activity_type", ver: before.ver, entries });
  expect(after.entries.map(({ code }) => code)).toEqual(before.entries.map(({ code }) => code).reverse());
  expect(after.entries.find(({ code }) => code === "call")?.name).toBe("Созвон");
  expect(after.entries.filter(({ hidden }) => hidden).map(({ code }) => code)).toEqual(["fax"]);
});

test("an entry left out, named twice, of another dictionary or called as another is refused", async () => {
  const { owner } = await aCompany();
  const { ver, entries } = await dictionary(owner, "interest");
  const [first, second, ...rest] = entries;
  const attempt = (given: { id: string; name: string }[]) => change(owner, { id: "interest", ver, entries: given });
  await expect(attempt(entries.slice(1))).rejects.toMatchObject({ details: { reason: "entry_left_out" } });
  await expect(attempt([...entries, first!])).rejects.toMatchObject({ details: { reason: "unknown_entry" } });
  await expect(attempt([...entries, { id: newId("entry"), name: "Чужой" }])).rejects.toMatchObject({
    details: { reason: "unknown_entry", issues: [{ path: "entries.4.id" }] },
  });
  await expect(attempt([first!, { ...second!, name: first!.name.toUpperCase() }, ...rest])).rejects.toMatchObject({
    details: { reason: "same_name_twice", issues: [{ path: "entries.1.name" }] },
  });
  expect(await dictionary(owner, "interest")).toMatchObject({ ver, entries });
});

test("a dictionary changed meanwhile answers as it is now", async () => {
  const { owner } = await aCompany();
  const { ver, entries } = await dictionary(owner, "interest");
  await addEntry(owner, { id: "interest", name: "Неизвестно" });
  await expect(change(owner, { id: "interest", ver, entries })).rejects.toMatchObject({
    code: "conflict",
    details: { reason: "stale", current: { ver: ver + 1 } },
  });
});

test("a marketer adds to dictionaries, a manager of sales only reads them", async () => {
  const { as } = await aCompany();
  await addEntry(await as("marketer"), { id: "trigger", name: "Форум" });
  const manager = await as("sales_manager");
  expect((await dictionary(manager, "trigger")).entries.map(({ name }) => name)).toContain("Форум");
  await expect(addEntry(manager, { id: "trigger", name: "Слёт" })).rejects.toMatchObject({ code: "forbidden" });
});
