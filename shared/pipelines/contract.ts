import * as z from "zod";
import { Seen, line } from "../fields.ts";
import { operation } from "../http/contract.ts";
import { idOf } from "../ids.ts";
import { NormDays, Pipeline, Stage } from "./schema.ts";

const one = z.object({ id: idOf("pipeline") });
const stages = z
  .array(Stage.extend({ id: idOf("stage").optional() }).strict())
  .min(1)
  .max(30);

/** Pipelines of the company. */
export const pipelinesContract = {
  list: operation({
    method: "GET",
    path: "/pipelines",
    access: "employee",
    summary: "All pipelines with their stages",
    output: z.object({ pipelines: z.array(Pipeline) }),
  }),
  add: operation({
    method: "POST",
    path: "/pipelines",
    access: ["settings", "create"],
    summary: "Add a pipeline from a template (seven or six stages) or with stages of one's own",
    body: z.object({
      name: line(80).optional(),
      template: z.enum(["seven", "six"]).optional(),
      stages: stages.optional(),
    }),
    output: Pipeline,
    status: 201,
  }),
  change: operation({
    method: "PUT",
    path: "/pipelines/{id}",
    access: ["settings", "write"],
    summary: "Rename a pipeline, change its stages and norms; a stage with open deals cannot go",
    params: one,
    body: z.object({
      name: line(80),
      stages,
      normDays: NormDays,
      silenceDays: NormDays.optional(),
      hidden: z.boolean().optional(),
      ver: Seen,
    }),
    output: Pipeline,
  }),
};
