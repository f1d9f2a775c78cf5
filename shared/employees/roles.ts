import type { Caller } from "../caller.ts";
import { Problem } from "../errors.ts";
import { scopeOf } from "../policy.ts";
import { actions, scopes, sections, type Action, type Role, type Section } from "../policy-names.ts";

/**
 * Whether a person of the first role may give the second: none of its rights reaches further than his own.
 * An owner alone makes an owner, though an administrator has the same rights.
 */
export function mayGive(own: Role, given: Role): boolean {
  if (given === "owner") return own === "owner";
  return sections.every((section) =>
    actions.every((action) => reach(given, section, action) <= reach(own, section, action)),
  );
}

function reach(role: Role, section: Section, action: Action): number {
  return scopes.indexOf(scopeOf({ role, kind: "employee" }, section, action));
}

/** Refuses a role the caller may not give: nobody raises himself or another above his own rights. */
export function demandGiving(caller: Pick<Caller, "kind" | "role">, role: Role): void {
  if (caller.kind !== "system" && !mayGive(caller.role, role))
    throw new Problem("forbidden", { reason: "role_above_own" });
}
