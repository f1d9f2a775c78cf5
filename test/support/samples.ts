import * as z from "zod";

/** JSON Schema as far as contracts use it. */
interface Schema {
  type?: string;
  properties?: Record<string, Schema>;
  required?: string[];
  items?: Schema;
  minItems?: number;
  enum?: unknown[];
  const?: unknown;
  anyOf?: Schema[];
  allOf?: Schema[];
  oneOf?: Schema[];
  format?: string;
  pattern?: string;
  minimum?: number;
  minLength?: number;
  default?: unknown;
}

/** Ids by the prefix of their kind, as `cli`. */
export type Ids = (prefix: string) => string | undefined;

/**
 * A smallest valid input for a schema, with ids taken from a pool. `all` fills what is optional too wherever it is an
 * id, so that references are tried as well.
 */
export function sampleOf(schema: z.ZodType | undefined, ids: Ids, { all = false } = {}): Record<string, unknown> {
  if (!schema) return {};
  const json = z.toJSONSchema(schema, { io: "input", unrepresentable: "any" }) as Schema;
  return (valueOf(json, ids, all) ?? {}) as Record<string, unknown>;
}

function valueOf(schema: Schema, ids: Ids, all: boolean): unknown {
  if (schema.const !== undefined) return schema.const;
  if (schema.enum) return schema.enum[0];
  const choice = schema.anyOf ?? schema.oneOf;
  if (choice) return valueOf(choice[0]!, ids, all);
  if (schema.allOf) return valueOf(Object.assign({}, ...schema.allOf) as Schema, ids, all);
  switch (schema.type) {
    case "object":
      return objectOf(schema, ids, all);
    case "array":
      return schema.items && ((schema.minItems ?? 0) > 0 || (all && isId(schema.items)))
        ? [valueOf(schema.items, ids, all)]
        : [];
    case "integer":
    case "number":
      return Math.max(1, schema.minimum ?? 1);
    case "boolean":
      return true;
    default:
      return textOf(schema, ids);
  }
}

function objectOf(schema: Schema, ids: Ids, all: boolean): Record<string, unknown> {
  const required = new Set(schema.required ?? []);
  const wanted = Object.entries(schema.properties ?? {}).filter(
    ([name, one]) => required.has(name) || (all && holdsId(one)),
  );
  return Object.fromEntries(wanted.map(([name, one]) => [name, namedOf(name, one) ?? valueOf(one, ids, all)]));
}

/** Addresses are trimmed before they are checked, so their schema does not say what they are. */
const named: Record<string, string> = { to: "reader@example.com", email: "somebody@example.com" };

/** Where a schema says itself what it is, as that of the end of a time does, its name says nothing. */
function namedOf(name: string, { format, pattern }: Schema): string | undefined {
  return format === undefined && pattern === undefined ? named[name] : undefined;
}

function textOf(schema: Schema, ids: Ids): string {
  const prefix = prefixOf(schema);
  if (prefix) return ids(prefix) ?? `${prefix}_00000000000000000000000000`;
  switch (schema.format) {
    case "email":
      return "somebody@example.com";
    case "date":
      return "2026-03-02";
    case "date-time":
      return "2026-03-02T10:00:00.000Z";
    default:
      if (
        schema.pattern &&
        new RegExp(schema.pattern).test("2026-03-02T10:00") &&
        !new RegExp(schema.pattern).test("sample")
      )
        return "2026-03-02T10:00";
      return "sample text 12".padEnd(schema.minLength ?? 0, "x");
  }
}

/** Prefix of the kind of record an id names, undefined where the text is no id. */
export function prefixOf({ pattern }: { pattern?: string }): string | undefined {
  return /^\^([a-z]+)_\[0-7\]\[0-9A-HJ/.exec(pattern ?? "")?.[1];
}

function isId(schema: Schema): boolean {
  return [schema, ...(schema.anyOf ?? [])].some((one) => prefixOf(one) !== undefined);
}

function holdsId(schema: Schema): boolean {
  return isId(schema) || (schema.items !== undefined && isId(schema.items));
}
