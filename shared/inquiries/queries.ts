import type { Caller } from "../caller.ts";
import { clientColumns } from "../clients/columns.ts";
import type { Input } from "../http/contract.ts";
import { labelsOf } from "../labels.ts";
import { permitted } from "../policy.ts";
import { modelOf } from "../query/model.ts";
import { readerOf, select, testOf, type Source } from "../query/select.ts";
import { compile, type Value } from "../query/tree.ts";
import { inquiryColumns } from "./columns.ts";
import type { inquiryQueries } from "./contract.ts";
import type { InquiryRow } from "./schema.ts";

type In<K extends keyof typeof inquiryQueries> = Input<(typeof inquiryQueries)[K]>;

/** A page of the journal of inquiries. */
export async function list(caller: Caller, { see, ...question }: In<"list">) {
  const [source, labels] = await Promise.all([sourceOf(caller, see), labelsOf(caller, inquiryColumns, question.sort)]);
  const page = await select(caller, { ...source, labels: () => labels }, question);
  const shown = rowReader(source);
  return { rows: page.slots.map(shown), total: page.total, ...(page.cursor ? { cursor: page.cursor } : {}) };
}

interface Cell {
  key: string | null;
  count: number;
  open: number;
  inTime: number;
  tooLate: number;
  late: number;
  minutes: number[];
}

/** Counts and timeliness by one dimension: each figure is the number of rows that its condition opens. */
export async function report(caller: Caller, { by, filter, see }: In<"report">) {
  const source = await sourceOf(caller, see);
  const { rows } = source;
  const read = readerOf(source);
  const [key, state, inTime, late, minutes] = [by, "state", "inTime", "late", "answerMinutes"].map(read);
  const test = testOf(caller, source, { filter });
  const cells = new Map<string | null, Cell>();
  for (let slot = 0; slot < rows.ids.length; slot++) {
    if (!test(slot)) continue;
    const value = key!(slot);
    const name = value === null ? null : String(value);
    let cell = cells.get(name);
    if (!cell) cells.set(name, (cell = { key: name, count: 0, open: 0, inTime: 0, tooLate: 0, late: 0, minutes: [] }));
    cell.count += 1;
    if (state!(slot) !== "closed") cell.open += 1;
    if (late!(slot)) cell.late += 1;
    const reacted = inTime!(slot);
    if (reacted === null) continue;
    if (reacted) cell.inTime += 1;
    else cell.tooLate += 1;
    const took = minutes!(slot);
    if (took !== null) cell.minutes.push(Number(took));
  }
  return {
    rows: [...cells.values()]
      .map(({ minutes: all, ...cell }) => ({ ...cell, medianMinutes: medianOf(all) }))
      .sort((one, other) => other.count - one.count || ((one.key ?? "") < (other.key ?? "") ? -1 : 1)),
  };
}

/** The middle one of some numbers, half of the two in the middle where there are two; null of none. */
export function medianOf(numbers: readonly number[]): number | null {
  const sorted = numbers.toSorted((one, other) => one - other);
  const middle = sorted.length / 2;
  if (sorted.length === 0) return null;
  return Number.isInteger(middle) ? (sorted[middle - 1]! + sorted[middle]!) / 2 : sorted[Math.floor(middle)]!;
}

/** Inquiries as the caller may see them; whether one is late is reckoned by his clock, the client's name by his rights. */
async function sourceOf(caller: Caller, see?: string): Promise<Source> {
  const [rows, clients] = await Promise.all([modelOf(caller, inquiryColumns, see), modelOf(caller, clientColumns)]);
  const clientSlot = rows.link("clientId", clients);
  const rule = permitted(caller, "clients", "read");
  const mayRead = typeof rule === "boolean" ? () => rule : compile<number>(rule, (field) => clients.reader(field));
  const [state, answeredAt, dueAt] = ["state", "answeredAt", "dueAt"].map((field) => rows.reader(field));
  const name = clients.reader("name");
  const seen = (slot: number) => {
    const client = clientSlot(slot);
    return client !== undefined && mayRead(client) ? client : undefined;
  };
  return {
    rows,
    section: "inquiries",
    virtual(field) {
      if (field === "late")
        return (slot) => state!(slot) !== "closed" && answeredAt!(slot) === null && String(dueAt!(slot)) < caller.now;
      if (field === "clientId") return (slot) => (seen(slot) === undefined ? null : rows.reader("clientId")(slot));
      if (field === "clientName")
        return (slot) => {
          const client = seen(slot);
          return client === undefined ? null : name(client);
        };
      return undefined;
    },
  };
}

const shownColumns = [
  "subject",
  "channel",
  "state",
  "fromName",
  "clientId",
  "clientName",
  "assigneeId",
  "forEmployeeId",
  "regionId",
  "triggerId",
  "sourceId",
  "receivedAt",
  "dueAt",
  "answeredAt",
  "closedAt",
  "answerMinutes",
  "outcome",
  "late",
] as const;

function rowReader(source: Source): (slot: number) => InquiryRow {
  const { rows } = source;
  const read = readerOf(source);
  const readers = shownColumns.map((name) => [name, read(name)] as const);
  return (slot) => {
    const row: Record<string, Value | null> = { id: rows.ids[slot]!, ver: rows.vers[slot]! };
    for (const [name, of] of readers) row[name] = of(slot);
    return { ...row, fromName: row["fromName"] ?? "" } as unknown as InquiryRow;
  };
}
