import { defineTable } from "../table/entity.ts";
import type { Import, ImportGroup } from "./schema.ts";

/** Partition of all imports. */
export const IMPORTS = "IMPORT";

/** Imports in the order they were begun. What they bring is audited, record by record; they themselves are not. */
export const ImportTable = defineTable<Import>({
  entity: "import",
  version: 1,
  key: ({ id }) => ({ pk: IMPORTS, sk: id }),
  audited: false,
});

/** Partition of what one import needs and did. */
export function importPartition(importId: string): string {
  return `IMP#${importId}`;
}

/** Values and decisions lie beside their import under this prefix, by field. */
export const GROUP_PREFIX = "V#";

/** Values and decisions of the fields of an import. */
export const ImportGroupTable = defineTable<ImportGroup, { importId: string; field: string }>({
  entity: "import_group",
  version: 1,
  key: ({ importId, field }) => ({ pk: importPartition(importId), sk: GROUP_PREFIX + field }),
  audited: false,
});

/** What each chunk of an import did lies under this prefix, in order. */
export const CHUNK_PREFIX = "C#";
/** What each chunk of a revert left alone. */
export const KEPT_PREFIX = "R#";

/** Sort key of a numbered chunk. */
export function chunkSort(prefix: string, number: number): string {
  return prefix + String(number).padStart(6, "0");
}

/** Plan of the last import with the same header, by entity and digest of the header. */
export interface RememberedPlan {
  id: string;
  ver: number;
  createdAt: string;
  createdBy: string;
  updatedAt: string;
  updatedBy: string;
  columns: Import["guess"];
}

/** What the company chose for a header before. */
export const RememberedPlanTable = defineTable<RememberedPlan>({
  entity: "import_plan",
  version: 1,
  key: ({ id }) => ({ pk: "IMPORT_PLAN", sk: id }),
  audited: false,
});
