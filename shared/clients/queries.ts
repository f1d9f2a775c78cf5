import type { Caller } from "../caller.ts";
import type { Input } from "../http/contract.ts";
import { labelsOf } from "../labels.ts";
import { modelOf } from "../query/model.ts";
import type { Rows } from "../query/rows.ts";
import { select } from "../query/select.ts";
import type { Value } from "../query/tree.ts";
import type { clientQueries } from "./contract.ts";
import { clientColumns } from "./columns.ts";
import type { ClientRow } from "./schema.ts";

/** A page of the list of clients. */
export async function list(caller: Caller, { see, ...question }: Input<typeof clientQueries.list>) {
  const [rows, labels] = await Promise.all([
    modelOf(caller, clientColumns, see),
    labelsOf(caller, clientColumns, question.sort),
  ]);
  const page = await select(caller, { rows, section: "clients", labels: () => labels }, question);
  const shown = rowReader(rows);
  return { rows: page.slots.map(shown), total: page.total, ...(page.cursor ? { cursor: page.cursor } : {}) };
}

function rowReader(rows: Rows): (slot: number) => ClientRow {
  const plain = clientColumns.names.filter((name) => name !== "phones" && name !== "emails" && name !== "importId");
  const readers = plain.map((name) => [name, rows.reader(name)] as const);
  const phones = rows.reader("phones");
  const emails = rows.reader("emails");
  return (slot) => {
    const row: Record<string, Value | null> = {
      id: rows.ids[slot]!,
      ver: rows.vers[slot]!,
      phone: first(phones(slot)),
      email: first(emails(slot)),
    };
    for (const [name, read] of readers) row[name] = read(slot);
    return row as unknown as ClientRow;
  };
}

function first(values: Value | null): string | null {
  return Array.isArray(values) ? ((values[0] as string | undefined) ?? null) : null;
}
