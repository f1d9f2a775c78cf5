import * as z from "zod";
import { line } from "../fields.ts";
import { idOf } from "../ids.ts";
import { recordFields } from "../record.ts";

/** Dictionaries every company has; their entries are its own. */
export const dictionaryNames = [
  "region",
  "industry",
  "source",
  "trigger",
  "interest",
  "refusal_reason",
  "activity_type",
  "product_group",
] as const;
/** One of {@link dictionaryNames}. */
export type DictionaryName = (typeof dictionaryNames)[number];

/** One entry. What is used stays: an entry is hidden, never deleted. */
export const DictionaryEntry = z.object({
  id: idOf("entry"),
  name: line(120),
  hidden: z.boolean().optional(),
  /** Key of a ready entry, so that code may find 'call' or 'letter' whatever its name has become. */
  code: z.string().max(40).optional(),
});
/** {@link DictionaryEntry} as a type. */
export type DictionaryEntry = z.infer<typeof DictionaryEntry>;

/** A dictionary with its entries in order. */
export const Dictionary = z.object({
  id: z.enum(dictionaryNames),
  ...recordFields,
  entries: z.array(DictionaryEntry).max(1000),
});
/** {@link Dictionary} as a type. */
export type Dictionary = z.infer<typeof Dictionary>;
