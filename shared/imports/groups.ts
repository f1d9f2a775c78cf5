import type { Caller } from "../caller.ts";
import { storeOf } from "../table/store.ts";
import type { ImportGroup, KeptRecord } from "./schema.ts";
import { GROUP_PREFIX, ImportGroupTable, importPartition, KEPT_PREFIX } from "./table.ts";

/** Records left alone that are shown. */
const LISTED_KEPT = 500;

/** Groups of an import, in no order. */
export async function groupsOfImport(caller: Caller, importId: string): Promise<ImportGroup[]> {
  return storeOf(caller).query(ImportGroupTable, {
    pk: importPartition(importId),
    prefix: GROUP_PREFIX,
    consistent: true,
  });
}

/** Records that reverts of an import left alone, the first of them; each once. */
export async function keptOf(caller: Caller, importId: string): Promise<KeptRecord[]> {
  const { items } = await storeOf(caller).items({
    pk: importPartition(importId),
    prefix: KEPT_PREFIX,
    consistent: true,
  });
  const all = items.flatMap((item) => item["kept"] as KeptRecord[]);
  return [...new Map(all.map((one) => [one.id, one])).values()].slice(0, LISTED_KEPT);
}
