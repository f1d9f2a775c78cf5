import type { Caller } from "../caller.ts";
import { fold } from "../query/tree.ts";
import type { Stored } from "../record.ts";
import { storeOf } from "../table/store.ts";
import { MOST_ACTIONS, type Tx } from "../table/tx.ts";
import type { Unique } from "../table/entity.ts";
import type { RowNote, Written } from "./chunks.ts";
import { importField } from "./fields.ts";
import type { Feed } from "./feed.ts";
import type { ReadRow, RowIssue } from "./rows.ts";
import { isMadeBy } from "./ids.ts";
import { idOfRow, type Run, type Write, type Writer } from "./writers.ts";

/** Rows of one chunk at most, also where they write little: its account is one item. */
const MOST_ROWS = 100;
/** Rows looked up at a time. */
const WINDOW = 32;
/** Actions besides those of the rows: the account of the chunk and the step of its job. */
const OTHERS = 2;
/** Bytes of records as they were before, in one account. */
const MOST_BEFORE_BYTES = 200_000;

/** What was put into a chunk. */
export interface Filled {
  /** The last row of it; undefined at the end of the file. */
  row: number | undefined;
  written: Written[];
  notes: RowNote[];
}

/** Where rows find the records that are the same as theirs. */
export interface Matching {
  /** Ids by folded name, where the name is the key. */
  named: ReadonlyMap<string, string | null>;
  /** The first row of each folded name. */
  firstRows: ReadonlyMap<string, number>;
}

/** What a row turned out to be. */
type Turn = { write: Write; id: string; before: Stored | undefined } | { note: Omit<RowNote, "row"> };

/**
 * Adds as many rows as a transaction holds. `careful` asks for the holders of unique values first: done where the
 * plan looks records up by them, and after a chunk that collided.
 */
export async function fill(
  caller: Caller,
  tx: Tx,
  run: Run,
  writer: Writer,
  matching: Matching,
  feed: Feed,
  careful: boolean,
): Promise<Filled> {
  const filled: Filled = { row: undefined, written: [], notes: [] };
  const touched = new Set<string>();
  let bytes = 0;
  const rows = await feed.peek(MOST_ROWS);
  for (let from = 0; from < rows.length; from += WINDOW) {
    const window = rows.slice(from, from + WINDOW);
    const looked = await look(caller, run, writer, matching, window, careful);
    for (const row of window) {
      // What an earlier row of this chunk wrote is not there to be read yet.
      if (touched.has(looked.same.get(row.row) ?? "")) return filled;
      const turn = await turnOf(caller, run, writer, looked, row);
      if ("note" in turn) filled.notes.push({ row: row.row, ...turn.note });
      else {
        const { write, id, before } = turn;
        const touches = [id, ...write.keys.map(keyText)];
        bytes += before ? JSON.stringify(before).length * 2 : 0;
        // Two rows at the same item cannot go in one transaction: the second begins the next one.
        const fits = tx.size + write.cost + OTHERS <= MOST_ACTIONS && bytes <= MOST_BEFORE_BYTES;
        if (filled.row !== undefined && (!fits || touches.some((one) => touched.has(one)))) return filled;
        for (const one of touches) touched.add(one);
        filled.written.push(writtenBy(writer, row.row, write.write(tx), before, run));
      }
      filled.row = row.row;
    }
  }
  return filled;
}

interface Looked {
  /** The record that each row is the same as, by row; null where several are. */
  same: Map<number, string | null>;
  records: Map<string, Stored>;
  /** Who has which unique value, by `field|value`; asked for where careful. */
  holders: Map<string, string>;
}

async function look(
  caller: Caller,
  run: Run,
  writer: Writer,
  matching: Matching,
  rows: ReadRow[],
  careful: boolean,
): Promise<Looked> {
  const { plan, entity } = run.subject;
  const key = plan?.key;
  const byName = key === "name";
  const good = rows.filter(({ issues }) => issues.length === 0);
  const uniques = new Set(key && !byName && plan.mode !== "create" ? [key] : []);
  // Every field whose values are unique may be held by another record.
  if (careful)
    for (const field of ["name", "taxNumber", "phone", "email", "externalId"])
      if (importField(entity, field)) uniques.add(field);
  const keys = await Promise.all(
    good.flatMap((row) => [...uniques].map(async (field) => writer.keysOf(caller, row, field))),
  );
  const [holders] = await Promise.all([holdersOf(caller, keys.flat()), writer.prepare?.(caller, good)]);
  const same = new Map<number, string | null>();
  for (const row of good) {
    const found = byName
      ? sameByName(run, writer, matching, row)
      : key && (await sameByKey(caller, writer, holders, row, key));
    if (found !== undefined) same.set(row.row, found);
  }
  const records = await writer.load(caller, [
    ...new Set([...same.values(), ...holders.values()].filter((id) => id !== null)),
  ]);
  return { same, records, holders };
}

/** The record of this name, else the one that an earlier row of the file made. */
function sameByName(
  { subject }: Run,
  writer: Writer,
  { named, firstRows }: Matching,
  { row, values }: ReadRow,
): string | null | undefined {
  const name = fold(values.text("name") ?? "");
  const id = named.get(name);
  if (id !== undefined) return id;
  const first = firstRows.get(name);
  return first !== undefined && first < row ? idOfRow(writer.kind, subject, first) : undefined;
}

async function sameByKey(
  caller: Caller,
  writer: Writer,
  holders: Map<string, string>,
  row: ReadRow,
  key: string,
): Promise<string | null | undefined> {
  const keys = await writer.keysOf(caller, row, key);
  const ids = new Set(keys.flatMap((one) => holders.get(keyText(one)) ?? []));
  return ids.size > 1 ? null : [...ids][0];
}

async function turnOf(caller: Caller, run: Run, writer: Writer, looked: Looked, row: ReadRow): Promise<Turn> {
  if (row.issues.length > 0) return refused(row.issues);
  const { key, mode } = run.subject.plan!;
  const same = looked.same.get(row.row);
  if (same === null) return refused([{ field: key!, reason: "several_have_it" }]);
  const before = same === undefined ? undefined : looked.records.get(same);
  if (before && mode !== "update") {
    const issue: RowIssue = { field: key!, reason: "is_there_already", params: { name: writer.nameOf(before) } };
    return { note: { outcome: mode === "skip" ? "skipped" : "refused", issues: [issue], same: before.id } };
  }
  // Named by the key, but out of sight: in the recycle bin, or made by a row that was refused after all.
  const id = before?.id ?? idOfRow(writer.kind, run.subject, row.row);
  const write = await writer.build(caller, row, id, before);
  if (Array.isArray(write)) return refused(write);
  const held = write.keys.find((one) => looked.holders.has(keyText(one)) && looked.holders.get(keyText(one)) !== id);
  if (!held) return { write, id, before };
  const holder = looked.records.get(looked.holders.get(keyText(held))!);
  return refused([
    {
      field: fieldNames[held.field] ?? held.field,
      reason: "taken",
      params: { name: holder ? writer.nameOf(holder) : "—" },
    },
  ]);
}

/** Fields of an import by those of unique values. */
const fieldNames: Record<string, string> = {
  tax: "taxNumber",
  phone: "phone",
  email: "email",
  employee_email: "email",
  product_name: "name",
  deal_external: "externalId",
};

function refused(issues: RowIssue[]): Turn {
  return { note: { outcome: "refused", issues } };
}

function writtenBy(writer: Writer, row: number, record: Stored, before: Stored | undefined, { subject }: Run): Written {
  const { id, ver } = record;
  if (!before) return { kind: writer.kind, id, ver, row, made: true };
  // A record that an earlier row of this import made is taken back as a whole.
  const made = isMadeBy(subject.id, id);
  return { kind: writer.kind, id, ver, row, made, ...(made ? {} : { before: { ...before } }) };
}

/** Who has each of the unique values, by `field|value`. */
async function holdersOf(caller: Caller, keys: readonly Unique[]): Promise<Map<string, string>> {
  const store = storeOf(caller);
  const distinct = [...new Map(keys.map((key) => [keyText(key), key]))];
  const found = await Promise.all(distinct.map(async ([text, key]) => [text, await store.holder(key)] as const));
  return new Map(found.flatMap(([text, holder]) => (holder ? [[text, holder.id] as const] : [])));
}

function keyText({ field, value }: Unique): string {
  return `${field}|${value}`;
}
