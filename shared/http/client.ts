import * as z from "zod";
import { API_ROOT, type Contract, type GivenTo, type Output } from "./contract.ts";
import type { Document } from "./document.ts";
import { ProblemBody } from "./problem.ts";

/** An answer that was an error: its problem body, or what could be told of it. */
export class ApiError extends Error {
  readonly problem: ProblemBody;
  constructor(problem: ProblemBody) {
    super(problem.detail ?? problem.title);
    this.name = "ApiError";
    this.problem = problem;
  }
}

/** How a client reaches the API. */
export interface Transport {
  fetch(
    url: string,
    init: { method: string; headers: Record<string, string>; body?: string },
  ): Promise<{
    status: number;
    text(): Promise<string>;
    headers: { get(name: string): string | null };
  }>;
  /** Headers of each request: company, key, language. */
  headers(): Record<string, string>;
}

/** What a single call may add. */
export interface CallOptions {
  /** Names this attempt and its repeats; one is made up where absent. */
  idempotencyKey?: string;
}

/** A typed client: address, checks and types come from the contract; the answer is parsed, not cast. */
export function clientOf(transport: Transport) {
  return async function call<C extends Contract>(
    contract: C,
    input: GivenTo<C>,
    options: CallOptions = {},
  ): Promise<Output<C>> {
    const { url, body } = requestOf(contract, input as Record<string, unknown>);
    const headers: Record<string, string> = { accept: contract.media ?? "application/json", ...transport.headers() };
    if (contract.method === "POST") headers["idempotency-key"] = options.idempotencyKey ?? crypto.randomUUID();
    if (body !== undefined) headers["content-type"] = "application/json";
    const answer = await transport.fetch(url, {
      method: contract.method,
      headers,
      ...(body === undefined ? {} : { body }),
    });
    const text = await answer.text();
    if (answer.status >= 400) throw new ApiError(problemOf(answer.status, text));
    return contract.output.parse(contract.media ? documentOf(answer, text) : JSON.parse(text)) as Output<C>;
  };
}

/** Address and body of a request: path parameters, then the query, the rest is the body. */
export function requestOf(
  contract: Contract,
  input: Record<string, unknown>,
): { url: string; body: string | undefined } {
  const path = contract.path.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(String(input[name])));
  const search = new URLSearchParams();
  for (const name of Object.keys(contract.query?.shape ?? {})) {
    const value = input[name];
    if (value === undefined || value === null) continue;
    search.set(name, typeof value === "string" ? value : JSON.stringify(value));
  }
  const given = bodyOf(contract, input);
  const body = given ? JSON.stringify(given) : contract.method === "GET" ? undefined : "{}";
  const query = search.size > 0 ? `?${search.toString()}` : "";
  return { url: API_ROOT + path + query, body };
}

/** The part of an input that goes into the body; undefined where the operation has none. */
export function bodyOf({ body }: Contract, input: Record<string, unknown>): Record<string, unknown> | undefined {
  if (!body) return undefined;
  const names = Object.keys(body.shape).filter((name) => name in input);
  return Object.fromEntries(names.map((name) => [name, input[name]]));
}

function documentOf({ headers }: { headers: { get(name: string): string | null } }, text: string): Document {
  return { tag: (headers.get("etag") ?? "").replace(/^(?:W\/)?"(.*)"$/, "$1"), text };
}

function problemOf(status: number, text: string): ProblemBody {
  try {
    return ProblemBody.parse(JSON.parse(text));
  } catch {
    return {
      type: "about:blank",
      title: "Error",
      status,
      code: status === 429 ? "rate_limited" : "internal",
      requestId: "",
    };
  }
}

/** Checks of a field of a query that carries JSON, as a filter does. */
export function jsonText<S extends z.ZodType>(schema: S) {
  return z.preprocess((value, context) => {
    if (typeof value !== "string") return value;
    try {
      return JSON.parse(value) as unknown;
    } catch {
      context.addIssue({ code: "custom", message: "not_json" });
      return z.NEVER;
    }
  }, schema);
}
