import type { Caller } from "../caller.ts";
import { clientColumns } from "../clients/columns.ts";
import { permitted } from "../policy.ts";
import { modelOf } from "../query/model.ts";
import { lowerBound, type Rows } from "../query/rows.ts";
import type { Source } from "../query/select.ts";
import { compile, type Value } from "../query/tree.ts";
import { MOST_TASK_DAYS, taskColumns } from "../tasks/columns.ts";
import { ledBy } from "../tasks/sight.ts";
import { after, type Instant } from "../time.ts";
import type { TaskRow } from "./schema.ts";
import { wallClock } from "./clock.ts";

type Reader = (slot: number) => Value | null;

/** Tasks of the company as the caller may see them, and those he may not, which still keep people busy. */
export interface TaskSource extends Source {
  visible: (slot: number) => boolean;
  /** Whether the task counts at all: what hangs on a client goes with it. */
  exists: (slot: number) => boolean;
  reader: (field: string) => Reader;
}

/** The read model of tasks: one with a client is seen as the client is, one without by those it concerns and their heads. */
export async function taskSource(caller: Caller, see?: string): Promise<TaskSource> {
  const [rows, clients] = await Promise.all([modelOf(caller, taskColumns, see), modelOf(caller, clientColumns)]);
  const clientSlot = rows.link("clientId", clients);
  const clientId = rows.reader("clientId");
  const performerId = rows.reader("performerId");
  const createdBy = rows.reader("createdBy");
  const seesClient = testOfClients(caller, clients);
  const name = clients.reader("name");
  const state = rows.reader("state");
  const startsAt = rows.reader("startsAt");
  const late = (slot: number) => state(slot) === "open" && String(startsAt(slot)) < caller.now;
  const clientName = (slot: number) => {
    const client = clientSlot(slot);
    return client === undefined ? null : name(client);
  };
  return {
    rows,
    section: "history",
    exists: (slot) => rows.alive[slot]! && (clientId(slot) === null || clientSlot(slot) !== undefined),
    visible(slot) {
      if (clientId(slot) === null)
        return ledBy(caller, { performerId: String(performerId(slot)), createdBy: String(createdBy(slot)) });
      const client = clientSlot(slot);
      return client !== undefined && seesClient(client);
    },
    virtual: (field) => (field === "clientName" ? clientName : field === "late" ? late : undefined),
    reader: (field) => rows.reader(field),
  };
}

function testOfClients(caller: Caller, clients: Rows): (slot: number) => boolean {
  const rule = permitted(caller, "clients", "read");
  return typeof rule === "boolean" ? () => rule : compile<number>(rule, (field) => clients.reader(field));
}

/** Slots of tasks that begin within a time or still go on at its beginning, in order; found by halving, not by looking at all. */
export function* slotsBetween({ rows }: TaskSource, from: Instant, to: Instant): Generator<number> {
  const order = rows.order("startsAt");
  const startsAt = rows.reader("startsAt");
  const endsAt = rows.reader("endsAt");
  const earliest = after(from, -MOST_TASK_DAYS * 24 * 3600);
  const first = lowerBound(order, 0, (slot) => String(startsAt(slot)) < earliest);
  for (let place = first; place < order.length; place++) {
    const slot = order[place]!;
    const starts = String(startsAt(slot));
    if (starts >= to) return;
    if (starts >= from || String(endsAt(slot) ?? "") > from) yield slot;
  }
}

const plain = [
  "text",
  "minutes",
  "state",
  "typeId",
  "clientId",
  "dealId",
  "performerId",
  "createdBy",
  "groupId",
  "seriesId",
  "resourceIds",
  "place",
  "urgent",
] as const;

/** Reads a task as calendars and lists show it, by the caller's clock. */
export function rowReader(caller: Caller, source: TaskSource): (slot: number) => TaskRow {
  const { rows } = source;
  const readers = plain.map((name) => [name, rows.reader(name)] as const);
  const startsAt = rows.reader("startsAt");
  const clientName = source.virtual!("clientName")!;
  const late = source.virtual!("late")!;
  const wall = wallClock(caller.timeZone);
  return (slot) => {
    const starts = String(startsAt(slot));
    const row: Record<string, unknown> = {
      id: rows.ids[slot],
      ver: rows.vers[slot],
      at: wall(starts),
      late: late(slot),
    };
    for (const [name, read] of readers) {
      const value = read(slot);
      if (value !== null) row[name] = value;
    }
    const minutes = row["minutes"];
    if (typeof minutes === "number") row["to"] = wall(after(starts, minutes * 60));
    const name = clientName(slot);
    if (name !== null) row["clientName"] = name;
    return row as TaskRow;
  };
}
