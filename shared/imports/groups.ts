import type { Caller } from "../caller.ts";
import { storeOf } from "../table/store.ts";
import { importFields } from "./fields.ts";
import type { Import, ImportGroup, KeptRecord } from "./schema.ts";
import { GROUP_PREFIX, ImportGroupTable, importPartition, KEPT_PREFIX } from "./table.ts";

/** Records left alone that are shown. */
const LISTED_KEPT = 500;

/** Groups of an import in the order of its fields. */
export async function groupsOfImport(
  caller: Caller,
  { id, entity }: Pick<Import, "id" | "entity">,
): Promise<ImportGroup[]> {
  const groups = await storeOf(caller).query(ImportGroupTable, {
    pk: importPartition(id),
    prefix: GROUP_PREFIX,
    consistent: true,
  });
  const order = Object.keys(importFields[entity]);
  return groups.sort((one, other) => order.indexOf(one.field) - order.indexOf(other.field));
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
