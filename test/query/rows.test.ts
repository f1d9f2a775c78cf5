import fc from "fast-check";
import { expect, test } from "vitest";
import { defineColumns, type Row } from "#shared/query/columns.ts";
import { compareKeys, Rows } from "#shared/query/rows.ts";
import { compile, fold } from "#shared/query/tree.ts";

interface Thing {
  id: string;
  ver: number;
  name: string | null;
  size: number | null;
}

const columns = defineColumns<Thing>("thing", 1, {
  name: { kind: "text", of: (one) => one.name, search: true },
  size: { kind: "number", of: (one) => one.size },
});

const change = fc.record({
  id: fc.integer({ min: 0, max: 20 }).map((n) => `t${n}`),
  name: fc.option(fc.constantFrom("Ёлка", "ель", "Apple", "apple pie", "", "Яблоко"), { nil: null }),
  size: fc.option(fc.integer({ min: -5, max: 5 }), { nil: null }),
  deleted: fc.boolean(),
});

test("whatever order changes come in, and however often, rows and orders are those of the newest versions", () => {
  fc.assert(
    fc.property(fc.array(change, { maxLength: 60 }), fc.array(fc.nat(), { maxLength: 120 }), (changes, shuffle) => {
      const vers = new Map<string, number>();
      const written = changes.map((one, index) => {
        const ver = (vers.get(one.id) ?? 0) + 1;
        vers.set(one.id, ver);
        const row: Row = one.deleted ? [-1, one.id, ver] : [1, one.id, ver, one.name, one.size];
        return { ...one, ver, row, at: String(index).padStart(4, "0") };
      });
      const newest = new Map(written.map((one) => [one.id, one]));
      const living = [...newest.values()].filter(({ deleted }) => !deleted);

      const rows = new Rows(columns);
      // A shuffled feed with repeats, then everything once: as an index that is read again delivers it.
      for (const place of shuffle) {
        const one = written[place % Math.max(1, written.length)];
        if (one) rows.apply(one.row, one.at);
        if (place % 7 === 0) rows.order(place % 2 ? "name" : "size");
      }
      for (const { row, at } of written) rows.apply(row, at);

      expect(rows.size).toBe(living.length);
      for (const field of ["name", "size"] as const) {
        const key = (one: (typeof living)[number]) =>
          one[field] === "" ? null : typeof one[field] === "string" ? fold(one[field]) : one[field];
        const expected = [...living].sort(
          (one, other) => compareKeys(key(one), key(other)) || (one.id < other.id ? -1 : 1),
        );
        expect([...rows.order(field)].map((slot) => rows.ids[slot])).toEqual(expected.map(({ id }) => id));
      }
    }),
    { numRuns: 300 },
  );
});

test("a text is found as it stands now, whatever was asked before it changed", () => {
  fc.assert(
    fc.property(
      fc.array(change, { maxLength: 40 }),
      fc.constantFrom("ЕЛ", "app", "pie", "null", ""),
      fc.constantFrom("contains" as const, "startsWith" as const),
      (changes, value, op) => {
        const rows = new Rows(columns);
        const filter = { field: "name", op, value };
        const kept = compile<number>(filter, (field) => rows.reader(field));
        const plain = compile<number>(filter, (field) => (slot) => rows.reader(field)(slot));
        for (const [index, { id, name, size, deleted }] of changes.entries()) {
          rows.apply(deleted ? [-1, id, index + 1] : [1, id, index + 1, name, size], String(index));
          rows.order("name");
          for (let slot = 0; slot < rows.ids.length; slot++) {
            if (!rows.alive[slot]) continue;
            const text = fold(String(rows.reader("name")(slot) ?? ""));
            const needle = fold(value);
            expect(kept(slot)).toBe(op === "contains" ? text.includes(needle) : text.startsWith(needle));
            expect(plain(slot)).toBe(kept(slot));
          }
        }
      },
    ),
    { numRuns: 200 },
  );
});

test("what is looked for is found in each row that has it, over blocks of rows and through changes", () => {
  const names = fc.constantFrom("ель", "ёлка, ель", "apple", "applepie pie", "", null);
  fc.assert(
    fc.property(
      fc.array(names, { minLength: 1, maxLength: 40 }),
      fc.integer({ min: 1, max: 700 }),
      fc.array(fc.tuple(fc.nat(), names), { maxLength: 5 }),
      fc.constantFrom("ель", "p", "pie\u0000", "\n", "none", ""),
      (some, times, changes, needle) => {
        const rows = new Rows(columns);
        const all = Array.from({ length: times }, (_, at) => some[at % some.length]!);
        for (const [at, name] of all.entries()) rows.apply([1, `t${at}`, 1, name, null], "0");
        const expected = () => [...rows.ids.keys()].filter((slot) => rows.texts[slot]!.includes(needle));
        expect([...rows.containing(needle)]).toEqual(expected());
        for (const [at, [place, name]] of changes.entries()) {
          rows.apply([1, `t${place % all.length}`, at + 2, name, null], "1");
          expect([...rows.containing(needle)]).toEqual(expected());
        }
      },
    ),
    { numRuns: 200 },
  );
});

test("a text is folded once, however often it is asked about", () => {
  const rows = new Rows(columns);
  rows.apply([1, "t1", 1, "Ёлка", 1], "1");
  const { folded } = rows.reader("name");
  const first = folded!(0);
  expect(first).toBe("елка");
  rows.apply([1, "t1", 2, "Ель", 1], "2");
  expect(folded!(0)).toBe("ель");
  expect(rows.reader("size").folded).toBeUndefined();
});
