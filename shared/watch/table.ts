import type { SignalKind } from "../deals/signals.ts";
import type { Stored } from "../record.ts";
import { defineTable, shardOf } from "../table/entity.ts";
import type { Day } from "../time.ts";

/** What was told of a deal: of each signal since when it lasts and how many norms were over. */
export interface Told extends Stored {
  told: Partial<Record<SignalKind, { since: Day; period: number }>>;
}

/** Partitions of the marks: a first round writes thousands of them within seconds. */
export const WATCH_SHARDS = 16;

/** One partition of the marks. */
export function watchPartition(shard: number): string {
  return `WATCH#${shard}`;
}

/** What was told of the deals that need a look; a deal that needs none has no mark. */
export const WatchTable = defineTable<Told>({
  entity: "watch",
  version: 1,
  key: ({ id }) => ({ pk: watchPartition(shardOf(id, WATCH_SHARDS)), sk: id }),
  audited: false,
});
