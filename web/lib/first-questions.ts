import type { dealQueries } from "#shared/deals/contract.ts";
import type { clientQueries } from "#shared/clients/contract.ts";
import type { GivenTo } from "#shared/http/contract.ts";

/** Rows of a list asked for at once. */
export const LIST_ROWS = 100;
/** The order of a list until another one is chosen. */
export const FIRST_ORDER = "-updatedAt";

/** What the list of clients asks until something is chosen. */
export const FIRST_CLIENTS = { sort: FIRST_ORDER, limit: LIST_ROWS } satisfies GivenTo<typeof clientQueries.list>;

/** What the list of deals asks until something is chosen: those that are open. */
export const FIRST_DEALS = {
  filter: { field: "state", op: "eq", value: "open" },
  sort: FIRST_ORDER,
  limit: LIST_ROWS,
} satisfies GivenTo<typeof dealQueries.list>;
