/** What the page reads of an OpenAPI 3.1 description; the rest is shown as it comes. */
export interface Description {
  info: { title: string; version: string; description?: string };
  servers: { url: string }[];
  paths: Record<string, Record<string, OperationInfo>>;
}

/** One operation of the API. */
export interface OperationInfo {
  operationId: string;
  tags: string[];
  summary: string;
  security?: unknown[];
  "x-permission"?: { section: string; action: string };
  parameters?: { name: string; in: string; required: boolean; schema: Schema }[];
  requestBody?: { content: Record<string, { schema: Schema }> };
  responses: Record<string, { description?: string; content?: Record<string, { schema: Schema }> }>;
}

/** A JSON schema (draft 2020-12). */
export type Schema = Record<string, unknown>;

/** An operation with where it stands. */
export interface Entry {
  method: string;
  path: string;
  operation: OperationInfo;
}

/** Operations under each tag, in the order of the description. */
export function byTag({ paths }: Description): Map<string, Entry[]> {
  const groups = new Map<string, Entry[]>();
  for (const [path, methods] of Object.entries(paths)) {
    for (const [method, operation] of Object.entries(methods)) {
      const tag = operation.tags[0] ?? "";
      groups.set(tag, [...(groups.get(tag) ?? []), { method: method.toUpperCase(), path, operation }]);
    }
  }
  return groups;
}

/** The request as a curl command, with an example of the body. */
export function curlOf({ method, path, operation }: Entry, root: string): string {
  const body = schemaOf(operation.requestBody);
  return [
    `curl ${method === "GET" ? "" : `-X ${method} `}'${root}${path}'`,
    ...(operation.security?.length === 0 ? [] : [`-H 'Authorization: Bearer <key>'`]),
    ...(body
      ? [`-H 'Content-Type: application/json'`, `-d '${JSON.stringify(exampleOf(body)).replaceAll("'", "'\\''")}'`]
      : []),
  ].join(" \\\n  ");
}

/** The schema of a body or of an answer, whatever its media type. */
export function schemaOf(of: { content?: Record<string, { schema: Schema }> } | undefined): Schema | undefined {
  return Object.values(of?.content ?? {})[0]?.schema;
}

/** A value the schema allows, as short as it goes: required properties alone. */
export function exampleOf(schema: Schema): unknown {
  const { type, properties, required, items, anyOf, oneOf, minimum, format } = schema;
  if ("const" in schema) return schema["const"];
  if ("default" in schema) return schema["default"];
  const choice = [schema["enum"], anyOf, oneOf].find(Array.isArray) as unknown[] | undefined;
  if (Array.isArray(schema["enum"])) return choice?.[0];
  if (choice) return exampleOf(choice[0] as Schema);
  switch (type) {
    case "object": {
      const names = (required as string[] | undefined) ?? [];
      const known = (properties as Record<string, Schema> | undefined) ?? {};
      return Object.fromEntries(names.map((name) => [name, exampleOf(known[name] ?? {})]));
    }
    case "array":
      return items && schema["minItems"] ? [exampleOf(items as Schema)] : [];
    case "integer":
    case "number":
      return Math.max(1, Number(minimum ?? 1));
    case "boolean":
      return true;
    case "string":
      return format === "email" ? "anna@example.com" : format === "date" ? "2026-12-01" : "...";
    default:
      return null;
  }
}

/** A schema in one line: `string <= 120`, `array of deal_...`. */
export function shortOf(schema: Schema): string {
  const { type, items, anyOf, pattern, format } = schema;
  const { maxLength, minLength, minimum, maximum } = schema as Record<string, number | undefined>;
  if (Array.isArray(schema["enum"])) return (schema["enum"] as unknown[]).map((one) => JSON.stringify(one)).join(" | ");
  if ("const" in schema) return JSON.stringify(schema["const"]);
  if (Array.isArray(anyOf)) return (anyOf as Schema[]).map(shortOf).join(" | ");
  if (type === "array") return `array of ${items ? shortOf(items as Schema) : "anything"}`;
  const name = typeof type === "string" ? type : "anything";
  const bounds = [
    typeof format === "string" ? format : undefined,
    minLength === undefined ? undefined : `≥ ${minLength}`,
    maxLength === undefined ? undefined : `≤ ${maxLength}`,
    minimum === undefined || minimum <= Number.MIN_SAFE_INTEGER ? undefined : `≥ ${minimum}`,
    maximum === undefined || maximum >= Number.MAX_SAFE_INTEGER ? undefined : `≤ ${maximum}`,
    typeof pattern === "string" && pattern.length <= 60 && !format ? pattern : undefined,
  ];
  return [name, ...bounds.filter((bound) => bound !== undefined)].join(" ");
}
