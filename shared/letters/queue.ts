import * as z from "zod";
import type { Language } from "../caller.ts";
import { Email } from "../fields.ts";
import { newId } from "../ids.ts";
import type { Fresh } from "../record.ts";
import type { Tx } from "../table/tx.ts";
import { letterQueued } from "./events.ts";
import type { Letter, LetterTemplate } from "./schema.ts";
import { LetterTable } from "./table.ts";

/** Company that letters of no company belong to: it has no employees, and nobody can sign in to it. */
export const PLATFORM_TENANT = "platform";

/** A letter that the product writes by itself. */
export interface TemplateLetter {
  to: string;
  toName?: string | undefined;
  language: Language;
  template: LetterTemplate;
  /** Values for the text: names alone, never a secret; what looks like an address of the web is made harmless. */
  values?: Record<string, string> | undefined;
  /** The one-time link it carries. */
  linkId?: string | undefined;
  path?: string | undefined;
  lists?: Letter["lists"] | undefined;
  told?: Letter["told"] | undefined;
}

/** What a letter needs besides what the queue gives it. */
export type LetterFields = Omit<
  Fresh<Letter>,
  "id" | "state" | "attempts" | "dueAt" | "messageId" | "sentAt" | "trouble"
>;

/**
 * Adds a letter to a transaction, with the event that has it sent: it goes out if and only if the transaction happens.
 * Throws ZodError when `to` is no e-mail address.
 */
export function queue(tx: Tx, letter: TemplateLetter | LetterFields): Letter {
  const fresh: LetterFields = { ...letter, to: z.parse(Email, letter.to) };
  const made = tx.create(LetterTable, { ...fresh, id: newId("letter"), state: "queued", attempts: 0 });
  tx.event(letterQueued, { kind: LetterTable.entity, id: made.id, ver: made.ver }, { letterId: made.id });
  return made;
}
