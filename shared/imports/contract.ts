import * as z from "zod";
import { Seen } from "../fields.ts";
import { operation } from "../http/contract.ts";
import { idOf } from "../ids.ts";
import {
  Decision,
  delimiters,
  encodings,
  importEntities,
  ImportPlan,
  ImportSummary,
  ImportView,
  KeptRecord,
  ValueGroup,
} from "./schema.ts";

const one = z.object({ id: idOf("import") });

/** What is open before the start: fields with values or blank cells that nobody has decided of. */
const Values = z.object({
  groups: z.array(ValueGroup),
  undecided: z.array(z.object({ field: z.string(), values: z.int(), blank: z.int() })),
  /** Of the import, to start it with. */
  ver: z.int(),
});

/** Bringing data in from files. The way: create, plan, values, start; each may be looked at between. */
export const importsContract = {
  create: operation({
    method: "POST",
    path: "/imports",
    access: ["imports", "create"],
    summary: "Begin an import of an uploaded file: it is read in the background for its columns",
    body: z.object({
      fileId: idOf("file"),
      entity: z.enum(importEntities),
      encoding: z.enum(encodings).optional().meta({ description: "Found out where absent" }),
      delimiter: z.enum(delimiters).optional().meta({ description: "Found out where absent" }),
    }),
    output: ImportView,
    status: 201,
  }),
  list: operation({
    method: "GET",
    path: "/imports",
    access: ["imports", "read"],
    summary: "The last 100 imports, newest first",
    output: z.object({ imports: z.array(ImportSummary) }),
  }),
  get: operation({
    method: "GET",
    path: "/imports/{id}",
    access: ["imports", "read"],
    summary: "An import: columns, preview of 20 rows, guess, plan, problems, result; its job tells the progress",
    params: one,
    output: ImportView,
  }),
  plan: operation({
    method: "PUT",
    path: "/imports/{id}/plan",
    access: ["imports", "write"],
    summary:
      "Say what the columns are and what to do with records that exist; the whole file is then checked in the background",
    params: one,
    body: ImportPlan.extend({ ver: Seen }),
    output: ImportView,
  }),
  values: operation({
    method: "GET",
    path: "/imports/{id}/values",
    access: ["imports", "read"],
    summary: "Values that fit nothing known and blank cells that matter, with counts, suggestions and decisions",
    params: one,
    output: Values,
  }),
  decide: operation({
    method: "PUT",
    path: "/imports/{id}/values",
    access: ["imports", "write"],
    summary: "Decide of values and blank cells; what is not named stays as it was, null takes a decision back",
    params: one,
    body: z.object({
      groups: z
        .array(
          z.strictObject({
            field: z.string().max(40),
            values: z
              .array(z.strictObject({ value: z.string().max(1000), decision: Decision.nullable() }))
              .max(1000)
              .default([]),
            others: Decision.nullable().optional(),
            blank: Decision.nullable().optional(),
          }),
        )
        .min(1)
        .max(40),
      ver: Seen,
    }),
    output: Values,
  }),
  start: operation({
    method: "POST",
    path: "/imports/{id}/start",
    access: ["imports", "write"],
    summary: "Start, or go on after a stop; what is undecided is refused with invalid_state and listed",
    params: one,
    body: z.object({ ver: Seen }),
    output: ImportView,
    status: 202,
  }),
  revert: operation({
    method: "POST",
    path: "/imports/{id}/revert",
    access: ["imports", "write"],
    summary: "Take back what the import made and changed; records changed since are left alone and listed",
    params: one,
    body: z.object({ ver: Seen }),
    output: ImportView,
    status: 202,
  }),
  kept: operation({
    method: "GET",
    path: "/imports/{id}/kept",
    access: ["imports", "read"],
    summary: "Records that the revert left alone, the first 500",
    params: one,
    output: z.object({ kept: z.array(KeptRecord) }),
  }),
};
