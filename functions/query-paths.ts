/** Operations that the `query` function answers: lists and search, which stand on the read model. */
export const queryPaths: readonly { method: string; path: string }[] = [
  { method: "GET", path: "/clients" },
  { method: "GET", path: "/deals" },
  { method: "GET", path: "/search" },
];
