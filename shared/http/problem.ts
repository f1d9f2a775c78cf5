import * as z from "zod";
import { problems, type ProblemCode } from "../errors.ts";

/** Body of every error, `application/problem+json` (RFC 9457). Clients branch on `code`; `detail` is for people. */
export const ProblemBody = z.object({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  detail: z.string().optional(),
  code: z.enum(Object.keys(problems) as [ProblemCode, ...ProblemCode[]]),
  reason: z.string().optional(),
  requestId: z.string(),
  issues: z.array(z.object({ path: z.string(), message: z.string() })).optional(),
  current: z.unknown().optional(),
  params: z.record(z.string(), z.union([z.string(), z.number()])).optional(),
});
/** {@link ProblemBody} as a type. */
export type ProblemBody = z.infer<typeof ProblemBody>;
