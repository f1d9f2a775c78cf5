import type { MiddlewareObj } from "@middy/core";
import { Problem, type Issue } from "#shared/errors.ts";
import type { ProblemBody } from "#shared/http/problem.ts";
import { textOf } from "#shared/texts.ts";
import type { Language } from "#shared/caller.ts";
import { log, stackOf } from "./log.ts";
import { factsOf } from "./requests.ts";
import type { HttpAnswer, HttpEvent } from "./serve.ts";

/** Turns whatever was thrown into a problem answer in the user's language; used before whatever may throw. */
export function problemAnswers(): MiddlewareObj<HttpEvent, HttpAnswer> {
  return {
    onError(request) {
      const { requestId, language } = factsOf(request.event);
      const error = request.error;
      const problem = error instanceof Problem ? error : new Problem("internal");
      if (problem.code === "internal") log("error", "internal", { requestId, stack: stackOf(error) });
      request.response = problemAnswer(problem, language, requestId, request.response?.headers);
    },
  };
}

/** The answer of a problem. */
export function problemAnswer(
  problem: Problem,
  language: Language,
  requestId: string,
  headers: HttpAnswer["headers"] = {},
): HttpAnswer {
  const { reason, params, issues, current, retryAfterSeconds } = problem.details;
  const body: ProblemBody = {
    type: `urn:prodano:problem:${reason ?? problem.code}`,
    title: textOf(language, `titles.${problem.code}`) ?? problem.code,
    status: problem.status,
    detail:
      textOf(language, `problems.${reason ?? problem.code}`, params) ??
      textOf(language, `problems.${problem.code}`) ??
      "",
    code: problem.code,
    ...(reason ? { reason } : {}),
    requestId,
    ...(issues ? { issues: issues.map((issue) => spoken(issue, language, params)) } : {}),
    ...(current === undefined ? {} : { current }),
    ...(params ? { params } : {}),
  };
  return {
    statusCode: problem.status,
    headers: {
      ...headers,
      "content-type": "application/problem+json; charset=utf-8",
      ...(retryAfterSeconds === undefined ? {} : { "retry-after": String(retryAfterSeconds) }),
    },
    body: JSON.stringify(body),
  };
}

function spoken(
  { path, message }: Issue,
  language: Language,
  params: Record<string, string | number> | undefined,
): Issue {
  return { path, message: textOf(language, `problems.${message}`, params) ?? message };
}
