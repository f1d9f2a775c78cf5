import * as z from "zod";

/** The answer of an operation that gives a text of some media type: its tag, and nothing more to whoever has it. */
export const Document = z.object({
  /** Changes when the text does. */
  tag: z.string().regex(/^[\w-]+$/),
  text: z.string().optional(),
});
/** {@link Document} as a type. */
export type Document = z.infer<typeof Document>;

/** Whether an `If-None-Match` names a tag; a proxy that packed the text has made the tag a weak one (RFC 9110, 13.1.2). */
export function holds(header: string | undefined, tag: string): boolean {
  const tags = (header ?? "").split(",").map((one) => one.trim().replace(/^W\//, ""));
  return tags.includes(`"${tag}"`) || tags.includes("*");
}
