import * as z from "zod";
import { defineEvent } from "../events.ts";

/** A record was written: published by the stream itself from the item's images, not by the one who wrote it. */
export const recordChanged = defineEvent(
  "record.changed",
  z.object({
    entity: z.string(),
    id: z.string(),
    ver: z.int(),
    before: z.record(z.string(), z.unknown()).optional(),
    after: z.record(z.string(), z.unknown()).optional(),
  }),
);
