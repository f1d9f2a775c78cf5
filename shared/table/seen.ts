import { Problem } from "../errors.ts";
import type { Stored } from "../record.ts";

/**
 * Refuses a change made from another version than the current one: `conflict` with the record as it is,
 * cut down by `show` where not all of it may be shown. The store refuses whoever is faster between this and the write.
 */
export function demandSeen<R extends Stored>(record: R, ver: number, show: (record: R) => unknown = (one) => one): void {
  if (record.ver !== ver) throw new Problem("conflict", { reason: "stale", current: show(record) });
}
