import type { Pipeline } from "#shared/pipelines/schema.ts";
import { daysBetween } from "../../lib/wall.ts";

/** Why an open deal is late: longer at its stage than the norm, open longer than the norm, or past its planned day. */
export type Signal = { kind: "stage" | "deal"; days: number; norm: number } | { kind: "date"; days: number };

/** The signals of an open deal on a day; `stageDay` is the day it came to its stage. */
export function signalsOf(
  deal: { stageId: string; openedOn: string; plannedCloseOn?: string | null | undefined },
  stageDay: string,
  pipeline: Pipeline,
  today: string,
): Signal[] {
  const signals: Signal[] = [];
  const norm = pipeline.stages.find(({ id }) => id === deal.stageId)?.normDays;
  const atStage = daysBetween(stageDay, today);
  const open = daysBetween(deal.openedOn, today);
  if (norm !== undefined && atStage > norm) signals.push({ kind: "stage", days: atStage, norm });
  if (open > pipeline.normDays) signals.push({ kind: "deal", days: open, norm: pipeline.normDays });
  if (deal.plannedCloseOn && deal.plannedCloseOn < today) {
    signals.push({ kind: "date", days: daysBetween(deal.plannedCloseOn, today) });
  }
  return signals;
}
