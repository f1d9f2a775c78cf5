import type { Caller } from "../caller.ts";
import { clientColumns } from "../clients/columns.ts";
import type { Input } from "../http/contract.ts";
import { labelsOf } from "../labels.ts";
import { mustPipeline } from "../pipelines/lookup.ts";
import { totalMinor } from "../money.ts";
import { modelOf } from "../query/model.ts";
import type { Rows } from "../query/rows.ts";
import { readerOf, select, testOf, type Source } from "../query/select.ts";
import type { Value } from "../query/tree.ts";
import { permitted } from "../policy.ts";
import { compile } from "../query/tree.ts";
import type { dealQueries } from "./contract.ts";
import { dealColumns } from "./columns.ts";
import type { DealRow } from "./schema.ts";

type In<K extends keyof typeof dealQueries> = Input<(typeof dealQueries)[K]>;

/** A page of the list of deals with the count and the sum of all that match. */
export async function list(caller: Caller, { see, ...question }: In<"list">) {
  const [source, labels] = await Promise.all([sourceOf(caller, see), labelsOf(caller, dealColumns, question.sort)]);
  const base = source.rows.reader("baseMinor");
  const amounts: number[] = [];
  const page = await select(
    caller,
    { ...source, labels: () => labels, each: (slot) => amounts.push(base(slot) as number) },
    question,
  );
  const shown = rowReader(source);
  return {
    rows: page.slots.map(shown),
    total: page.total,
    sumMinor: totalMinor(amounts),
    ...(page.cursor ? { cursor: page.cursor } : {}),
  };
}

/** Open deals of a pipeline by stage, those that moved last on top. */
export async function board(caller: Caller, { pipelineId, filter, perStage, see }: In<"board">) {
  const [source, pipeline] = await Promise.all([sourceOf(caller, see), mustPipeline(caller, pipelineId)]);
  const { rows } = source;
  const stageOf = rows.reader("stageId");
  const base = rows.reader("baseMinor");
  const mine = rows.reader("pipelineId");
  const state = rows.reader("state");
  const test = testOf(caller, source, { filter });
  const stages = new Map(pipeline.stages.map(({ id }) => [id, { slots: [] as number[], amounts: [] as number[] }]));
  const order = rows.order("stageSince");
  for (let step = order.length - 1; step >= 0; step--) {
    const slot = order[step]!;
    if (state(slot) !== "open" || mine(slot) !== pipelineId || !test(slot)) continue;
    const stage = stages.get(String(stageOf(slot)));
    stage?.amounts.push(base(slot) as number);
    if (stage && stage.slots.length < perStage) stage.slots.push(slot);
  }
  const shown = rowReader(source);
  const columns = [...stages].map(([stageId, { slots, amounts }]) => ({
    stageId,
    count: amounts.length,
    sumMinor: totalMinor(amounts),
    rows: slots.map(shown),
  }));
  return {
    stages: columns,
    count: columns.reduce((total, { count }) => total + count, 0),
    sumMinor: totalMinor(columns.map((column) => column.sumMinor)),
  };
}

/** Count and sum by state and one dimension; a deal with several values of it counts under each. */
export async function report(caller: Caller, { by, filter }: In<"report">) {
  const source = await sourceOf(caller);
  const { rows } = source;
  const read = readerOf(source, "by")(by);
  const state = rows.reader("state");
  const base = rows.reader("baseMinor");
  const test = testOf(caller, source, { filter });
  type Cells = Map<string | null, { key: string | null; state: string; amounts: number[] }>;
  const byState = new Map<Value | null, Cells>();
  for (let slot = 0; slot < rows.ids.length; slot++) {
    if (!test(slot)) continue;
    let cells = byState.get(state(slot));
    if (!cells) byState.set(state(slot), (cells = new Map() as Cells));
    for (const key of keysOf(read(slot))) {
      let cell = cells.get(key);
      if (!cell) cells.set(key, (cell = { key, state: String(state(slot)), amounts: [] }));
      cell.amounts.push(base(slot) as number);
    }
  }
  return {
    rows: [...byState.values()]
      .flatMap((cells) => [...cells.values()])
      .map(({ amounts, ...cell }) => ({ ...cell, count: amounts.length, sumMinor: totalMinor(amounts) }))
      .sort((one, other) => other.sumMinor - one.sumMinor || other.count - one.count),
  };
}

function keysOf(value: Value | null): (string | null)[] {
  if (Array.isArray(value)) return value.length > 0 ? (value as string[]) : [null];
  return [value === null ? null : String(value)];
}

/** Deals as the caller may see them: by their own rule and by that of the client they hang on. */
async function sourceOf(caller: Caller, see?: string): Promise<Source> {
  const [rows, clients] = await Promise.all([modelOf(caller, dealColumns, see), modelOf(caller, clientColumns)]);
  const clientSlot = rows.link("clientId", clients);
  return {
    rows,
    section: "deals",
    virtual: virtualOf(rows, clients, clientSlot),
    visible: visibleBy(caller, clients, clientSlot),
  };
}

function visibleBy(
  caller: Caller,
  clients: Rows,
  clientSlot: (slot: number) => number | undefined,
): (slot: number) => boolean {
  const rule = permitted(caller, "clients", "read");
  if (typeof rule === "boolean") return (slot) => rule && clientSlot(slot) !== undefined;
  const test = compile<number>(rule, (field) => clients.reader(field));
  return (slot) => {
    const client = clientSlot(slot);
    return client !== undefined && test(client);
  };
}

/** Fields of the card, and where a closed deal keeps them. A map, since names come from whoever asks: an object has fields of its own. */
const keptAtClose: ReadonlyMap<string, string> = new Map([
  ["regionId", "closingRegionId"],
  ["industryId", "closingIndustryId"],
  ["sourceId", "closingSourceId"],
]);

/** Name of the client and its last contact, and region, industry and source: of the close once closed, of the card till then (rule 6). */
function virtualOf(
  rows: Rows,
  clients: Rows,
  clientSlot: (slot: number) => number | undefined,
): NonNullable<Source["virtual"]> {
  const state = rows.reader("state");
  const ofClient = (field: string) => {
    const read = clients.reader(field);
    const { folded } = read;
    const of = (slot: number) => {
      const client = clientSlot(slot);
      return client === undefined ? null : read(client);
    };
    if (!folded) return of;
    return Object.assign(of, {
      folded: (slot: number) => {
        const client = clientSlot(slot);
        return client === undefined ? "" : folded(client);
      },
    });
  };
  return (field) => {
    if (field === "clientName") return ofClient("name");
    if (field === "lastContactAt") return ofClient("lastContactAt");
    const closing = keptAtClose.get(field);
    if (!closing) return undefined;
    const atClose = rows.reader(closing);
    const now = ofClient(field);
    return (slot) => (state(slot) === "open" ? now(slot) : atClose(slot));
  };
}

const shownColumns = [
  "title",
  "clientId",
  "pipelineId",
  "stageId",
  "stageSince",
  "managerId",
  "state",
  "amountMinor",
  "baseMinor",
  "currency",
  "probability",
  "plannedCloseOn",
  "openedOn",
  "closedOn",
  "createdBy",
  "updatedAt",
] as const;

function rowReader(source: Source): (slot: number) => DealRow {
  const { rows } = source;
  const readers = shownColumns.map((name) => [name, rows.reader(name)] as const);
  const clientName = readerOf(source)("clientName");
  const lastContactAt = readerOf(source)("lastContactAt");
  return (slot) => {
    const row: Record<string, Value | null> = {
      id: rows.ids[slot]!,
      ver: rows.vers[slot]!,
      clientName: clientName(slot) ?? "",
      lastContactAt: lastContactAt(slot),
    };
    for (const [name, read] of readers) row[name] = read(slot);
    return row as unknown as DealRow;
  };
}
