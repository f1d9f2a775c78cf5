import { expect, test } from "vitest";
import { Filter } from "#shared/query/tree.ts";

const looks = { field: "name", op: "contains", value: "x" } as const;
const equals = { field: "kind", op: "eq", value: "person" } as const;
const tree = (texts: number, others: number) => ({
  and: [
    { or: Array.from({ length: texts }, () => ({ not: looks })) },
    { or: Array.from({ length: others }, () => equals) },
  ],
});

test("a filter is bounded as a whole, not a level at a time: one question may not hold a processor for half a minute", () => {
  expect(Filter.safeParse(tree(8, 42)).success).toBe(true);
  for (const costly of [tree(9, 0), tree(8, 43), { and: [tree(0, 40), tree(0, 40)] }]) {
    expect(Filter.safeParse(costly).error?.issues[0]?.message).toBe("too_big");
  }
});
