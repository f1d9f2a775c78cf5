import { inquiriesContract } from "#shared/inquiries/contract.ts";
import { usualNorms, type RoutingRule } from "#shared/inquiries/schema.ts";
import type { Call } from "../support/people.ts";

/** A rule that holds always, unless it is told otherwise. */
export function aRule(name: string, to: RoutingRule["to"], when: Partial<RoutingRule["when"]> = {}): RoutingRule {
  const empty = { channels: [], regionIds: [], industryIds: [], languages: [], sourceIds: [], triggerIds: [] };
  return { name, to, when: { ...empty, hours: "any", ...when } };
}

/** Sets the rules of routing over whatever was set before. */
export async function setRules(call: Call, rules: RoutingRule[], norms = usualNorms): Promise<void> {
  const { ver } = await call(inquiriesContract.settings, {});
  await call(inquiriesContract.set, { rules, norms, ver });
}
