import type { Caller, PersonCaller, Visitor } from "#shared/caller.ts";
import type { ZodObject } from "zod";
import { Problem, type Issue } from "#shared/errors.ts";
import type { Contract } from "#shared/http/contract.ts";
import type { Document } from "#shared/http/document.ts";
import { scopeOf } from "#shared/policy.ts";
import { replayOf } from "#shared/table/idempotency.ts";
import { bodyOf } from "./bodies.ts";
import { foundFor } from "./callers.ts";
import type { HttpAnswer, HttpEvent } from "./serve.ts";

/** A contract and the rule behind it. */
export interface Route {
  name: string;
  contract: Contract;
  run: (caller: unknown, input: unknown) => Promise<unknown>;
}

/** Runs the rule of a request: right on the section, input, rule, answer, each checked. */
export function dispatch() {
  return async (event: HttpEvent): Promise<HttpAnswer> => {
    const { route, params, caller } = foundFor(event);
    const { contract } = route;
    allow(contract, caller);
    const input = inputOf(contract, event, params);
    const answer = await answerOf(route, caller, input);
    const told = contract.output.parse(answer);
    if (contract.media) return documentAnswer(contract.media, told as Document);
    return {
      statusCode: contract.status ?? 200,
      headers: { "content-type": "application/json; charset=utf-8" },
      body: JSON.stringify(told),
    };
  };
}

/** A text is kept by whoever asked for it alone, and asked for anew by its tag. */
function documentAnswer(media: string, { tag, text }: Document): HttpAnswer {
  const headers = { etag: `"${tag}"`, "cache-control": "private, no-cache" };
  if (text === undefined) return { statusCode: 304, headers };
  return { statusCode: 200, headers: { ...headers, "content-type": media }, body: text };
}

/** A repeat of an answered request may meet the world its first run made: the first answer then counts. */
async function answerOf(route: Route, caller: Visitor | PersonCaller | Caller, input: unknown): Promise<unknown> {
  try {
    return await unraced(route, caller, input);
  } catch (error) {
    if (!(error instanceof Problem) || !("tenant" in caller) || !caller.idempotency) throw error;
    const first = await replayOf(caller);
    if (!first) throw error;
    return first.answer;
  }
}

/**
 * Whoever loses a race by a moment asks once more: the rule then finds the record as it is now and answers by it, told as
 * far as the caller may see. What the race itself knows of the record was never cut down to that, so it is not told.
 */
async function unraced({ run }: Route, caller: unknown, input: unknown): Promise<unknown> {
  const raced = (error: unknown) => error instanceof Problem && error.details.raced === true;
  try {
    return await run(caller, input);
  } catch (error) {
    if (!raced(error)) throw error;
  }
  try {
    return await run(caller, input);
  } catch (error) {
    if (raced(error)) throw new Problem("conflict", { reason: "busy" });
    throw error;
  }
}

function allow(contract: Contract, caller: Visitor | PersonCaller | Caller): void {
  if (typeof contract.access === "string") return;
  const [section, action] = contract.access;
  if (!("tenant" in caller) || scopeOf(caller, section, action) === "none") throw new Problem("forbidden");
}

function inputOf(contract: Contract, event: HttpEvent, params: Record<string, string>): object {
  const issues: Issue[] = [];
  // An id of the wrong form names nothing: it answers as a missing record does.
  if (contract.params && !contract.params.safeParse(params).success) throw new Problem("not_found");
  const input = {
    ...(contract.params ? parse(contract.params, params, issues) : {}),
    ...(contract.query ? parse(contract.query, event.queryStringParameters ?? {}, issues) : {}),
    ...(contract.body ? parse(contract.body, bodyOf(event) ?? {}, issues) : {}),
  };
  if (issues.length > 0) throw new Problem("invalid_input", { issues });
  return input;
}

function parse(schema: ZodObject, value: unknown, issues: Issue[]): object {
  const result = strictOf(schema).safeParse(value);
  if (result.success) return result.data;
  for (const issue of result.error.issues.slice(0, 20)) {
    issues.push({ path: issue.path.join("."), message: reasonOf(issue) });
  }
  return {};
}

const strict = new WeakMap<ZodObject, ZodObject>();

/** The schema that refuses unknown fields, made once: a schema compiles its check when it is first used. */
function strictOf(schema: ZodObject): ZodObject {
  let made = strict.get(schema);
  if (!made) strict.set(schema, (made = schema.strict()));
  return made;
}

/** Reason of a failed check as a key of the texts. */
function reasonOf(issue: { code?: string; message: string; input?: unknown; origin?: unknown }): string {
  switch (issue.code) {
    case "invalid_type":
      return issue.input === undefined ? "required" : "wrong_type";
    case "too_small":
      return issue.origin === "string" ? "too_short" : "too_small";
    case "too_big":
      return issue.origin === "string" ? "too_long" : "too_big";
    case "unrecognized_keys":
      return "unknown_field";
    case "invalid_value":
      return "not_one_of";
    case "custom":
      return issue.message;
    default:
      return "wrong_format";
  }
}
