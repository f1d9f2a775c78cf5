import { API_ROOT } from "#shared/http/contract.ts";

/** Which function answers a path, given with the API's root. */
export type Answerer = (method: string, path: string) => "api" | "query";

/** Sends the given routes to `query`, all others to `api`, as the gateway's routes do. Paths are as `/clients/{id}`. */
export function answererOf(queryPaths: readonly { method: string; path: string }[]): Answerer {
  const byMethod = new Map<string, RegExp>();
  for (const method of new Set(queryPaths.map((route) => route.method))) {
    const paths = queryPaths.filter((route) => route.method === method).map(({ path }) => patternOf(path));
    byMethod.set(method, new RegExp(`^${API_ROOT}(?:${paths.join("|")})$`));
  }
  return (method, path) => (byMethod.get(method)?.test(path) ? "query" : "api");
}

function patternOf(path: string): string {
  return path.replace(/[.*+?^$()|[\]\\]/g, "\\$&").replace(/\{\w+\}/g, "[^/]+");
}
