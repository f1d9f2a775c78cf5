import * as z from "zod";
import { defineEvent } from "../events.ts";

/** A step was planned. */
export const taskPlanned = defineEvent(
  "task.planned",
  z.object({ clientId: z.string(), performerId: z.string(), at: z.string() }),
);

/** A task was finished with a result. */
export const taskFinished = defineEvent("task.finished", z.object({ clientId: z.string(), entryId: z.string() }));
