import { fold } from "../query/tree.ts";
import { importFields } from "./fields.ts";
import type { ColumnPlan, ImportColumn, ImportEntity } from "./schema.ts";

/** A header as compared: folded, with signs and underscores as blanks. */
export function foldHeader(name: string): string {
  return fold(name.replace(/[_\-./\\:;,()№#*"'«»]+/g, " "));
}

/** What the columns seem to be by their names; each field once. Formats that are clear are given, others left open. */
export function guessPlan(entity: ImportEntity, columns: readonly ImportColumn[]): ColumnPlan[] {
  const taken = new Set<string>();
  return columns.flatMap((column, index): ColumnPlan[] => {
    const header = foldHeader(column.name);
    const found = Object.entries(importFields[entity]).find(
      ([name, { headers }]) => !taken.has(name) && headers.includes(header),
    );
    if (!found) return [];
    taken.add(found[0]);
    return [withFormats({ column: index, field: found[0] }, entity, column)];
  });
}

/** The plan of a column with formats that only one way of reading fits. A unit that must be said is left open. */
export function withFormats(plan: ColumnPlan, entity: ImportEntity, column: ImportColumn): ColumnPlan {
  const field = importFields[entity][plan.field];
  if (field?.kind === "day" && !plan.date && column.dates.length === 1) return { ...plan, date: column.dates[0] };
  if (field?.kind !== "money" && field?.kind !== "int") return plan;
  return {
    ...plan,
    ...(!plan.decimal && column.decimals.length === 1 ? { decimal: column.decimals[0] } : {}),
    ...(field.kind === "money" && !plan.unit && !field.unitAsked ? { unit: 1 as const } : {}),
  };
}
