import type { Caller, Language } from "../caller.ts";
import { get as companyOf } from "../companies/companies.ts";
import { dealColumns } from "../deals/columns.ts";
import { invalid, Problem } from "../errors.ts";
import type { Input } from "../http/contract.ts";
import { newId } from "../ids.ts";
import { demand } from "../policy.ts";
import { unpackedRow } from "../query/columns.ts";
import { fold } from "../query/tree.ts";
import { mustBeSeen } from "../table/retry.ts";
import { storeOf } from "../table/store.ts";
import type { pipelinesContract } from "./contract.ts";
import { forgetPipelines } from "./lookup.ts";
import type { Pipeline, Stage } from "./schema.ts";
import { PIPELINES, PipelineTable } from "./table.ts";
import { NORM_DAYS, templates } from "./templates.ts";

type Add = Input<typeof pipelinesContract.add>;
type GivenStage = NonNullable<Add["stages"]>[number];

/** Pipelines of a company at most. */
const MOST_PIPELINES = 50;
/** Rows of deals read at a time. */
const PAGE = 1000;

/** All pipelines of the company, hidden ones among them, in the order they were added. */
export async function list(caller: Caller): Promise<{ pipelines: Pipeline[] }> {
  return { pipelines: await storeOf(caller).query(PipelineTable, { pk: PIPELINES, consistent: true }) };
}

/** Adds a pipeline: a template in the language of the company, or stages of one's own under a name. */
export async function add(caller: Caller, { name, template, stages }: Add): Promise<Pipeline> {
  if ((template === undefined) === (stages === undefined)) throw invalid("stages", "template_or_stages");
  const { pipelines } = await list(caller);
  if (pipelines.length >= MOST_PIPELINES)
    throw new Problem("invalid_state", { reason: "too_many_pipelines", params: { most: MOST_PIPELINES } });
  const ready = template && readyOf(template, (await companyOf(caller)).language);
  const title = name ?? ready?.name;
  if (title === undefined) throw invalid("name", "required");
  const tx = storeOf(caller).tx();
  const pipeline = tx.create(PipelineTable, {
    id: newId("pipeline"),
    name: title,
    stages: ready?.stages ?? stagesOf(stages ?? [], []),
    successRule: "on_contract",
    normDays: NORM_DAYS,
    ...(template ? { template } : {}),
  });
  const added = await tx.commit(pipeline);
  forgetPipelines(caller.tenant);
  return added;
}

/**
 * Changes a pipeline whole. Stages that stay keep their ids, whatever their name and place; one that is left out must
 * have no open deal. Only then the rows of all deals are read: about 60 read units for 1,000 deals, so a stage goes
 * seldom and dearly, while every other change costs the same in a company of any size. Moves of deals do not wait for
 * the pipeline, which would make it the bottleneck of them all: a deal moved to the stage within the seconds that
 * others remember a pipeline stays on it, and is moved on by hand.
 */
export async function change(caller: Caller, input: Input<typeof pipelinesContract.change>): Promise<Pipeline> {
  const { id, ver, name, normDays, silenceDays, hidden } = input;
  const store = storeOf(caller);
  const before = demand(caller, "settings", "write", await store.get(PipelineTable, { id }));
  mustBeSeen(before, ver);
  const stages = stagesOf(input.stages, before.stages);
  const gone = before.stages.filter((stage) => !stages.some((one) => one.id === stage.id));
  if (gone.length > 0) await refuseOpenDeals(caller, gone);
  const tx = store.tx();
  const changed = await tx.commit(
    tx.update(PipelineTable, before, { name, normDays, silenceDays, stages, hidden: hidden || undefined }),
  );
  forgetPipelines(caller.tenant);
  return changed;
}

function readyOf(template: keyof typeof templates, language: Language): Pick<Pipeline, "name" | "stages"> {
  const { name, stages } = templates[template];
  return {
    name: name[language],
    stages: stages.map(({ normDays, ...names }) => ({ id: newId("stage"), name: names[language], normDays })),
  };
}

/** Stages as given, new ones with ids of their own; an id must name a stage that is there, and no name stands twice. */
function stagesOf(given: readonly GivenStage[], before: readonly Stage[]): Stage[] {
  const left = new Set(before.map(({ id }) => id));
  const names = new Set<string>();
  return given.map((stage, index) => {
    if (stage.id !== undefined && !left.delete(stage.id)) throw invalid(`stages.${index}.id`, "unknown_stage");
    if (names.has(fold(stage.name))) throw invalid(`stages.${index}.name`, "same_name_twice");
    names.add(fold(stage.name));
    return { ...stage, id: stage.id ?? newId("stage") };
  });
}

async function refuseOpenDeals(caller: Caller, stages: readonly Stage[]): Promise<void> {
  const store = storeOf(caller);
  const stageAt = 3 + dealColumns.names.indexOf("stageId");
  const stateAt = 3 + dealColumns.names.indexOf("state");
  for (let shard = 0; shard < caller.shards; shard++) {
    let after: Record<string, unknown> | undefined;
    do {
      const page = await store.items({
        pk: `DEAL#${shard}`,
        index: "changes",
        limit: PAGE,
        ...(after ? { after } : {}),
      });
      for (const item of page.items) {
        const row = unpackedRow(item["row"]);
        const stage = row[stateAt] === "open" ? stages.find(({ id }) => id === row[stageAt]) : undefined;
        if (stage) throw new Problem("invalid_state", { reason: "stage_in_use", params: { name: stage.name } });
      }
      after = page.after;
    } while (after);
  }
}
