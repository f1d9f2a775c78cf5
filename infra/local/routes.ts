import { existsSync } from "node:fs";
import { API_ROOT } from "#shared/http/contract.ts";

/** Which function answers a path below the API's root. */
export type Answerer = (method: string, path: string) => "api" | "query";

/** A route as the gateway knows it: `/clients/{id}`. */
export interface RoutePath {
  method: string;
  path: string;
}

/** Sends the given routes to `query`, all others to `api`, as the gateway's routes do. */
export function answererOf(queryPaths: readonly RoutePath[]): Answerer {
  const byMethod = new Map<string, RegExp>();
  for (const method of new Set(queryPaths.map((route) => route.method))) {
    const paths = queryPaths.filter((route) => route.method === method).map(({ path }) => patternOf(path));
    byMethod.set(method, new RegExp(`^${API_ROOT}(?:${paths.join("|")})/?$`));
  }
  return (method, path) => (byMethod.get(method)?.test(path) ? "query" : "api");
}

function patternOf(path: string): string {
  return path.replace(/[.*+?^$()|[\]\\]/g, "\\$&").replace(/\{\w+\}/g, "[^/]+");
}

/** The routes of `functions/features.ts` that `query` answers. */
export async function queryPaths(): Promise<readonly RoutePath[]> {
  const file = new URL("../../functions/features.ts", import.meta.url);
  if (!existsSync(file)) return [];
  return ((await import(file.href)) as { queryPaths?: readonly RoutePath[] }).queryPaths ?? [];
}
