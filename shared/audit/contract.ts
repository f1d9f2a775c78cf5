import * as z from "zod";
import { operation } from "../http/contract.ts";
import { Instant } from "../time.ts";

/** One change of a record: before and after, field by field. */
export const Change = z.object({
  ver: z.int(),
  at: Instant,
  by: z.string(),
  entity: z.string(),
  fields: z.array(z.object({ field: z.string(), before: z.unknown(), after: z.unknown() })),
});
/** {@link Change} as a type. */
export type Change = z.infer<typeof Change>;

/** The audit trail. */
export const auditContract = {
  of: operation({
    method: "GET",
    path: "/audit/{id}",
    access: ["audit", "read"],
    summary: "Changes of one record, newest first",
    params: z.object({ id: z.string().regex(/^[a-z]+_[0-9A-Za-z]{8,30}$/) }),
    output: z.object({ changes: z.array(Change) }),
  }),
};
