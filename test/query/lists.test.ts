import { afterAll, beforeAll, expect, test } from "vitest";
import { clientQueries, clientsContract } from "#shared/clients/contract.ts";
import { searchQueries } from "#shared/search/contract.ts";
import { startEngine, type Engine } from "../support/engine.ts";
import { signedUp } from "../support/people.ts";
import { problemOf } from "../support/problems.ts";

let engine: Engine;
let company: Awaited<ReturnType<typeof signedUp>>;
let see: string;
beforeAll(async () => {
  engine = await startEngine();
  company = await signedUp(engine);
  for (let index = 0; index < 57; index++) {
    const client = await company.call(clientsContract.create, {
      name: `${index % 2 ? "Ёлка" : "Apple"} ${String(index % 10)}`,
      phones: [{ value: `+7 495 100-00-${String(index).padStart(2, "0")}` }],
    });
    see = `${client.id}:${client.ver}`;
  }
});
afterAll(() => engine.stop());

test("pages in any order give every record once, also where many are equal", async () => {
  for (const sort of ["name", "-name", "createdAt", "-updatedAt", "curatorId", "-kind"]) {
    const ids: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await company.call(clientQueries.list, { sort, limit: 10, see, ...(cursor ? { cursor } : {}) });
      expect(page.total).toBe(57);
      ids.push(...page.rows.map(({ id }) => id));
      cursor = page.cursor;
    } while (cursor);
    expect(new Set(ids).size, sort).toBe(57);
    expect(ids.length, sort).toBe(57);
  }
});

test("a cursor opens the question it was given for and no other, and no forged one opens any", async () => {
  const { cursor } = await company.call(clientQueries.list, { sort: "name", limit: 10 });
  const other = await signedUp(engine);
  for (const refused of [
    company.call(clientQueries.list, { sort: "-name", limit: 10, cursor: cursor! }),
    company.call(clientQueries.list, { sort: "name", find: "apple", limit: 10, cursor: cursor! }),
    company.call(clientQueries.list, { sort: "name", limit: 10, cursor: `${cursor!.slice(0, -2)}xx` }),
    company.call(clientQueries.list, { sort: "name", limit: 10, cursor: "nonsense" }),
    other.call(clientQueries.list, { sort: "name", limit: 10, cursor: cursor! }),
  ]) {
    expect(await problemOf(refused)).toMatchObject({ status: 400, reason: "bad_cursor" });
  }
});

test("an unknown field is refused in a filter and in an order", async () => {
  const filter = { field: "secret", op: "eq", value: 1 } as const;
  expect(await problemOf(company.call(clientQueries.list, { filter }))).toMatchObject({
    status: 400,
    reason: "unknown_column",
  });
  expect(await problemOf(company.call(clientQueries.list, { sort: "secret" }))).toMatchObject({
    status: 400,
    reason: "unknown_column",
  });
});

test("search finds by prefix of a word, with е for ё, and by digits of a phone however it is typed", async () => {
  const found = async (q: string) => (await company.call(searchQueries.find, { q, limit: 50 })).hits;
  expect(await found("елк")).toHaveLength(28);
  expect((await found("apple 4")).every(({ title }) => title === "Apple 4")).toBe(true);
  expect(await found("8 495 100 00 07")).toMatchObject([{ kind: "client", title: "Ёлка 7" }]);
  expect(await found("no such thing")).toEqual([]);
});

test("what was deleted is in no list and not found", async () => {
  const client = await company.call(clientsContract.create, { name: "Unikum" });
  await company.call(clientsContract.remove, { id: client.id });
  expect((await company.call(clientQueries.list, { find: "unikum", see: `${client.id}:2` })).total).toBe(0);
  expect((await company.call(searchQueries.find, { q: "unikum" })).hits).toEqual([]);
});
