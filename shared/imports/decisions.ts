import { fold } from "../query/tree.ts";
import { importField, type ImportField } from "./fields.ts";
import type { Decision, ImportEntity, ImportGroup, ValueGroup } from "./schema.ts";

/** What is still open in a field: different values, and rows with blank cells. */
export interface Undecided {
  field: string;
  values: number;
  blank: number;
}

/** Decisions that may be taken of values of a field. */
export function allowedFor(field: ImportField): readonly Decision["do"][] {
  switch (field.target?.to) {
    case undefined:
      return [];
    case "stage":
      return ["stage", "refuse"];
    case "role":
      return ["role", "refuse"];
    default:
      return field.blankMatters ? ["use", "create", "refuse"] : ["use", "create", "blank", "refuse"];
  }
}

/** Decisions that may be taken of its blank cells. */
export function allowedForBlank(field: ImportField): readonly Decision["do"][] {
  if (field.kind === "day") return ["day", "refuse"];
  if (field.kind === "money") return ["amount", "refuse"];
  return allowedFor(field);
}

/** The decision of a value, by itself or with all others; undefined while nobody has decided. */
export function decisionOf(group: ImportGroup | undefined, value: string): Decision | undefined {
  const folded = fold(value);
  return (group && Object.hasOwn(group.decisions, folded) ? group.decisions[folded] : undefined) ?? group?.others;
}

/**
 * Rows whose blank cells of a field matter as things are decided: a day of closing is asked of deals that are closed.
 * `stages` is the group of the stage field; a value that is a stage's own name means an open deal.
 */
export function blankThatMatters(group: ImportGroup, stages: ImportGroup | undefined): number {
  if (!group.blankMatters || group.field !== "closedOn") return group.blankMatters ? group.blank : 0;
  return Object.entries(group.blankBy ?? {}).reduce((sum, [stage, count]) => {
    const decision = stage === "" ? stages?.blankDecision : decisionOf(stages, stage);
    const known = stage !== "" && stages?.values.every(({ value }) => fold(value) !== stage);
    const closed = !known && decision?.do === "stage" && decision.state !== "open";
    return closed ? sum + count : sum;
  }, 0);
}

/** What nobody has decided of yet. Nothing is begun while there is any. */
export function undecidedOf(groups: readonly ImportGroup[]): Undecided[] {
  const stages = groups.find(({ field }) => field === "stage");
  return groups.flatMap((group): Undecided[] => {
    const listed = group.values.filter(({ value }) => decisionOf(group, value) === undefined).length;
    const values = listed + (group.others ? 0 : group.more);
    const blank = group.blankDecision ? 0 : blankThatMatters(group, stages);
    return values + blank > 0 ? [{ field: group.field, values, blank }] : [];
  });
}

/** A group with its decisions, as it is shown. */
export function groupView(entity: ImportEntity, group: ImportGroup, stages: ImportGroup | undefined): ValueGroup {
  const { field, matched, values, more, others, blankMatters, blankSuggestion, blankDecision } = group;
  const known = importField(entity, field);
  return {
    field,
    allowed: known ? [...allowedFor(known)] : [],
    allowedForBlank: known ? [...allowedForBlank(known)] : [],
    matched,
    values: values.map((one) => {
      const decision = Object.hasOwn(group.decisions, fold(one.value)) ? group.decisions[fold(one.value)] : undefined;
      return { ...one, ...(decision ? { decision } : {}) };
    }),
    more,
    ...(others ? { others } : {}),
    blank: blankMatters ? blankThatMatters(group, stages) : group.blank,
    blankMatters,
    ...(blankSuggestion ? { blankSuggestion } : {}),
    ...(blankDecision ? { blankDecision } : {}),
  };
}

/** Whether a decision fits a field, by its kind alone. */
export function fits(entity: ImportEntity, name: string, decision: Decision, blank: boolean): boolean {
  const field = importField(entity, name);
  if (!field || !(blank ? allowedForBlank(field) : allowedFor(field)).includes(decision.do)) return false;
  if (decision.do === "create") {
    if (blank && !decision.name) return false;
    return (field.target?.to === "employee") === (decision.role !== undefined);
  }
  if (decision.do === "stage") return (decision.state === "refusal") === (decision.reasonId !== undefined);
  return true;
}
