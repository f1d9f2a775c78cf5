import { SILENCE_DAYS, type Pipeline } from "../pipelines/schema.ts";
import type { Day } from "../time.ts";
import { daysBetween } from "../wall.ts";

/** What an open deal may be watched for, each by itself: open too long, too long at its stage, too long without a word. */
export const signalKinds = ["overdue", "stuck", "silent"] as const;
/** One of {@link signalKinds}. */
export type SignalKind = (typeof signalKinds)[number];

/** Why an open deal needs a look. Days are those of the calendar, whether anybody worked on them or not. */
export interface Signal {
  kind: SignalKind;
  /** The day it is counted from: of the opening, of the stage, of the last contact. */
  since: Day;
  days: number;
  norm: number;
}

/** What the signals of a deal are told from; days are those of the company's zone. */
export interface Watched {
  stageId: string;
  openedOn: Day;
  /** When it came to its stage. */
  stageOn: Day;
  /** Of the last entry of History with its client: whoever talks to a client talks about all his deals. */
  contactOn?: Day | null | undefined;
}

/** The signals of an open deal on a day: longer than the norm, so on the day the norm is over there is none yet. */
export function signalsOf(deal: Watched, pipeline: Pick<Pipeline, "normDays" | "silenceDays" | "stages">, today: Day) {
  const { stageId, openedOn, stageOn, contactOn } = deal;
  const stage = pipeline.stages.find(({ id }) => id === stageId);
  const spoken = contactOn && contactOn > openedOn ? contactOn : openedOn;
  const found: Signal[] = [];
  const look = (kind: SignalKind, since: Day, norm: number | undefined) => {
    const days = daysBetween(since, today);
    if (norm !== undefined && days > norm) found.push({ kind, since, days, norm });
  };
  look("overdue", openedOn, pipeline.normDays);
  look("stuck", stageOn, stage?.normDays);
  look("silent", spoken, stage?.silenceDays ?? pipeline.silenceDays ?? SILENCE_DAYS);
  return found;
}

/** How many norms are over: 1 from the day after the norm, 2 from the day after twice the norm. */
export function periodOf({ days, norm }: Pick<Signal, "days" | "norm">): number {
  return Math.floor((days - 1) / norm);
}
