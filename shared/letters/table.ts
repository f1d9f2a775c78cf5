import { defineTable } from "../table/entity.ts";
import { after, ttlAfter } from "../time.ts";
import type { Letter } from "./schema.ts";

/** A letter that no worker has taken by then lost its message: the clock sends another. */
const UNTAKEN_SECONDS = 15 * 60;

const TOLD_SECONDS = 90 * 24 * 3600;

/** Single letters; the clock looks at those not sent yet. */
export const LetterTable = defineTable<Letter>({
  entity: "letter",
  version: 1,
  key: ({ id }) => ({ pk: `LT#${id}`, sk: "#" }),
  due: ({ state, dueAt, createdAt }) => dueAt ?? (state === "queued" ? after(createdAt, UNTAKEN_SECONDS) : undefined),
  // Letters to clients stay with their cards; what the product tells its own people is of no use after a while.
  ttl: ({ told, createdAt }) => (told ? ttlAfter(createdAt, TOLD_SECONDS) : undefined),
  audited: false,
});
