import { defineTable } from "../table/entity.ts";
import type { Company } from "./schema.ts";

/** The company itself and its settings. */
export const CompanyTable = defineTable<Company, unknown>({
  entity: "company",
  version: 1,
  key: () => ({ pk: "META", sk: "TENANT" }),
});
