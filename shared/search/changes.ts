import * as z from "zod";
import { operation } from "../http/contract.ts";
import { Instant } from "../time.ts";

/** What every page asks each fifteen seconds: apart from the rest, so that no page loads more for it. */
export const changedRecords = operation({
  method: "GET",
  path: "/changes",
  access: "employee",
  answerer: "query",
  summary: "Which of the records the caller may see changed since a moment",
  query: z.object({ since: Instant }),
  output: z.object({
    now: Instant,
    changes: z.array(z.object({ kind: z.string(), id: z.string(), ver: z.int(), deleted: z.boolean() })),
    /** More changed than are listed: read anew what is on screen. */
    more: z.boolean(),
  }),
});
