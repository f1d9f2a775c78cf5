import * as z from "zod";
import { line } from "../fields.ts";
import { idOf } from "../ids.ts";
import { roles } from "../policy-names.ts";
import { recordFields } from "../record.ts";
import { Instant } from "../time.ts";

/** A key of the API. The key itself is shown once and kept as its SHA-256. */
export const ApiKey = z.object({
  id: idOf("key"),
  ...recordFields,
  label: line(120),
  role: z.enum(roles),
  userId: idOf("employee"),
  /** SHA-256 of the key, hexadecimal. */
  hash: z.string(),
  /** First characters of the key, to tell keys apart. */
  start: z.string(),
  revokedAt: Instant.optional(),
});
/** {@link ApiKey} as a type. */
export type ApiKey = z.infer<typeof ApiKey>;

/** A key as it is shown. */
export const ApiKeyView = ApiKey.omit({ hash: true });
/** {@link ApiKeyView} as a type. */
export type ApiKeyView = z.infer<typeof ApiKeyView>;
