import * as z from "zod";
import { contracts } from "../contracts.ts";
import { problems } from "../errors.ts";
import { API_ROOT, type Contract } from "../http/contract.ts";
import { ProblemBody } from "../http/problem.ts";

type Json = Record<string, unknown>;

let made: (Json & { openapi: "3.1.0" }) | undefined;

/** The API as OpenAPI 3.1.0 (spec.openapis.org/oas/v3.1.0), made of the contracts once and kept. */
export function describe(): Promise<Json & { openapi: "3.1.0" }> {
  made ??= {
    openapi: "3.1.0",
    info: {
      title: "Prodano",
      version: "1",
      description:
        "Sign in with an API key: `Authorization: Bearer <key>`. Every POST takes an `Idempotency-Key`: a repeat within " +
        "24 hours answers what the first one answered. Errors are `application/problem+json`; branch on `code`.",
    },
    servers: [{ url: API_ROOT }],
    tags: Object.keys(contracts).map((name) => ({ name })),
    paths: pathsOf(),
    components: {
      securitySchemes: { key: { type: "http", scheme: "bearer" } },
      schemas: { Problem: schemaOf(ProblemBody, "output") },
      responses: Object.fromEntries(
        Object.entries(problems).map(([code, status]) => [
          code,
          {
            description: `${status} ${code}`,
            content: { "application/problem+json": { schema: { $ref: "#/components/schemas/Problem" } } },
          },
        ]),
      ),
    },
  };
  return Promise.resolve(made);
}

function pathsOf(): Json {
  const paths: Record<string, Json> = {};
  for (const [feature, operations] of Object.entries(contracts)) {
    for (const [name, contract] of Object.entries(operations) as [string, Contract][]) {
      const path = (paths[contract.path] ??= {});
      path[contract.method.toLowerCase()] = operationOf(feature, name, contract);
    }
  }
  return paths;
}

function operationOf(feature: string, name: string, contract: Contract): Json {
  const { access, body, status = 200, summary } = contract;
  return {
    operationId: `${feature}.${name}`,
    tags: [feature],
    summary,
    ...(access === "visitor" ? { security: [] } : access === "person" ? {} : { security: [{ key: [] }] }),
    ...(typeof access === "string" ? {} : { "x-permission": { section: access[0], action: access[1] } }),
    parameters: parametersOf(contract),
    ...(body
      ? { requestBody: { required: true, content: { "application/json": { schema: schemaOf(body, "input") } } } }
      : {}),
    responses: {
      [status]: { description: "Done", content: contentOf(contract) },
      ...(contract.media ? { 304: { description: "Not changed since the tag of If-None-Match" } } : {}),
      default: { $ref: "#/components/responses/invalid_input" },
    },
  };
}

function contentOf({ media, output }: Contract): Json {
  if (media) return { [media]: { schema: { type: "string" } } };
  return { "application/json": { schema: schemaOf(output, "output") } };
}

function parametersOf({ params, query, method, access, media }: Contract): Json[] {
  const listed = (schema: z.ZodObject | undefined, place: "path" | "query"): Json[] => {
    const described: { properties?: Json; required?: string[] } = schema ? schemaOf(schema, "input") : {};
    const { properties = {}, required = [] } = described;
    return Object.entries(properties).map(([name, property]) => ({
      name,
      in: place,
      required: place === "path" || required.includes(name),
      schema: property,
    }));
  };
  const repeat = { name: "Idempotency-Key", in: "header", required: false, schema: { type: "string", maxLength: 200 } };
  return [
    ...listed(params, "path"),
    ...listed(query, "query"),
    ...(method === "POST" && access !== "visitor" ? [repeat] : []),
    ...(media ? [{ name: "If-None-Match", in: "header", required: false, schema: { type: "string" } }] : []),
  ];
}

function schemaOf(schema: z.ZodType, io: "input" | "output"): Json {
  const { $schema: _dialect, ...rest } = z.toJSONSchema(schema, {
    target: "draft-2020-12",
    io,
    unrepresentable: "any",
  }) as Json;
  return rest;
}
