import { defineTable } from "../table/entity.ts";
import type { Pipeline } from "./schema.ts";

/** Partition of all pipelines. */
export const PIPELINES = "PIPE";

/** Pipelines, each with its stages in one item. */
export const PipelineTable = defineTable<Pipeline>({
  entity: "pipeline",
  version: 1,
  key: ({ id }) => ({ pk: PIPELINES, sk: id }),
});
