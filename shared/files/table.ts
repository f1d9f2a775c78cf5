import { defineTable } from "../table/entity.ts";
import { ttlAfter } from "../time.ts";
import type { File } from "./schema.ts";

/** A file that was announced and never came is forgotten after a day, as the bucket forgets half an upload. */
const PENDING_SECONDS = 24 * 3600;

/** Files of the company; what is in them lies in the bucket. */
export const FileTable = defineTable<File>({
  entity: "file",
  version: 1,
  key: ({ id }) => ({ pk: `FILE#${id}`, sk: "#" }),
  ttl: (file) => (file.state === "pending" ? ttlAfter(file.createdAt, PENDING_SECONDS) : undefined),
  audited: false,
});
