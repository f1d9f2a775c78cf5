import * as z from "zod";
import { idOf } from "../ids.ts";
import { recordFields } from "../record.ts";
import { Instant } from "../time.ts";

/** The calendar feed of an employee. Its address is shown once and kept as the SHA-256 of what is secret in it. */
export const Feed = z.object({
  id: idOf("feed"),
  ...recordFields,
  employeeId: idOf("employee"),
  /** SHA-256 of the secret, hexadecimal. */
  hash: z.string(),
});
/** {@link Feed} as a type. */
export type Feed = z.infer<typeof Feed>;

/** A feed as its owner sees it: since when its address is good. */
export const FeedView = z.object({ madeAt: Instant });
/** {@link FeedView} as a type. */
export type FeedView = z.infer<typeof FeedView>;

/** The last part of the address of a feed: 256 random bits as base64url, and an ending that calendars know. */
export const FeedFile = z.string().regex(/^[\w-]{43}\.ics$/);
