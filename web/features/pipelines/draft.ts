import type { Pipeline } from "#shared/pipelines/schema.ts";

/** A stage as it is being typed. `key` tells stages apart before they have an id. */
export interface StageDraft {
  key: string;
  id?: string;
  name: string;
  normDays: string;
  silenceDays: string;
  probability: string;
}

/** A pipeline as it is being typed. */
export interface PipelineDraft {
  name: string;
  normDays: string;
  silenceDays: string;
  hidden: boolean;
  stages: StageDraft[];
}

/** The draft that changes nothing. */
export function draftOf(pipeline: Pipeline): PipelineDraft {
  return {
    name: pipeline.name,
    normDays: String(pipeline.normDays),
    silenceDays: textOf(pipeline.silenceDays),
    hidden: pipeline.hidden ?? false,
    stages: pipeline.stages.map(({ id, name, normDays, silenceDays, probability }) => ({
      key: id,
      id,
      name,
      normDays: textOf(normDays),
      silenceDays: textOf(silenceDays),
      probability: textOf(probability),
    })),
  };
}

/** A stage with nothing in it yet. */
export function newStage(): StageDraft {
  return { key: crypto.randomUUID(), name: "", normDays: "", silenceDays: "", probability: "" };
}

/** What the contract wants of a draft; what is no number stays one that the check refuses. */
export function inputOf({ name, normDays, silenceDays, hidden, stages }: PipelineDraft) {
  return {
    name,
    normDays: numberOf(normDays) ?? 0,
    silenceDays: numberOf(silenceDays),
    ...(hidden ? { hidden } : {}),
    stages: stages.map((stage) => ({
      ...(stage.id ? { id: stage.id } : {}),
      name: stage.name,
      normDays: numberOf(stage.normDays),
      silenceDays: numberOf(stage.silenceDays),
      probability: numberOf(stage.probability),
    })),
  };
}

function textOf(number: number | undefined): string {
  return number === undefined ? "" : String(number);
}

function numberOf(text: string): number | undefined {
  return text.trim() === "" ? undefined : Number(text);
}
