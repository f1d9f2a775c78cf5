/** Roles of the start set. */
export const roles = [
  "owner",
  "administrator",
  "head_of_sales",
  "sales_manager",
  "telemarketing_agent",
  "marketer",
  "service_specialist",
  "accountant",
  "observer",
] as const;
/** One of {@link roles}. */
export type Role = (typeof roles)[number];

/** What rights are given on. History covers tasks; settings covers the company, its pipelines and imports. */
export const sections = [
  "clients",
  "deals",
  "history",
  "products",
  "dictionaries",
  "employees",
  "settings",
  "keys",
  "imports",
  "audit",
  "inquiries",
] as const;
/** One of {@link sections}. */
export type Section = (typeof sections)[number];

/** What a caller may want to do with a record. */
export const actions = ["read", "create", "write", "delete", "export"] as const;
/** One of {@link actions}. */
export type Action = (typeof actions)[number];

/** Which records a right covers: none, those one leads, performs or made, those of one's team and below, all. */
export const scopes = ["none", "own", "team", "all"] as const;
/** One of {@link scopes}. */
export type Scope = (typeof scopes)[number];
