import * as z from "zod";
import { defineEvent } from "../events.ts";

/** An inquiry was given to somebody; the first time whoever was asked for is told as well. */
export const inquiryAssigned = defineEvent(
  "inquiry.assigned",
  z.object({ assigneeId: z.string().optional(), wantedId: z.string().optional() }),
);

/** An inquiry ended with an outcome. */
export const inquiryClosed = defineEvent(
  "inquiry.closed",
  z.object({ outcome: z.string(), clientId: z.string().optional(), dealId: z.string().optional() }),
);
