import type { RoutingRule } from "#shared/inquiries/schema.ts";

/** A rule as it is being edited: the key keeps its fields apart from those of the others when it moves. */
export interface RuleDraft extends RoutingRule {
  key: string;
}

/** A stored rule as a draft; keys follow places, since rules have no names of their own. */
export function draftOf(rule: RoutingRule, index: number): RuleDraft {
  return { ...rule, key: `stored ${index}` };
}

/** A rule that holds always and gives to the client's curator. */
export function newRule(name: string): RuleDraft {
  return {
    key: crypto.randomUUID(),
    name,
    when: { channels: [], regionIds: [], industryIds: [], languages: [], sourceIds: [], triggerIds: [], hours: "any" },
    to: { kind: "curator" },
  };
}
