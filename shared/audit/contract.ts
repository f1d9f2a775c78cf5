import * as z from "zod";
import { operation } from "../http/contract.ts";
import { Instant } from "../time.ts";

/** One change of a record: before and after, field by field. A value too large to be kept is `{cutBytes}`. */
export const Change = z.object({
  ver: z.int(),
  at: Instant,
  /** An employee, a key of the API or `system`. */
  by: z.string(),
  entity: z.string(),
  fields: z.array(z.object({ field: z.string(), before: z.unknown().optional(), after: z.unknown().optional() })),
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
    params: z.object({ id: z.string().regex(/^[a-z]+(_[0-9A-Za-z]{2,30})?$/) }),
    query: z.object({
      before: z.coerce
        .number()
        .int()
        .min(1)
        .max(Number.MAX_SAFE_INTEGER)
        .optional()
        .meta({ description: "Only versions below this one" }),
    }),
    output: z.object({
      changes: z.array(Change),
      older: z.int().optional().meta({ description: "There are more: ask with `before` set to this" }),
    }),
  }),
};
