import type { Caller } from "../caller.ts";
import { notFound } from "../errors.ts";
import type { Input } from "../http/contract.ts";
import { demand, may } from "../policy.ts";
import { storeOf, type Store } from "../table/store.ts";
import type { auditContract, Change } from "./contract.ts";
import { changesOf, sortOf } from "./keys.ts";
import { auditedBy } from "./records.ts";

/** Changes in one answer. */
const PAGE = 100;

/**
 * Changes of one record, newest first, those the caller's right reaches. A record he may not read, one that is gone
 * and one that never was all answer `not_found`.
 */
export async function of(caller: Caller, { id, before }: Input<typeof auditContract.of>) {
  const store = storeOf(caller);
  const audited = auditedBy(id);
  if (!audited) throw notFound();
  demand(caller, audited.section, "read", await audited.load(store, id, (field) => parentOf(store, id, field)));
  const to = before === undefined ? {} : { from: sortOf(0), to: sortOf(before - 1) };
  const { items, after } = await store.items({ pk: changesOf(id), ...to, descending: true, limit: PAGE });
  const changes = items.map((item) => item["d"] as Change);
  const last = changes.at(-1);
  return {
    changes: changes.filter((change) => may(caller, "audit", "read", change)),
    ...(after && last ? { older: last.ver } : {}),
  };
}

/** What a record hangs on: its key needs it, and the change that made the record tells it. */
async function parentOf(store: Store, id: string, field: string): Promise<string> {
  const { items } = await store.items({ pk: changesOf(id), limit: 1 });
  const made = (items[0]?.["d"] as Change | undefined)?.fields.find((one) => one.field === field);
  if (typeof made?.after !== "string") throw notFound();
  return made.after;
}
