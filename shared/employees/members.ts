import type { Employee, Team } from "./schema.ts";

type Node = { id: string; above?: string | undefined };

/**
 * Ids of an employee's team: himself, those of his own team and of the teams below it, and those who report to him,
 * directly or through others. Records of those who left stay in sight, so they are among them.
 * Circles in the data, which the rules refuse, end here all the same.
 */
export function membersOf(
  own: Pick<Employee, "id" | "teamId">,
  employees: readonly Pick<Employee, "id" | "teamId" | "managerId">[],
  teams: readonly Pick<Team, "id" | "parentId">[],
): Set<string> {
  const members = below(
    own.id,
    employees.map(({ id, managerId }) => ({ id, above: managerId })),
  );
  if (own.teamId === undefined) return members;
  const within = below(
    own.teamId,
    teams.map(({ id, parentId }) => ({ id, above: parentId })),
  );
  for (const { id, teamId } of employees) if (teamId !== undefined && within.has(teamId)) members.add(id);
  return members;
}

/** The ids of a tree from `top` down, itself among them. */
function below(top: string, nodes: readonly Node[]): Set<string> {
  const children = Map.groupBy(nodes, ({ above }) => above);
  const found = new Set([top]);
  // A set is walked in the order of adding, what is added on the way included.
  for (const id of found) for (const child of children.get(id) ?? []) found.add(child.id);
  return found;
}

/**
 * What stands above a node, nearest first, ending where the chain does.
 * Undefined when the chain comes back to `id`, which must not happen.
 */
export function chainAbove<N extends { id: string }>(
  id: string,
  first: string | undefined,
  nodes: readonly N[],
  aboveOf: (node: N) => string | undefined,
): N[] | undefined {
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const chain: N[] = [];
  for (let at = first; at !== undefined;) {
    const node = byId.get(at);
    if (at === id || (node && chain.includes(node))) return undefined;
    if (!node) break;
    chain.push(node);
    at = aboveOf(node);
  }
  return chain;
}
