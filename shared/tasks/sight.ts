import type { Caller } from "../caller.ts";
import { scopeOf } from "../policy.ts";

/**
 * Whether a task without a client is the caller's to see: he performs it or planned it, leads somebody who does or did,
 * or may see everything. To all others it is not there.
 */
export function ledBy(caller: Caller, { performerId, createdBy }: { performerId: string; createdBy: string }): boolean {
  return [performerId, createdBy].some((id) => id === caller.userId || leads(caller, id));
}

/** Whether the caller leads an employee: to work in one team is not to lead it. */
export function leads(caller: Caller, employeeId: string): boolean {
  if (seesAll(caller)) return true;
  return scopeOf(caller, "history", "write") === "team" && caller.members.has(employeeId);
}

/** Whether everybody's tasks and days are in the caller's sight. */
export function seesAll({ kind, role }: Pick<Caller, "kind" | "role">): boolean {
  return kind === "system" || role === "owner" || role === "administrator";
}
