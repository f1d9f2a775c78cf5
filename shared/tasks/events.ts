import * as z from "zod";
import { defineEvent } from "../events.ts";

/** A task was planned, or given to another performer. */
export const taskPlanned = defineEvent(
  "task.planned",
  z.object({ clientId: z.string().optional(), performerId: z.string(), at: z.string() }),
);

/** A task was finished with a result. */
export const taskFinished = defineEvent(
  "task.finished",
  z.object({ clientId: z.string().optional(), entryId: z.string().optional() }),
);
