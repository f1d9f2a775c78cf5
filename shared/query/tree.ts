import * as z from "zod";

/** A value a condition may compare with. */
export type Value = string | number | boolean | null | readonly string[];

/** Reader of a field of a record. Where a text is kept folded, `folded` reads it so, empty where there is none. */
export interface Read<R, V = Value | undefined> {
  (record: R): V;
  folded?: (record: R) => string;
}

/** Comparisons. `in` takes a list; `empty` takes true or false; `contains` and `startsWith` fold case and ё. */
export const operators = ["eq", "ne", "lt", "lte", "gt", "gte", "in", "contains", "startsWith", "empty"] as const;

/** One comparison of a field with a value. */
export interface Condition {
  field: string;
  op: (typeof operators)[number];
  value: string | number | boolean | null | string[];
}

/** A tree of conditions: what lists, rights, audiences and reports select by. */
export type Filter = { and: Filter[] } | { or: Filter[] } | { not: Filter } | Condition;

const Condition = z.strictObject({
  field: z.string().max(64),
  op: z.enum(operators),
  value: z.union([z.string().max(500), z.number(), z.boolean(), z.null(), z.array(z.string().max(500)).max(1000)]),
});

const MAX_DEPTH = 6;

/** Conditions of a tree in all, and those of them that look into texts: each of these reads every row letter by letter. */
const MOST_CONDITIONS = 50;
const MOST_TEXT_CONDITIONS = 8;

/** Schema of a {@link Filter}: at most 6 levels and 50 conditions, 8 of which look into texts. */
export const Filter: z.ZodType<Filter> = level(MAX_DEPTH).refine(isAffordable, { error: "too_big" });

function isAffordable(filter: Filter): boolean {
  const conditions = conditionsOf(filter);
  const inText = conditions.filter(({ op }) => op === "contains" || op === "startsWith");
  return conditions.length <= MOST_CONDITIONS && inText.length <= MOST_TEXT_CONDITIONS;
}

function level(depth: number): z.ZodType<Filter> {
  if (depth === 0) return Condition;
  const inner = level(depth - 1);
  return z.union([
    z.strictObject({ and: z.array(inner).max(50) }),
    z.strictObject({ or: z.array(inner).max(50) }),
    z.strictObject({ not: inner }),
    Condition,
  ]);
}

/** Text as searched: lower case, ё as е, runs of blanks as one, no blanks at the ends. */
export function fold(text: string): string {
  return text.toLowerCase().replaceAll("ё", "е").replace(/\s+/g, " ").trim();
}

/** Names of the fields a tree asks about. */
export function fieldsOf(filter: Filter): string[] {
  return conditionsOf(filter).map(({ field }) => field);
}

function conditionsOf(filter: Filter): Condition[] {
  if ("and" in filter) return filter.and.flatMap(conditionsOf);
  if ("or" in filter) return filter.or.flatMap(conditionsOf);
  if ("not" in filter) return conditionsOf(filter.not);
  return [filter];
}

/**
 * A test of the tree made once and run over many records.
 * `read(field)` gives the reader of a field's value; it throws where the field is unknown to the caller.
 */
export function compile<R>(filter: Filter, read: (field: string) => Read<R>): (record: R) => boolean {
  if ("and" in filter) {
    return every(filter.and.map((branch) => compile(branch, read)));
  }
  if ("or" in filter) {
    const tests = filter.or.map((branch) => compile(branch, read));
    return (record) => tests.some((test) => test(record));
  }
  if ("not" in filter) {
    const test = compile(filter.not, read);
    return (record) => !test(record);
  }
  return comparison(filter, read(filter.field));
}

/** One test of many: a list runs it over each of its rows, so two or three are asked without a loop. */
export function every<R>(tests: readonly ((record: R) => boolean)[]): (record: R) => boolean {
  const [first, second, third] = tests;
  if (!first) return () => true;
  if (!second) return first;
  if (!third) return (record) => first(record) && second(record);
  if (tests.length === 3) return (record) => first(record) && second(record) && third(record);
  return (record) => tests.every((test) => test(record));
}

function comparison<R>({ op, value }: Condition, get: Read<R>): (record: R) => boolean {
  switch (op) {
    case "eq":
      return (record) => equals(get(record), value);
    case "ne":
      return (record) => !equals(get(record), value);
    case "in": {
      const wanted = new Set<unknown>(Array.isArray(value) ? value : [value]);
      return (record) => anyOf(get(record), (one) => wanted.has(one));
    }
    case "empty":
      return (record) => isEmpty(get(record)) === (value !== false);
    case "contains":
    case "startsWith": {
      const needle = fold(String(value ?? ""));
      const holds = op === "contains" ? contains(needle) : startsWith(needle);
      const { folded } = get;
      if (folded) return (record) => holds(folded(record));
      return (record) => anyOf(get(record), (one) => holds(fold(String(one ?? ""))));
    }
    default:
      return (record) => {
        const found = get(record);
        if (isEmpty(found) || typeof found !== typeof value) return false;
        const left = found as string | number;
        const right = value as string | number;
        return op === "lt" ? left < right : op === "lte" ? left <= right : op === "gt" ? left > right : left >= right;
      };
  }
}

function contains(needle: string): (text: string) => boolean {
  return (text) => text.includes(needle);
}

function startsWith(needle: string): (text: string) => boolean {
  return (text) => text.startsWith(needle);
}

function isEmpty(found: Value | undefined): boolean {
  return found === undefined || found === null || found === "" || (Array.isArray(found) && found.length === 0);
}

function equals(found: Value | undefined, value: unknown): boolean {
  return Array.isArray(found) ? (found as readonly unknown[]).includes(value) : (found ?? null) === value;
}

function anyOf(found: Value | undefined, test: (one: string | number | boolean | null) => boolean): boolean {
  if (Array.isArray(found)) return (found as readonly string[]).some(test);
  return test((found ?? null) as string | number | boolean | null);
}
