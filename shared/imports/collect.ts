import type { Caller } from "../caller.ts";
import { readStream } from "../files/files.ts";
import { fold } from "../query/tree.ts";
import { importFields, namesItself } from "./fields.ts";
import { rowReader, type ReadRow } from "./rows.ts";
import type { Import, RowProblem } from "./schema.ts";
import { BrokenFile, rowsOf, sniff } from "./source.ts";

/** Different values of one field that are kept apart; a column with more of them names no things. */
const MOST_VALUES = 50_000;
const PROBLEM_ROWS = 5;
const MOST_PROBLEMS = 100;

/** A different value of a field, as first written, with the rows that have it. */
export interface Seen {
  value: string;
  count: number;
}

/** What a whole file holds, by its plan. */
export interface Collected {
  /** Values of fields that name something, by folded value. */
  values: Map<string, Map<string, Seen>>;
  /** Rows in which a field is blank, for those where that matters or names something. */
  blanks: Map<string, number>;
  /** The same by the folded stage of the row: some cells matter in closed deals alone. Blank stages stand under "". */
  blanksByStage: Map<string, Map<string, number>>;
  /** The first row of each folded name, where rows are found by their names. */
  names: Map<string, number>;
  problems: Omit<RowProblem, "message">[];
}

/** Rows of an import's file under the header, read by its plan. */
export async function* readRows(caller: Caller, subject: Import): AsyncGenerator<ReadRow> {
  const { encoding, delimiter } = subject;
  if (!encoding || !delimiter) throw new BrokenFile("not_analysed");
  const { format, whole } = await sniff(await readStream(caller, subject.fileId), { encoding, delimiter });
  const read = rowReader(subject, caller.currency);
  let header = true;
  for await (const source of rowsOf(whole, format)) {
    if (header) header = false;
    else yield read(source);
  }
}

/** Reads the whole file for what its rows name, lack and have wrong. */
export async function collect(caller: Caller, subject: Import): Promise<Collected> {
  const { entity, plan } = subject;
  const fields = importFields[entity];
  const planned = new Set(plan?.columns.map(({ field }) => field));
  const named = Object.entries(fields).flatMap(([name, { kind }]) =>
    kind === "ref" && planned.has(name) ? [name] : [],
  );
  const needed = Object.entries(fields).flatMap(([name, field]) =>
    field.blankMatters || named.includes(name) ? [name] : [],
  );
  const found: Collected = {
    values: new Map(named.map((name) => [name, new Map<string, Seen>()])),
    blanks: new Map(needed.map((name) => [name, 0])),
    blanksByStage: new Map(needed.map((name) => [name, new Map<string, number>()])),
    names: new Map(),
    problems: [],
  };
  const look = {
    named,
    needed,
    staged: "stage" in fields,
    // All names of a large file are much to hold: only where rows are found by them.
    own: plan?.key === "name" || named.some((name) => namesItself(entity, fields[name]!)),
  };
  for await (const row of readRows(caller, subject)) take(found, row, look);
  return found;
}

/** What is looked at in a row. */
interface Look {
  named: readonly string[];
  needed: readonly string[];
  staged: boolean;
  own: boolean;
}

function take(found: Collected, { row, values, issues }: ReadRow, { named, needed, staged, own }: Look): void {
  if (issues.length > 0) {
    for (const issue of issues) addProblem(found.problems, row, issue.field, issue.reason);
    return;
  }
  for (const field of named) {
    const value = values.text(field);
    if (value === undefined) continue;
    const known = found.values.get(field)!;
    const seen = known.get(fold(value));
    if (seen) seen.count++;
    else known.set(fold(value), { value, count: 1 });
    if (known.size > MOST_VALUES) throw new BrokenFile("too_many_values", { field, most: MOST_VALUES });
  }
  const stage = staged ? fold(values.text("stage") ?? "") : undefined;
  for (const field of needed) {
    if (values.text(field) !== undefined) continue;
    found.blanks.set(field, found.blanks.get(field)! + 1);
    if (stage === undefined) continue;
    const by = found.blanksByStage.get(field)!;
    by.set(stage, (by.get(stage) ?? 0) + 1);
  }
  const name = own ? values.text("name") : undefined;
  if (name !== undefined && !found.names.has(fold(name))) found.names.set(fold(name), row);
}

function addProblem(problems: Collected["problems"], row: number, field: string | undefined, reason: string): void {
  let problem = problems.find((one) => one.field === field && one.reason === reason);
  if (!problem) {
    if (problems.length >= MOST_PROBLEMS) return;
    problem = { ...(field === undefined ? {} : { field }), reason, count: 0, rows: [] };
    problems.push(problem);
  }
  problem.count++;
  if (problem.rows.length < PROBLEM_ROWS) problem.rows.push(row);
}
