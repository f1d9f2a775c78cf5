import type { Caller } from "../caller.ts";
import { periodOf, signalKinds, type Signal } from "../deals/signals.ts";
import { Problem } from "../errors.ts";
import { recordOf } from "../table/entity.ts";
import { storeOf } from "../table/store.ts";
import type { Tx } from "../table/tx.ts";
import { WATCH_SHARDS, watchPartition, WatchTable, type Told } from "./table.ts";

type Marks = Map<string, Told>;

/** The marks of all deals; some may be a moment old. */
export async function allMarks(caller: Caller): Promise<Marks> {
  const shards = Array.from({ length: WATCH_SHARDS }, (_, shard) =>
    storeOf(caller).query(WatchTable, { pk: watchPartition(shard) }),
  );
  return new Map((await Promise.all(shards)).flat().map((mark) => [mark.id, mark]));
}

/** The marks of some deals as they are now. */
export async function marksAt(caller: Caller, ids: readonly string[]): Promise<Marks> {
  const items = await storeOf(caller).itemsAt(ids.map((id) => WatchTable.key({ id })));
  return new Map(items.flatMap((item) => (item ? [recordOf(WatchTable, item)] : [])).map((mark) => [mark.id, mark]));
}

/**
 * What of the signals of a deal is news: one that was not told, that began anew since, or that lasts a further norm.
 */
export function newsOf(mark: Told | undefined, signals: readonly Signal[]): Signal[] {
  return signals.filter((signal) => {
    const told = mark?.told[signal.kind];
    return told?.since !== signal.since || told.period < periodOf(signal);
  });
}

/** Whether a mark says what the signals of its deal are. */
export function isMarked(mark: Told | undefined, signals: readonly Signal[]): boolean {
  return JSON.stringify(ordered(mark?.told ?? {})) === JSON.stringify(ordered(toldOf(signals)));
}

/** Adds to a transaction that all signals of a deal are told; one that has none needs no mark. 1 action at most. */
export function setMark(tx: Tx, id: string, mark: Told | undefined, signals: readonly Signal[]): void {
  if (isMarked(mark, signals)) return;
  if (mark && signals.length === 0) tx.remove(WatchTable, mark);
  else if (mark) tx.update(WatchTable, mark, { told: toldOf(signals) });
  else tx.create(WatchTable, { id, told: toldOf(signals) }, () => new Problem("conflict", { raced: true }));
}

function toldOf(signals: readonly Signal[]): Told["told"] {
  return Object.fromEntries(signals.map((one) => [one.kind, { since: one.since, period: periodOf(one) }]));
}

function ordered(told: Told["told"]): unknown {
  return signalKinds.map((kind) => [told[kind]?.since, told[kind]?.period]);
}
