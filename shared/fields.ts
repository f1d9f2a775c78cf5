import * as z from "zod";
import { actions } from "./policy-names.ts";

/** One line of text: trimmed, no control characters, up to `most` characters; empty is refused. */
export function line(most: number) {
  return z
    .string()
    .trim()
    .min(1)
    .max(most)
    .regex(/^[^\u0000-\u001f\u007f\u2028\u2029]*$/u, { error: "control_characters" });
}

/** Text of several lines, trimmed, up to `most` characters; tabs and line ends are its only control characters. */
export function paragraph(most: number) {
  return z
    .string()
    .trim()
    .max(most)
    .regex(/^[^\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]*$/u, { error: "control_characters" });
}

/** An e-mail address as people type it: trimmed; compared in lower case. */
export const Email = z.string().trim().toLowerCase().max(254).pipe(z.email());

/** A telephone number as typed; normalised to E.164 for comparing. */
export const Phone = z
  .string()
  .trim()
  .max(40)
  .regex(/^\+?[\d\s().\-/]{3,}(?:\s*(?:доб|ext|x|#)\.?\s*\d{1,6})?$/iu, { error: "not_a_phone" });

/** Version a change has seen: a stale one answers `conflict` with the current record. */
export const Seen = z.int().min(1).meta({ description: "`ver` of the record as last seen" });

/** What the caller may do with the record that carries it. */
export const Can = z.array(z.enum(actions));

/** A page of a list: how many rows at most, and where the last page ended. */
export const pageQuery = {
  limit: z.coerce.number().int().min(1).max(200).default(50),
  cursor: z.string().max(2000).optional(),
};

/** An answer that says nothing but that it was done. */
export const Done = z.object({});
