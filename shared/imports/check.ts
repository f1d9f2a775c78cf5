import type { Caller } from "../caller.ts";
import type { JobKindRules } from "../jobs/run.ts";
import { fold } from "../query/tree.ts";
import type { Tx } from "../table/tx.ts";
import { collect, type Collected, type Seen } from "./collect.ts";
import { importFields, namesItself, type ImportField } from "./fields.ts";
import { groupsOfImport } from "./groups.ts";
import { namesOf, readKnown, type Known } from "./known.ts";
import { jobRules, mustImport } from "./lifecycle.ts";
import type { Decision, Import, ImportEntity, ImportGroup } from "./schema.ts";
import { BrokenFile } from "./source.ts";
import { suggest, suggestForBlank } from "./suggestions.ts";
import { ImportGroupTable, ImportTable } from "./table.ts";

/** Values of one field that are listed to be decided one by one; of the rest the user decides at once. */
const LISTED_VALUES = 300;
const MOST_STAGES = 200;

/** A group as a check finds it; decisions of an earlier check stay. */
type Found = Pick<
  ImportGroup,
  "field" | "matched" | "values" | "more" | "blank" | "blankMatters" | "blankSuggestion" | "blankBy"
>;

/** Holds the whole file against the plan, in one chunk: which values name nothing, what is blank, which rows are wrong. */
export const check: JobKindRules = jobRules({
  open: () =>
    Promise.resolve({
      async step({ caller, job, tx }) {
        const subject = await mustImport(caller, job);
        try {
          const found = await collect(caller, subject);
          const known = await readKnown(caller, subject.plan?.pipelineId);
          await writeGroups(caller, tx, subject, known, await groupsOf(caller, subject, known, found));
          tx.update(ImportTable, subject, { state: "deciding", problems: found.problems, failure: undefined });
          return { cursor: {}, done: subject.rows ?? 0, finished: true };
        } catch (error) {
          if (!(error instanceof BrokenFile)) throw error;
          tx.update(ImportTable, subject, {
            state: "mapping",
            failure: { reason: error.reason, params: error.params },
          });
          return { cursor: {}, done: 0, finished: true };
        }
      },
    }),
});

async function groupsOf(caller: Caller, subject: Import, known: Known, found: Collected): Promise<Found[]> {
  const groups: Found[] = [];
  for (const [name, field] of Object.entries(importFields[subject.entity])) {
    const values = found.values.get(name);
    const blank = found.blanks.get(name) ?? 0;
    if (!values && blank === 0) continue;
    const open =
      values && field.target ? await unmatched(caller, known, subject.entity, field, values, found.names) : [];
    const blankSuggestion = field.blankMatters ? suggestForBlank(caller, subject.entity, name, field) : undefined;
    const byStage = [...(found.blanksByStage.get(name) ?? [])].slice(0, MOST_STAGES);
    groups.push({
      field: name,
      matched: (values?.size ?? 0) - open.length,
      values: open
        .slice(0, LISTED_VALUES)
        .map(({ value, count }) => ({ value, count, ...suggest(known, field, value) })),
      more: Math.max(0, open.length - LISTED_VALUES),
      blank,
      blankMatters: field.blankMatters === true,
      ...(blankSuggestion ? { blankSuggestion } : {}),
      ...(name === "closedOn" ? { blankBy: Object.fromEntries(byStage) } : {}),
    });
  }
  return groups;
}

/** Values that name nothing the company has, or several things at once; the most frequent first. */
async function unmatched(
  caller: Caller,
  known: Known,
  entity: ImportEntity,
  field: ImportField,
  values: Map<string, Seen>,
  inFile: Map<string, number>,
): Promise<Seen[]> {
  const names = await namesOf(caller, known, field.target!, values);
  const own = namesItself(entity, field) ? inFile : undefined;
  return [...values]
    .filter(([folded]) => !own?.has(folded) && typeof names.get(folded) !== "string")
    .map(([, seen]) => seen)
    .sort((one, other) => other.count - one.count);
}

async function writeGroups(caller: Caller, tx: Tx, subject: Import, known: Known, found: Found[]): Promise<void> {
  const { id: importId } = subject;
  const before = await groupsOfImport(caller, subject);
  for (const group of found) {
    const old = before.find(({ field }) => field === group.field);
    const kept = old && keptDecisions(known, old, group);
    const blank = { blankSuggestion: undefined, blankBy: undefined };
    if (old) tx.update(ImportGroupTable, old, { ...blank, ...group, ...kept });
    else tx.create(ImportGroupTable, { ...group, id: group.field, importId, decisions: {} });
  }
  for (const old of before) if (!found.some(({ field }) => field === old.field)) tx.remove(ImportGroupTable, old);
}

/** Decisions of an earlier check that still mean something: their value is still open, their stage still of the pipeline. */
function keptDecisions(
  { pipeline }: Known,
  old: ImportGroup,
  { values }: Found,
): Pick<ImportGroup, "decisions" | "others" | "blankDecision"> {
  const still = (decision: Decision | undefined) =>
    decision?.do === "stage" && !pipeline?.stages.some(({ id }) => id === decision.stageId) ? undefined : decision;
  const open = new Set(values.map(({ value }) => fold(value)));
  return {
    decisions: Object.fromEntries(
      Object.entries(old.decisions).filter(([value, decision]) => open.has(value) && still(decision)),
    ),
    others: still(old.others),
    blankDecision: still(old.blankDecision),
  };
}
