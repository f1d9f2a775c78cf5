import type { Caller } from "./caller.ts";
import { notFound, Problem } from "./errors.ts";
import { actions, sections, type Action, type Role, type Scope, type Section } from "./policy-names.ts";
import { compile, type Filter, type Value } from "./query/tree.ts";

type Rights = Partial<Record<Action, Scope>>;

const everything: Rights = { read: "all", create: "all", write: "all", delete: "all", export: "all" };
const seen: Rights = { read: "all" };
const ownWrite: Rights = { read: "all", create: "own", write: "own" };

/**
 * The start set of rights, by role and section. What is not said is `none`.
 * Custom roles are to be rows of the same shape.
 */
const table: Record<Role, Partial<Record<Section, Rights>>> = {
  owner: Object.fromEntries(sections.map((section) => [section, everything])),
  administrator: Object.fromEntries(sections.map((section) => [section, everything])),
  head_of_sales: {
    // A head reads no less than the people he leads; he changes what is his team's.
    clients: { read: "all", create: "team", write: "team", delete: "team", export: "team" },
    deals: { read: "team", create: "team", write: "team", delete: "team", export: "team" },
    history: { read: "all", create: "team", write: "team", delete: "team", export: "team" },
    employees: { read: "all", create: "team", write: "team" },
    products: seen,
    dictionaries: seen,
    settings: seen,
    audit: { read: "team" },
    inquiries: { read: "team", create: "team", write: "team" },
  },
  sales_manager: {
    clients: ownWrite,
    deals: { read: "team", create: "own", write: "own" },
    history: ownWrite,
    employees: seen,
    products: seen,
    dictionaries: seen,
    settings: seen,
    inquiries: { read: "own", create: "own", write: "own" },
  },
  telemarketing_agent: {
    clients: ownWrite,
    deals: { read: "own", create: "own" },
    history: { read: "own", create: "own", write: "own" },
    employees: seen,
    products: seen,
    dictionaries: seen,
    settings: seen,
    inquiries: { read: "own", create: "own", write: "own" },
  },
  marketer: {
    clients: { read: "all", export: "all" },
    deals: seen,
    history: ownWrite,
    employees: seen,
    products: seen,
    dictionaries: { read: "all", create: "all", write: "all" },
    settings: seen,
    inquiries: seen,
  },
  service_specialist: {
    clients: { read: "all", write: "own" },
    deals: seen,
    history: ownWrite,
    employees: seen,
    products: seen,
    dictionaries: seen,
    settings: seen,
    inquiries: { read: "own", create: "own", write: "own" },
  },
  accountant: {
    clients: seen,
    deals: seen,
    history: { read: "own", create: "own", write: "own" },
    employees: seen,
    products: { read: "all", create: "all", write: "all" },
    dictionaries: seen,
    settings: seen,
  },
  observer: {
    clients: seen,
    deals: seen,
    history: seen,
    employees: seen,
    products: seen,
    dictionaries: seen,
    settings: seen,
    inquiries: seen,
  },
};

/**
 * Fields that make a record somebody's own: who leads, performs or made it.
 * Records of other sections belong to nobody: a scope short of `all` covers none of them.
 */
const ownerFields: Partial<Record<Section, readonly string[]>> = {
  clients: ["curatorId", "createdBy"],
  deals: ["managerId", "createdBy"],
  history: ["performerId", "createdBy"],
  employees: ["id", "managerId"],
  audit: ["by"],
  inquiries: ["assigneeId", "forEmployeeId", "createdBy"],
};

/** Where this is empty a record is nobody's yet, and every team may take it. */
const takerField: Partial<Record<Section, string>> = { inquiries: "assigneeId" };

/** How far a caller's right of an action on a section reaches. */
export function scopeOf(caller: Pick<Caller, "role" | "kind">, section: Section, action: Action): Scope {
  if (caller.kind === "system") return "all";
  return table[caller.role][section]?.[action] ?? "none";
}

/**
 * The one rule of rights: which records of a section the caller may do the action with.
 * true: all; false: none; else a condition, put before every list and asked of every single record.
 */
export function permitted(caller: Caller, section: Section, action: Action): boolean | Filter {
  const scope = scopeOf(caller, section, action);
  if (scope === "none") return false;
  if (scope === "all") return true;
  const people = scope === "own" ? [caller.userId] : [...caller.members];
  const owned: Filter[] = (ownerFields[section] ?? []).map((field) => ({ field, op: "in", value: people }));
  const free = scope === "team" ? takerField[section] : undefined;
  return { or: free ? [...owned, { field: free, op: "empty", value: true }] : owned };
}

/** Whether the caller may do the action with this record. */
export function may(caller: Caller, section: Section, action: Action, record: object): boolean {
  const rule = permitted(caller, section, action);
  if (typeof rule === "boolean") return rule;
  return compile<object>(rule, (field) => (one) => (one as Record<string, Value>)[field])(record);
}

/**
 * Refuses unless the caller may do the action with the record: a record he may not read answers as a missing one,
 * one he may read but not change answers `forbidden`.
 */
export function demand<R extends object>(caller: Caller, section: Section, action: Action, record: R | undefined): R {
  if (!record || !may(caller, section, "read", record)) throw notFound();
  if (!may(caller, section, action, record)) throw new Problem("forbidden");
  return record;
}

/** The actions the caller has on this record: every record answers them as `can`, and screens hide the rest. */
export function can(caller: Caller, section: Section, record: object): Action[] {
  return actions.filter((action) => may(caller, section, action, record));
}

/** Rights by section with their scope, for `GET /api/v1/me`. */
export function rightsOf(caller: Pick<Caller, "role" | "kind">): Record<Section, Partial<Record<Action, Scope>>> {
  return Object.fromEntries(
    sections.map((section) => [
      section,
      Object.fromEntries(
        actions
          .map((action) => [action, scopeOf(caller, section, action)] as const)
          .filter(([, scope]) => scope !== "none"),
      ),
    ]),
  ) as Record<Section, Partial<Record<Action, Scope>>>;
}
