import fc from "fast-check";
import { expect, test } from "vitest";
import { compile, fieldsOf, Filter, fold, operators, type Condition, type Value } from "#shared/query/tree.ts";

type Row = Record<string, Value | undefined>;

const fields = ["a", "b", "c"];
const word = fc.string({ unit: fc.constantFrom(..."абеёЁЕxXyz 1".split("")), maxLength: 6 });
const scalar = fc.oneof(word, fc.integer({ min: -3, max: 3 }), fc.boolean(), fc.constant(null));
const value: fc.Arbitrary<Value | undefined> = fc.oneof(
  scalar,
  fc.array(word, { maxLength: 3 }),
  fc.constant(undefined),
);
const row: fc.Arbitrary<Row> = fc.record({ a: value, b: value, c: value });
const condition: fc.Arbitrary<Condition> = fc.record({
  field: fc.constantFrom(...fields),
  op: fc.constantFrom(...operators),
  value: fc.oneof(scalar, fc.array(word, { maxLength: 3 })),
});
const tree: fc.Arbitrary<Filter> = fc.letrec<{ filter: Filter }>((tie) => ({
  filter: fc.oneof(
    { maxDepth: 5, depthSize: "small" },
    condition,
    fc.record({ and: fc.array(tie("filter"), { maxLength: 3 }) }),
    fc.record({ or: fc.array(tie("filter"), { maxLength: 3 }) }),
    fc.record({ not: tie("filter") }),
  ),
})).filter;

const holds = (filter: Filter, one: Row): boolean => compile<Row>(filter, (field) => (of) => of[field])(one);

test("a tree means what its branches mean, joined by and, or and not", () => {
  const meaning = (filter: Filter, one: Row): boolean => {
    if ("and" in filter) return filter.and.every((branch) => meaning(branch, one));
    if ("or" in filter) return filter.or.some((branch) => meaning(branch, one));
    if ("not" in filter) return !meaning(filter.not, one);
    return holds(filter, one);
  };
  fc.assert(
    fc.property(tree, row, (filter, one) => holds(filter, one) === meaning(filter, one)),
    { numRuns: 500 },
  );
});

test("not turns and into or of nots", () => {
  fc.assert(
    fc.property(fc.array(tree, { maxLength: 3 }), row, (branches, one) => {
      expect(holds({ not: { and: branches } }, one)).toBe(holds({ or: branches.map((not) => ({ not })) }, one));
      expect(holds({ not: { or: branches } }, one)).toBe(holds({ and: branches.map((not) => ({ not })) }, one));
    }),
  );
  expect(holds({ and: [] }, {})).toBe(true);
  expect(holds({ or: [] }, {})).toBe(false);
});

test("ne is the opposite of eq, in is eq of any, empty false of empty true, whatever the value", () => {
  fc.assert(
    fc.property(row, scalar, fc.array(word, { maxLength: 3 }), (one, wanted, list) => {
      const ask = (op: Condition["op"], of: Condition["value"]) => holds({ field: "a", op, value: of }, one);
      expect(ask("ne", wanted)).toBe(!ask("eq", wanted));
      expect(ask("in", list)).toBe(list.some((of) => ask("eq", of)));
      expect(ask("empty", true)).toBe(!ask("empty", false));
    }),
  );
});

test("an order puts each value of one kind below, at or above a bound; an empty one is nowhere", () => {
  fc.assert(
    fc.property(fc.oneof(fc.tuple(fc.integer(), fc.integer()), fc.tuple(word, word)), ([found, bound]) => {
      const ask = (op: Condition["op"]) => holds({ field: "a", op, value: bound }, { a: found });
      const sides = [ask("lt"), !ask("lt") && !ask("gt"), ask("gt")];
      if (found === "") expect(ask("lt") || ask("lte") || ask("gt") || ask("gte")).toBe(false);
      else {
        expect(sides).toEqual([found < bound, found === bound, found > bound]);
        expect(ask("lte")).toBe(found <= bound);
        expect(ask("gte")).toBe(found >= bound);
      }
      for (const empty of [undefined, null, "", []])
        expect(holds({ field: "a", op: "lte", value: bound }, { a: empty })).toBe(false);
      expect(holds({ field: "a", op: "gte", value: typeof bound === "number" ? "" : 0 }, { a: found })).toBe(false);
    }),
  );
});

test("contains and startsWith find a piece of the text in any case, with е for ё", () => {
  fc.assert(
    fc.property(word, word, word, (before, piece, after) => {
      const shout = piece.toUpperCase().replaceAll("Ё", "Е");
      const ask = (op: Condition["op"], text: string) => holds({ field: "a", op, value: shout }, { a: text });
      expect(ask("contains", before + piece + after)).toBe(fold(before + piece + after).includes(fold(piece)));
      expect(ask("startsWith", piece + after)).toBe(fold(piece + after).startsWith(fold(piece)));
      if (!/^ | $/.test(piece)) expect(ask("contains", `${before}${piece}${after}`)).toBe(true);
    }),
  );
});

test("folding twice folds no further", () => {
  fc.assert(
    fc.property(fc.oneof(fc.string(), word), (text) => fold(fold(text)) === fold(text)),
    { numRuns: 500 },
  );
  expect(fold("  ООО  «Ёлка»\n и К ")).toBe("ооо «елка» и к");
});

test("a tree reads the fields it names and no other; an unknown one is refused before any record is read", () => {
  fc.assert(
    fc.property(tree, (filter) => {
      const read = new Set<string>();
      compile<Row>(filter, (field) => {
        read.add(field);
        return (of) => of[field];
      });
      expect(read).toEqual(new Set(fieldsOf(filter)));
    }),
  );
  const known = (field: string) => {
    if (field !== "a") throw new Error(field);
    return (of: Row) => of[field];
  };
  expect(() =>
    compile<Row>({ or: [{ field: "a", op: "eq", value: 1 }, { not: { field: "x", op: "eq", value: 1 } }] }, known),
  ).toThrow("x");
});

test("trees of the product's own shape pass the schema unchanged", () => {
  fc.assert(
    fc.property(tree, (filter) => {
      expect(Filter.parse(filter)).toEqual(filter);
    }),
  );
});

test("a tree too deep, too wide, too long or of another shape is refused", () => {
  const leaf = { field: "a", op: "eq", value: 1 };
  const nested = (depth: number): unknown => (depth === 0 ? leaf : { not: nested(depth - 1) });
  expect(Filter.safeParse(nested(6)).success).toBe(true);
  const wrong: unknown[] = [
    nested(7),
    { and: Array.from({ length: 51 }, () => leaf) },
    { ...leaf, op: "like" },
    { ...leaf, more: 1 },
    { ...leaf, value: undefined },
    { ...leaf, value: { toString: 1 } },
    { ...leaf, value: "x".repeat(501) },
    { ...leaf, value: [1] },
    { field: "a".repeat(65), op: "eq", value: 1 },
    { and: leaf },
    { and: [leaf], or: [leaf] },
    [],
    null,
    "a = 1",
  ];
  for (const given of wrong) expect(Filter.safeParse(given).success, JSON.stringify(given).slice(0, 80)).toBe(false);
});
