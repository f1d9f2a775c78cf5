import * as z from "zod";
import { Can, paragraph } from "../fields.ts";
import { idOf } from "../ids.ts";
import { recordFields } from "../record.ts";
import { Instant } from "../time.ts";

/**
 * One act with a client that took place; its result is mandatory (rule 2). What is still planned is a task.
 * The id carries the moment it happened, so the card reads it in order and finds it by id.
 */
export const HistoryEntry = z.object({
  id: idOf("activity"),
  ...recordFields,
  deletedAt: Instant.optional(),
  clientId: idOf("client"),
  typeId: idOf("entry"),
  at: Instant.meta({ description: "When it happened, not when it was typed" }),
  result: paragraph(8000).min(2),
  performerId: idOf("employee"),
  contactId: idOf("contact").optional(),
  dealId: idOf("deal").optional(),
  taskId: idOf("task").optional(),
  letterId: idOf("letter").optional(),
  /** Written by the system because it did the act itself, as a letter it sent. */
  automatic: z.boolean().optional(),
});
/** {@link HistoryEntry} as a type. */
export type HistoryEntry = z.infer<typeof HistoryEntry>;

/** What is asked to write an entry. */
export const WriteEntry = HistoryEntry.pick({ typeId: true, result: true, contactId: true, dealId: true }).extend({
  at: Instant.optional().meta({ description: "Now where absent; not in the future" }),
  performerId: idOf("employee").optional(),
});

/** An entry with what the caller may do. */
export const HistoryEntryView = HistoryEntry.extend({ can: Can });
/** {@link HistoryEntryView} as a type. */
export type HistoryEntryView = z.infer<typeof HistoryEntryView>;
