import type { Caller } from "../caller.ts";
import { recordOf } from "../table/entity.ts";
import { storeOf } from "../table/store.ts";
import type { Tx } from "../table/tx.ts";
import type { Deal } from "./schema.ts";
import { DealTable } from "./table.ts";

/** Deals by id as they are now, for rules that have checked their caller by other means; those in the bin left out. */
export async function dealsAt(caller: Caller, ids: readonly string[]): Promise<Map<string, Deal>> {
  const items = await storeOf(caller).itemsAt(ids.map((id) => DealTable.key({ id })));
  const deals = items.flatMap((item) => (item ? [recordOf(DealTable, item)] : []));
  return new Map(deals.filter(({ deletedAt }) => !deletedAt).map((deal) => [deal.id, deal]));
}

/** Holds a transaction to a deal being as it was read. 1 action. */
export function holdDeal(tx: Tx, deal: Deal): void {
  tx.check(DealTable, deal);
}
