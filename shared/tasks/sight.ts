import type { Caller } from "../caller.ts";

/**
 * Whether a task without a client is the caller's to see: he performs it or planned it, leads somebody who does or did,
 * or may see everything. To all others it is not there.
 */
export function ledBy(caller: Caller, { performerId, createdBy }: { performerId: string; createdBy: string }): boolean {
  if (seesAll(caller)) return true;
  return [performerId, createdBy].some((id) => id === caller.userId || caller.members.has(id));
}

/** Whether everybody's tasks and days are in the caller's sight. */
export function seesAll({ kind, role }: Pick<Caller, "kind" | "role">): boolean {
  return kind === "system" || role === "owner" || role === "administrator";
}
