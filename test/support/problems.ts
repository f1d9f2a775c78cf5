import { ApiError } from "#shared/http/client.ts";
import type { ProblemBody } from "#shared/http/problem.ts";

/** The problem a call is answered; an answer that is none fails the test. */
export async function problemOf(call: Promise<unknown>): Promise<ProblemBody> {
  const thrown = await call.then(
    () => undefined,
    (error: unknown) => error,
  );
  if (!(thrown instanceof ApiError)) throw new Error(`Expected a problem, got ${String(thrown)}`);
  return thrown.problem;
}
