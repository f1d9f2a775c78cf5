import * as z from "zod";
import { defineEvent } from "../events.ts";

/** A deal was opened. */
export const dealOpened = defineEvent(
  "deal.opened",
  z.object({ clientId: z.string(), stageId: z.string(), managerId: z.string().optional() }),
);

/** A deal went to another stage. */
export const dealStageChanged = defineEvent(
  "deal.stage_changed",
  z.object({ clientId: z.string(), from: z.string(), to: z.string() }),
);

/** A deal was given to another manager. */
export const dealManagerChanged = defineEvent(
  "deal.manager_changed",
  z.object({ clientId: z.string(), from: z.string().optional(), to: z.string() }),
);

/** A deal ended. */
export const dealClosed = defineEvent(
  "deal.closed",
  z.object({
    clientId: z.string(),
    outcome: z.enum(["success", "refusal"]),
    stageId: z.string(),
    reasonIds: z.array(z.string()),
  }),
);

/** A closed deal was opened again. */
export const dealReopened = defineEvent("deal.reopened", z.object({ clientId: z.string(), stageId: z.string() }));
