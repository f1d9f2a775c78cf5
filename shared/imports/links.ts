import type { Caller } from "../caller.ts";
import { clientsById, linkClient } from "../clients/imported.ts";
import type { Client } from "../clients/schema.ts";
import { findEmployee, overwriteEmployee } from "../employees/imported.ts";
import type { Employee } from "../employees/schema.ts";
import { MOST_ACTIONS, type Tx } from "../table/tx.ts";
import { chunksOf, type RowNote, type Written } from "./chunks.ts";
import type { Feed } from "./feed.ts";
import { isMadeBy } from "./ids.ts";
import { linkedLater, type Run, type Writer } from "./writers.ts";

/** Rows looked at in one chunk at most. */
const MOST_ROWS = 500;
const OTHERS = 2;
/** No chain of parents or managers is longer; one that is ends somewhere in a circle. */
const MOST_LEVELS = 20;

/** A record of the file that stands below another of it. */
type Linked = Client | Employee;

/** What was put into a chunk. */
export interface LinksFilled {
  row: number | undefined;
  written: Written[];
  notes: RowNote[];
}

/** The field by which rows of an entity name each other. */
export function linkField({ subject }: Run): "parent" | "manager" | undefined {
  const field = subject.entity === "clients" ? "parent" : subject.entity === "employees" ? "manager" : undefined;
  return field && subject.plan?.columns.some((column) => column.field === field) ? field : undefined;
}

/** The record of each row, and whether the import wrote it: what was there already and was passed over may stand above. */
export type RowRecords = ReadonlyMap<number, { id: string; wrote: boolean }>;

/** Reads from the accounts of its chunks which record each row of an import became. */
export async function recordsOfRows(caller: Caller, importId: string): Promise<RowRecords> {
  const records = new Map<number, { id: string; wrote: boolean }>();
  for await (const { written, notes } of chunksOf(caller, importId)) {
    for (const { row, id } of written) if (row !== undefined) records.set(row, { id, wrote: true });
    for (const { row, same } of notes) if (same !== undefined) records.set(row, { id: same, wrote: false });
  }
  return records;
}

/**
 * Puts records below those of other rows, once all of them are there: whoever stands above may come later in the file.
 * One that was refused, or that would close a circle, is left out and told.
 */
export async function link(
  caller: Caller,
  tx: Tx,
  run: Run,
  writer: Writer,
  rowRecords: RowRecords,
  feed: Feed,
): Promise<LinksFilled> {
  const filled: LinksFilled = { row: undefined, written: [], notes: [] };
  const field = linkField(run)!;
  const rows = await feed.peek(MOST_ROWS);
  const wanted = new Map<number, { child: string; above: string | undefined }>();
  for (const { row, values } of rows) {
    const own = rowRecords.get(row);
    const above = own?.wrote ? run.resolver.of(field, values.text(field)) : undefined;
    if (own && above && "row" in above) wanted.set(row, { child: own.id, above: rowRecords.get(above.row)?.id });
    if (own && above && "id" in above && linkedLater(run.subject)) wanted.set(row, { child: own.id, above: above.id });
  }
  const ids = [...wanted.values()].flatMap(({ child, above }) => (above ? [child, above] : [child]));
  const records = await load(caller, field, [...new Set(ids)]);
  const put = new Map<string, string>();
  for (const { row } of rows) {
    const one = wanted.get(row);
    const child = one && records.get(one.child);
    if (one && child && (!one.above || aboveOf(child) !== one.above) && !put.has(child.id)) {
      const above = one.above === undefined ? undefined : records.get(one.above);
      const wrong = !above
        ? "above_is_missing"
        : (await closesCircle(caller, field, child.id, above, put))
          ? "circle"
          : undefined;
      if (wrong || !above)
        filled.notes.push({ row, outcome: "taken", issues: [{ field, reason: wrong ?? "above_is_missing" }] });
      else {
        if (tx.size + 1 + OTHERS > MOST_ACTIONS) return filled;
        put.set(child.id, above.id);
        const { id, ver } = writeLink(tx, child, above.id);
        const made = isMadeBy(run.subject.id, id);
        filled.written.push({ kind: writer.kind, id, ver, made, ...(made ? {} : { before: { ...child } }) });
      }
    }
    filled.row = row;
  }
  return filled;
}

async function load(caller: Caller, field: "parent" | "manager", ids: readonly string[]): Promise<Map<string, Linked>> {
  if (field === "parent") return clientsById(caller, ids);
  const found = await Promise.all(ids.map((id) => findEmployee(caller, id)));
  return new Map(found.flatMap((one) => (one ? [[one.id, one]] : [])));
}

/** Whether a record stands above the one it is to be put below, by what is there and what this chunk puts. */
async function closesCircle(
  caller: Caller,
  field: "parent" | "manager",
  child: string,
  above: Linked,
  put: ReadonlyMap<string, string>,
): Promise<boolean> {
  let at: Linked | undefined = above;
  for (let level = 0; at; level++) {
    if (at.id === child || level > MOST_LEVELS) return true;
    const next: string | undefined = put.get(at.id) ?? aboveOf(at);
    at = next === undefined ? undefined : (await load(caller, field, [next])).get(next);
  }
  return false;
}

function aboveOf(record: Linked): string | undefined {
  return "kind" in record ? record.parentId : record.managerId;
}

function writeLink(tx: Tx, child: Linked, aboveId: string): Linked {
  return "kind" in child ? linkClient(tx, child, aboveId) : overwriteEmployee(child, { managerId: aboveId }).write(tx);
}
