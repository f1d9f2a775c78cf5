import * as z from "zod";
import { defineEvent } from "../events.ts";

/** An entry of History was written. */
export const entryWritten = defineEvent(
  "history.written",
  z.object({ clientId: z.string(), typeId: z.string(), performerId: z.string() }),
);
