import * as z from "zod";
import { line } from "../fields.ts";
import { idOf } from "../ids.ts";
import { recordFields } from "../record.ts";

/** What a file is for: it bounds size and kind. */
export const filePurposes = ["attachment", "import"] as const;

/** Bytes at most: letters carry 7 MB in all (SES v1 takes 10 MB after base64), imports 50 MB a file. */
export const mostBytes = { attachment: 7 * 1024 * 1024, import: 50 * 1024 * 1024 } as const;

/**
 * A file in the bucket: `pending` till it is there, `ready` once looked at, `refused` when it is not what it should be.
 * `contentType` is what was found by looking; until then it is that of unknown bytes.
 */
export const File = z.object({
  id: idOf("file"),
  ...recordFields,
  name: line(200),
  bytes: z.int().min(0),
  contentType: z.string().max(120),
  purpose: z.enum([...filePurposes, "export"]),
  state: z.enum(["pending", "ready", "refused"]),
  /** Place in the bucket once ready. */
  key: z.string(),
});
/** {@link File} as a type. */
export type File = z.infer<typeof File>;

/** A file as it is shown: without its place. */
export const FileView = File.omit({ key: true });
/** {@link FileView} as a type. */
export type FileView = z.infer<typeof FileView>;
