import * as z from "zod";
import { operation } from "../http/contract.ts";
import { changedRecords } from "./changes.ts";

/** Something found: enough to show and to open it. */
export const Hit = z.object({
  kind: z.enum(["client", "contact", "deal"]),
  id: z.string(),
  clientId: z.string(),
  title: z.string(),
  note: z.string(),
});
/** {@link Hit} as a type. */
export type Hit = z.infer<typeof Hit>;

/** Search over everything, and news of what others changed. */
export const searchQueries = {
  find: operation({
    method: "GET",
    path: "/search",
    access: "employee",
    answerer: "query",
    summary: "Clients, contacts and deals whose names, numbers or addresses begin with or contain the text",
    query: z.object({
      q: z.string().trim().min(1).max(100),
      limit: z.coerce.number().int().min(1).max(50).default(12),
    }),
    output: z.object({ hits: z.array(Hit) }),
  }),
  changes: changedRecords,
};
