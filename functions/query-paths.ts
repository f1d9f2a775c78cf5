import { allContracts } from "#shared/contracts.ts";

/** Operations that the `query` function answers: lists and search, which stand on the read model. */
export const queryPaths: readonly { method: string; path: string }[] = allContracts
  .filter(({ answerer }) => answerer === "query")
  .map(({ method, path }) => ({ method, path }));
