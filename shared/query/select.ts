import type { Caller } from "../caller.ts";
import { invalid } from "../errors.ts";
import { permitted } from "../policy.ts";
import type { Section } from "../policy-names.ts";
import { openCursor, sealCursor } from "../table/cursor.ts";
import { compareKeys, lowerBound, type Rows } from "./rows.ts";
import { compile, every, fold, type Filter, type Read, type Value } from "./tree.ts";

/** A reader of a field by slot; undefined where the caller's catalogue has no such field. */
export type Reader = (field: string) => Read<number, Value | null> | undefined;

/** What a list is asked. */
export interface Question {
  filter?: Filter | undefined;
  sort?: string | undefined;
  find?: string | undefined;
  limit: number;
  cursor?: string | undefined;
}

/** A page of slots, how many match in all, and where to go on. */
export interface Page {
  slots: number[];
  total: number;
  cursor?: string;
}

/** How a list of an entity is read. */
export interface Source {
  rows: Rows;
  section: Section;
  /** Fields beyond the columns, as those of a linked record. */
  virtual?: Reader;
  /** Further rule of sight, as that of the client a record hangs on. */
  visible?: (slot: number) => boolean;
  /** Names of what an id column points at, to sort by. */
  labels?: (field: string) => ReadonlyMap<string, string> | undefined;
  /** Called for each match, for totals. */
  each?: (slot: number) => void;
}

/** Reader of the fields of a source; a field that is not in the caller's catalogue is wrong input. */
export function readerOf({ rows, virtual }: Source, path = "filter"): (field: string) => Read<number, Value | null> {
  return (field) => {
    const read = virtual?.(field) ?? (rows.has(field) ? rows.reader(field) : undefined);
    if (!read) throw invalid(path, "unknown_column", { field });
    return read;
  };
}

/** The test of what the caller may see of a source, what he asks and what he looks for, all at once. */
export function testOf(
  caller: Caller,
  source: Source,
  { filter, find }: Pick<Question, "filter" | "find">,
): (slot: number) => boolean {
  const { rows, section, visible } = source;
  const tests: ((slot: number) => boolean)[] = [];
  const allowed = permitted(caller, section, "read");
  if (allowed === false) return () => false;
  if (allowed !== true) tests.push(compile<number>(allowed, (field) => rows.reader(field)));
  if (filter) tests.push(compile<number>(filter, readerOf(source)));
  const needle = fold(find ?? "");
  if (needle) tests.push((slot) => rows.texts[slot]!.includes(needle));
  // Last, for it asks another record.
  if (visible) tests.push(visible);
  const asked = every(tests);
  return (slot) => rows.alive[slot]! && asked(slot);
}

/** A page of a list: by rights, conditions and text, in an order, from a place. */
export async function select(caller: Caller, source: Source, question: Question): Promise<Page> {
  const { rows } = source;
  const descending = question.sort?.startsWith("-") ?? true;
  const field = question.sort?.replace(/^-/, "") ?? "updatedAt";
  if (!rows.has(field)) throw invalid("sort", "unknown_column", { field });
  const labels = source.labels?.(field);
  const order = rows.order(field, labels);
  const key = rows.sortKey(field, labels);
  const words = JSON.stringify([
    rows.columns.entity,
    question.filter ?? null,
    question.sort ?? null,
    question.find ?? null,
  ]);
  const place = question.cursor
    ? await openCursor<[string | number | null, string]>(caller.tenant, words, question.cursor)
    : undefined;
  const test = testOf(caller, source, question);
  const beyond = place && pastPlace(order, descending, key, rows, place);

  // All are tested in the order they lie in memory; the order of the list is followed only until its page is full.
  const matches = new Uint8Array(rows.ids.length);
  let total = 0;
  for (let slot = 0; slot < matches.length; slot++) {
    if (!test(slot)) continue;
    matches[slot] = 1;
    total++;
    source.each?.(slot);
  }
  const slots: number[] = [];
  let more = false;
  for (let step = beyond ?? 0; step < order.length && !more; step++) {
    const slot = order[descending ? order.length - 1 - step : step]!;
    if (!matches[slot]) continue;
    if (slots.length < question.limit) slots.push(slot);
    else more = true;
  }
  const last = slots.at(-1);
  if (!more || last === undefined) return { slots, total };
  return { slots, total, cursor: await sealCursor(caller.tenant, words, [key(last), rows.ids[last]!]) };
}

/** Steps of the walk that lie at the place or before it. */
function pastPlace(
  order: Int32Array,
  descending: boolean,
  key: (slot: number) => string | number | null,
  rows: Rows,
  [value, id]: [string | number | null, string],
): number {
  const compare = (slot: number) =>
    compareKeys(key(slot), value) || (rows.ids[slot]! < id ? -1 : rows.ids[slot]! > id ? 1 : 0);
  if (!descending) return lowerBound(order, 0, (slot) => compare(slot) <= 0);
  return order.length - lowerBound(order, 0, (slot) => compare(slot) < 0);
}
