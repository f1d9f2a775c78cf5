import { ApiError, clientOf, type CallOptions } from "#shared/http/client.ts";
import type { Contract, GivenTo, Output } from "#shared/http/contract.ts";
import { companyOf } from "./address-parts.ts";
import { takeEarly } from "./early.ts";
import { noteWrite, withOwnWrite } from "./own-writes.ts";

/** The company of the address; undefined on pages outside a company. */
export function companyOfAddress(): string | undefined {
  return companyOf(location.pathname);
}

/** Address of the sign-in page that leads back to where one is. */
export function signInAddress(): string {
  const here = location.pathname + location.search;
  return here === "/" ? "/sign-in" : `/sign-in?back=${encodeURIComponent(here)}`;
}

const client = clientOf({
  fetch: (url, init) => (init.method === "GET" && takeEarly(companyOfAddress(), url)) || fetch(url, init),
  headers() {
    const company = companyOfAddress();
    return { "accept-language": document.documentElement.lang, ...(company ? { "x-company": company } : {}) };
  },
});

/**
 * Calls an operation of the API as the person signed in, in the company of the address.
 * Throws ApiError where the answer is a problem, TypeError where there was no answer.
 * Where a session is needed and there is none it leads to the sign-in page and never returns.
 */
export async function call<C extends Contract>(
  contract: C,
  input: GivenTo<C>,
  options?: CallOptions,
): Promise<Output<C>> {
  try {
    const answer = await client(contract, withOwnWrite(contract, input), options);
    if (contract.method !== "GET") noteWrite(answer);
    return answer;
  } catch (error) {
    if (contract.access === "visitor" || !(error instanceof ApiError) || error.problem.code !== "unauthenticated")
      throw error;
    location.assign(signInAddress());
    return new Promise<never>(() => undefined);
  }
}

/** Whether the same call may succeed when simply repeated: there was no answer, or the system failed. */
export function isPassing(error: unknown): boolean {
  return !(error instanceof ApiError) || error.problem.status >= 500;
}
