import * as z from "zod";
import { Email, line, paragraph } from "../fields.ts";
import { idOf } from "../ids.ts";
import { recordFields } from "../record.ts";
import { Instant } from "../time.ts";

/** Letters the product writes itself, by their text in `shared/texts`. */
export const letterTemplates = [
  "sign_up",
  "sign_up_known",
  "password",
  "password_unknown",
  "password_changed",
  "invitation",
  "notice",
  "digest",
  "morning",
] as const;
/** One of {@link letterTemplates}. */
export type LetterTemplate = (typeof letterTemplates)[number];

/** queued, then sending under a lease, then sent; failed when SES refuses it for good; bounced when it came back. */
export const letterStates = ["queued", "sending", "sent", "failed", "bounced", "complained"] as const;

/** One single letter. Those of no company yet belong to the reserved company `platform`. */
export const Letter = z.object({
  id: idOf("letter"),
  ...recordFields,
  to: Email,
  toName: z.string().max(250).optional(),
  language: z.enum(["ru", "en"]),
  template: z.enum(letterTemplates).optional(),
  /** Values for the template: names, never a secret. */
  values: z.record(z.string(), z.string()).optional(),
  /** The one-time link whose token the letter carries; the token itself is made when the letter is sent. */
  linkId: z.string().optional(),
  /** Page of the web that the letter's link opens, with its company. */
  path: z.string().max(250).optional(),
  /** What a letter of several parts lists: a heading with its lines. */
  lists: z
    .array(z.object({ title: z.string(), lines: z.array(z.string()) }))
    .max(10)
    .optional(),
  /** Whom it tells of what: a letter of kinds that its reader can turn off by one click. */
  told: z.object({ userId: idOf("employee"), kinds: z.array(z.string()) }).optional(),
  subject: line(200).optional(),
  text: paragraph(50_000).optional(),
  fileIds: z.array(idOf("file")).max(10).optional(),
  clientId: idOf("client").optional(),
  contactId: idOf("contact").optional(),
  dealId: idOf("deal").optional(),
  replyTo: Email.optional(),
  fromName: z.string().max(250).optional(),
  state: z.enum(letterStates),
  attempts: z.int(),
  /** When the clock looks again: the lease of a sending, or the wait after an unclear one. */
  dueAt: Instant.optional(),
  messageId: z.string().optional(),
  sentAt: Instant.optional(),
  /** Why it was not sent, or what came back: a code of SES or of ours, never the text of an answer. */
  trouble: z.string().max(100).optional(),
});
/** {@link Letter} as a type. */
export type Letter = z.infer<typeof Letter>;

/** A letter as it is shown on the card. */
export const LetterView = Letter.pick({
  id: true,
  to: true,
  subject: true,
  text: true,
  fileIds: true,
  state: true,
  trouble: true,
  sentAt: true,
  createdAt: true,
  createdBy: true,
  contactId: true,
  dealId: true,
});
/** {@link LetterView} as a type. */
export type LetterView = z.infer<typeof LetterView>;

/** What is asked to write to a contact from his client's card. */
export const WriteLetter = z.object({
  contactId: idOf("contact").optional(),
  to: Email,
  subject: line(200),
  text: paragraph(50_000).min(1),
  fileIds: z.array(idOf("file")).max(10).default([]),
  dealId: idOf("deal").optional(),
});
