import { defineTable } from "../table/entity.ts";
import type { ApiKey } from "./schema.ts";

/** Partition of all keys of a company. */
export const KEYS = "KEY";

/** Keys of the API as the company sees them; what a request presents is looked up under the platform's `KEY#<sha256>`. */
export const ApiKeyTable = defineTable<ApiKey>({
  entity: "key",
  version: 1,
  key: ({ id }) => ({ pk: KEYS, sk: id }),
});
