import { afterAll, beforeAll, expect, test } from "vitest";
import { change, get } from "#shared/companies/companies.ts";
import { startSet } from "#shared/companies/start-set.ts";
import { list as dictionariesOf } from "#shared/dictionaries/dictionaries.ts";
import { dictionaryNames } from "#shared/dictionaries/schema.ts";
import { list as peopleOf } from "#shared/employees/employees.ts";
import { languages } from "#shared/caller.ts";
import { aCompany } from "#test/support/callers.ts";
import { startEngine, type Engine } from "#test/support/engine.ts";

let engine: Engine;
beforeAll(async () => void (engine = await startEngine()));
afterAll(() => engine.stop());

test("a new company has its owner, active, and every dictionary of the start set in its language", async () => {
  for (const language of languages) {
    const { owner, person } = await aCompany({ language });
    const { employees, teams } = await peopleOf(owner);
    expect(employees).toMatchObject([{ id: owner.userId, role: "owner", state: "active", email: person.email }]);
    expect(teams).toEqual([]);
    const { dictionaries } = await dictionariesOf(owner);
    expect(dictionaries.map(({ id }) => id)).toEqual(dictionaryNames);
    for (const { id, entries } of dictionaries) {
      expect(entries.map(({ name, code }) => ({ name, code }))).toEqual(
        startSet[id].map((ready) => ({ name: ready[language], code: ready.code })),
      );
    }
    expect(await get(owner)).toMatchObject({ id: owner.tenant, language, currency: "RUB", setUp: false, demo: false });
  }
});

test("the types of activity of the start set carry the codes that rules ask for", () => {
  expect(startSet.activity_type.map(({ code }) => code)).toEqual([
    "call",
    "meeting",
    "letter",
    "fax",
    "email",
    "document",
    "demo_sent",
    "demonstration",
  ]);
});

test("settings change over the version that was seen, and not over an older one", async () => {
  const { owner } = await aCompany();
  const seen = await get(owner);
  const changed = await change(owner, { name: "Василёк", ver: seen.ver });
  expect(changed).toMatchObject({ name: "Василёк", ver: seen.ver + 1, currency: seen.currency });
  await expect(change(owner, { name: "Лютик", ver: seen.ver })).rejects.toMatchObject({
    code: "conflict",
    details: { reason: "stale", current: { name: "Василёк" } },
  });
  expect((await get(owner)).name).toBe("Василёк");
});

test("of two who change settings at once one is told of the other", async () => {
  const { owner } = await aCompany();
  const { ver } = await get(owner);
  const done = await Promise.allSettled(["a", "b", "c"].map((name) => change(owner, { name, ver })));
  expect(done.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
});

test("a manager of sales reads the settings and cannot change them", async () => {
  const { as } = await aCompany();
  const manager = await as("sales_manager");
  const { ver } = await get(manager);
  await expect(change(manager, { name: "Моя", ver })).rejects.toMatchObject({ code: "forbidden" });
});
