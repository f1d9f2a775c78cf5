import { Email, Phone } from "../fields.ts";
import { TaxNumber } from "../clients/schema.ts";
import { amountOf, readDay, readNumber } from "./cells.ts";
import { importField, importFields, type ImportField } from "./fields.ts";
import type { ColumnPlan, Import } from "./schema.ts";
import type { SourceRow } from "./source.ts";

/** Why a row cannot be taken: a key of the texts with its values. */
export interface RowIssue {
  field?: string;
  reason: string;
  params?: Record<string, string | number>;
}

/** Values of a row by field: days as `2016-10-20`, amounts in minor units, several addresses as a list; blank ones absent. */
export interface RowValues {
  text(field: string): string | undefined;
  number(field: string): number | undefined;
  list(field: string): string[];
}

/** A row as read by a plan. */
export interface ReadRow {
  row: number;
  values: RowValues;
  issues: RowIssue[];
}

type Value = string | number | string[];

/** Reads rows by the plan of an import. `currency` is the company's. */
export function rowReader({ entity, plan, columns }: Import, currency: string): (source: SourceRow) => ReadRow {
  const planned = (plan?.columns ?? []).flatMap((column) => {
    const field = importField(entity, column.field);
    return field ? [{ column, name: column.field, field }] : [];
  });
  const required = Object.entries(importFields[entity]).filter(([, field]) => field.required);
  return ({ row, cells }) => {
    const values: Record<string, Value> = {};
    const issues: RowIssue[] = [];
    // What stands beyond the header belongs to no column: the row is shifted, and reading on would be guessing.
    if (cells.slice(columns.length).some((cell) => cell !== ""))
      issues.push({ reason: "too_many_cells", params: { most: columns.length } });
    for (const { column, name, field } of planned) {
      const cell = cells[column.column] ?? "";
      if (cell === "") continue;
      const read = readCell(cell, field, column, currency);
      if (read.value !== undefined) values[name] = read.value;
      else
        issues.push({
          field: name,
          reason: read.reason ?? "wrong_format",
          ...(read.params ? { params: read.params } : {}),
        });
    }
    for (const [name] of required) {
      if (values[name] === undefined && !issues.some((issue) => issue.field === name))
        issues.push({ field: name, reason: "required" });
    }
    return { row, values: valuesOf(values), issues };
  };
}

function valuesOf(values: Record<string, Value>): RowValues {
  return {
    text: (field) => values[field] as string | undefined,
    number: (field) => values[field] as number | undefined,
    list: (field) => (values[field] as string[] | undefined) ?? [],
  };
}

interface Read {
  value?: Value;
  reason?: string;
  params?: Record<string, string | number>;
}

/** Characters of a name that refers to something. */
const MOST_REFERENCE = 200;

function readCell(cell: string, field: ImportField, column: ColumnPlan, currency: string): Read {
  switch (field.kind) {
    case "text":
      return readLine(cell, field.most ?? 200);
    case "paragraph":
      return cell.length > (field.most ?? 4000) ? { reason: "too_long" } : { value: cell };
    case "ref":
      return readLine(cell, MOST_REFERENCE);
    case "email":
      return readList(cell, (one) => (Email.safeParse(one).success ? one.toLowerCase() : undefined), "not_an_email");
    case "phone":
      return readList(cell, (one) => (Phone.safeParse(one).success ? one : undefined), "not_a_phone");
    case "tax":
      return TaxNumber.safeParse(cell).success ? { value: cell } : { reason: "wrong_format" };
    case "day": {
      const day = column.date && readDay(cell, column.date);
      return day ? { value: day } : { reason: "not_a_day", params: { format: column.date ?? "" } };
    }
    case "int":
      return readInt(cell, field, column);
    case "money": {
      const plain = readNumber(cell, column.decimal ?? ".");
      if (plain === undefined) return { reason: "not_a_number" };
      const amount = amountOf(plain, column.unit ?? 1, currency);
      return typeof amount === "number" ? { value: amount } : { reason: amount };
    }
  }
}

/** One line: what ends lines inside a cell becomes a blank. */
function readLine(cell: string, most: number): Read {
  const value = cell.replace(/\s*[\r\n\u2028\u2029]+\s*/g, " ").replace(/\t/g, " ");
  if (value.length > most) return { reason: "too_long" };
  return hasControls(value) ? { reason: "control_characters" } : { value };
}

function hasControls(text: string): boolean {
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code < 32 || code === 127) return true;
  }
  return false;
}

/** Several values in one cell stand apart by signs or lines. */
function readList(cell: string, read: (one: string) => string | undefined, reason: string): Read {
  const parts = cell
    .split(/[;,\n\r]+/)
    .map((one) => one.trim())
    .filter(Boolean);
  const values = [...new Set(parts.map(read))];
  if (values.length === 0 || values.includes(undefined)) return { reason };
  return values.length > 10 ? { reason: "too_many" } : { value: values as string[] };
}

function readInt(
  cell: string,
  { least = 0, most = Number.MAX_SAFE_INTEGER }: ImportField,
  { decimal = "." }: ColumnPlan,
): Read {
  const plain = readNumber(cell.replace(/%$/, ""), decimal);
  if (plain === undefined || plain.includes(".")) return { reason: "not_a_whole_number" };
  const value = Number(plain);
  if (value < least) return { reason: "too_small" };
  return value > most ? { reason: "too_big" } : { value };
}
