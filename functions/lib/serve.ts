import middy from "@middy/core";
import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from "aws-lambda";
import type { Contract, Contracts, Operations } from "#shared/http/contract.ts";
import { bodies } from "./bodies.ts";
import { callers } from "./callers.ts";
import { dispatch, type Route } from "./dispatch.ts";
import { problemAnswers } from "./problems.ts";
import { requests } from "./requests.ts";

/** Contracts of a feature beside the rules behind them. */
export type Feature = readonly [contracts: Contracts, operations: Record<string, unknown>];

/** Binds the contracts of a feature to its rules; a missing or ill-typed rule does not compile. */
export function feature<Cs extends Contracts>(contracts: Cs, operations: Operations<Cs>): Feature {
  return [contracts, operations];
}

/** An HTTP event of API Gateway (payload 2.0) as the handlers see it. */
export type HttpEvent = APIGatewayProxyEventV2;
/** The answer API Gateway expects. */
export type HttpAnswer = APIGatewayProxyStructuredResultV2;

/**
 * The handler of a function that answers HTTP: the request is logged, errors become problems, its body is read,
 * its caller verified, its contract found, its input and its answer checked. What is used first runs last on an error,
 * so the log line and the headers come after the problem has become an answer.
 */
export function serve(features: readonly Feature[]) {
  const routes: Route[] = features.flatMap(([contracts, operations]) =>
    Object.entries(contracts).map(([name, contract]: [string, Contract]) => ({
      name,
      contract,
      run: operations[name] as Route["run"],
    })),
  );
  return middy<HttpEvent, HttpAnswer>()
    .use(requests())
    .use(problemAnswers())
    .use(bodies())
    .use(callers(routes))
    .handler(dispatch());
}
