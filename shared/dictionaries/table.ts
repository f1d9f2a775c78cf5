import { defineTable } from "../table/entity.ts";
import type { Dictionary } from "./schema.ts";

/** Dictionaries lie beside the settings: one query reads them all. */
export const DICTIONARY_PREFIX = "DICT#";

/** Dictionaries, each whole in one item. */
export const DictionaryTable = defineTable<Dictionary>({
  entity: "dictionary",
  version: 1,
  key: ({ id }) => ({ pk: "META", sk: DICTIONARY_PREFIX + id }),
});
