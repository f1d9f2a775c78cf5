import type { Caller } from "../caller.ts";
import { invalid } from "../errors.ts";
import { mustPipeline } from "../pipelines/lookup.ts";
import { importField, importFields } from "./fields.ts";
import { withFormats } from "./guess.ts";
import { dateFormats, type ColumnPlan, type Import, type ImportPlan } from "./schema.ts";

/**
 * A plan with the formats that are clear filled in. Refused: a field or a column twice, a needed field without a
 * column, a format that more than one reading fits, a unit that is not said, a key that is none of its fields, deals
 * without a pipeline.
 */
export async function checkedPlan(caller: Caller, subject: Import, plan: ImportPlan): Promise<ImportPlan> {
  const columns = plan.columns.map((column, index) => checkedColumn(subject, plan.columns, column, index));
  for (const [name, { required }] of Object.entries(importFields[subject.entity])) {
    if (required && !columns.some(({ field }) => field === name))
      throw invalid("columns", "field_needed", { field: name });
  }
  if (plan.key !== undefined) {
    const keys = columns.map(({ field }) => field).filter((name) => importField(subject.entity, name)?.key);
    if (!keys.includes(plan.key)) throw invalid("key", "not_one_of");
  } else if (plan.mode !== "create") throw invalid("key", "required");
  if (subject.entity !== "deals") return { columns, mode: plan.mode, ...(plan.key ? { key: plan.key } : {}) };
  if (!plan.pipelineId) throw invalid("pipelineId", "required");
  const { id } = await mustPipeline(caller, plan.pipelineId);
  return { columns, mode: plan.mode, ...(plan.key ? { key: plan.key } : {}), pipelineId: id };
}

function checkedColumn(
  { entity, columns }: Import,
  all: readonly ColumnPlan[],
  given: ColumnPlan,
  index: number,
): ColumnPlan {
  const path = `columns.${index}`;
  const column = columns[given.column];
  const field = importField(entity, given.field);
  if (!column) throw invalid(`${path}.column`, "not_one_of");
  if (!field) throw invalid(`${path}.field`, "not_one_of");
  const twice = all.findIndex((other) => other.field === given.field || other.column === given.column);
  if (twice !== index) throw invalid(`${path}.field`, "chosen_twice");
  const { date, decimal, unit } = withFormats(given, entity, column);
  if (field.kind === "day") {
    // A column without a single value is read by any format.
    if (!date && column.samples.length > 0) throw invalid(`${path}.date`, "format_unclear");
    return { column: given.column, field: given.field, date: date ?? dateFormats[0] };
  }
  if (field.kind !== "money" && field.kind !== "int") return { column: given.column, field: given.field };
  if (!decimal && column.decimals.length > 1) throw invalid(`${path}.decimal`, "format_unclear");
  if (field.kind === "money" && !unit) throw invalid(`${path}.unit`, "required");
  return {
    column: given.column,
    field: given.field,
    decimal: decimal ?? ".",
    ...(field.kind === "money" && unit ? { unit } : {}),
  };
}
