import { defineTable } from "../table/entity.ts";
import type { Letter } from "./schema.ts";

/** Single letters; the clock looks at those not sent yet. */
export const LetterTable = defineTable<Letter>({
  entity: "letter",
  version: 1,
  key: ({ id }) => ({ pk: `LT#${id}`, sk: "#" }),
  due: (letter) => letter.dueAt,
  audited: false,
});
