import type { Caller } from "../caller.ts";
import { Problem } from "../errors.ts";
import { storeOf } from "../table/store.ts";
import type { Key } from "../table/entity.ts";
import type { Tx } from "../table/tx.ts";

/** A record that demo data made. */
export interface DemoRecord {
  kind: "employee" | "product" | "client" | "deal";
  id: string;
}

/** Partition of the accounts of what was made, a chunk an item. */
export const DEMO = "DEMO";

/** Key of the account of a chunk. */
export function accountKey(number: number): Key {
  return { pk: DEMO, sk: String(number).padStart(4, "0") };
}

/** Adds the account of a chunk to its transaction. */
export function account(tx: Tx, number: number, records: readonly DemoRecord[]): void {
  tx.mark(accountKey(number), { e: "demo", records }, () => new Problem("conflict", { reason: "busy" }));
}

/** The last account that is still there: what is made last goes first, people and products in the end. */
export async function lastAccount(
  caller: Caller,
): Promise<{ key: Key; number: number; records: DemoRecord[] } | undefined> {
  const { items } = await storeOf(caller).items({ pk: DEMO, descending: true, limit: 1, consistent: true });
  const [item] = items;
  return item && { key: { pk: DEMO, sk: item.sk }, number: Number(item.sk), records: item["records"] as DemoRecord[] };
}
