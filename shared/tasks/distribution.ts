import type { Caller } from "../caller.ts";
import { companyContext } from "../companies/context.ts";
import { Problem } from "../errors.ts";
import { may } from "../policy.ts";

/**
 * Refuses to plan for others where the company lets heads distribute work: they are those who may change what the
 * performer does. For oneself anybody plans. Ten seconds after the setting was changed it holds everywhere.
 */
export async function mustMayAssign(caller: Caller, ...performerIds: readonly (string | undefined)[]): Promise<void> {
  const others = performerIds.filter((id) => id !== undefined && id !== caller.userId);
  if (others.length === 0 || caller.kind === "system") return;
  const context = await companyContext(caller.tenant, caller);
  if (context?.company.distribution !== "centralised") return;
  // Whoever planned it is left out: planning is what is asked about.
  if (others.every((performerId) => may(caller, "history", "write", { performerId }))) return;
  throw new Problem("forbidden", { reason: "distribution_centralised" });
}
