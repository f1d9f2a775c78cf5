import { contracts } from "#shared/contracts.ts";
import type { Contract } from "#shared/http/contract.ts";

/** Operations that the `query` function answers: lists and search, which stand on the read model. */
export const queryPaths: readonly { method: string; path: string }[] = Object.values(contracts)
  .flatMap((feature): Contract[] => Object.values(feature))
  .filter(({ answerer }) => answerer === "query")
  .map(({ method, path }) => ({ method, path }));
