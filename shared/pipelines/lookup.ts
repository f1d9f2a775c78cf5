import type { Caller } from "../caller.ts";
import { invalid, Problem } from "../errors.ts";
import { Memory } from "../memory.ts";
import { existing } from "../products/products.ts";
import { storeOf } from "../table/store.ts";
import type { Pipeline, Stage } from "./schema.ts";
import { PIPELINES, PipelineTable } from "./table.ts";

const pipelines = new Memory<Pipeline[]>(1000, 10_000);

/** Pipelines of the company in the order they were made, ten seconds old at most. */
export function pipelinesOf(caller: Caller): Promise<Pipeline[]> {
  return pipelines.get(caller.tenant, () => storeOf(caller).query(PipelineTable, { pk: PIPELINES }));
}

/** Makes the next look at the pipelines read them anew. */
export function forgetPipelines(tenant: string): void {
  pipelines.forget(tenant);
}

/** The pipeline of an id; an unknown one is wrong input. One made a moment ago elsewhere is looked for anew. */
export async function mustPipeline(caller: Caller, id: string): Promise<Pipeline> {
  const find = async () => (await pipelinesOf(caller)).find((one) => one.id === id);
  const known = await find();
  if (known) return known;
  forgetPipelines(caller.tenant);
  const anew = await find();
  if (!anew) throw invalid("pipelineId", "not_one_of");
  return anew;
}

/** The pipeline of a deal that names none: the company's first. */
export async function pipelineOfNew(caller: Caller): Promise<Pipeline> {
  const first = async () => (await pipelinesOf(caller)).find(({ hidden }) => !hidden);
  const known = await first();
  if (known) return known;
  forgetPipelines(caller.tenant);
  const anew = await first();
  if (!anew) throw new Problem("invalid_state", { reason: "no_pipeline" });
  return anew;
}

/** The stage of a pipeline; one of another pipeline is wrong input. */
export function mustStage(pipeline: Pipeline, id: string): Stage {
  const stage = pipeline.stages.find((one) => one.id === id);
  if (!stage) throw invalid("stageId", "stage_of_other_pipeline");
  return stage;
}

/** Refuses lines whose product the company does not have. */
export async function mustProducts(caller: Caller, lines: readonly { productId: string }[]): Promise<void> {
  if (lines.length === 0) return;
  const ids = await existing(
    caller,
    lines.map(({ productId }) => productId),
  );
  const wrong = lines.findIndex(({ productId }) => !ids.has(productId));
  if (wrong >= 0) throw invalid(`lines.${wrong}.productId`, "not_one_of");
}
