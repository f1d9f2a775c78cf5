import type { Route } from "./dispatch.ts";

interface Node {
  literal: Map<string, Node>;
  parameter?: Node;
  routes: Map<string, Route>;
}

/** The route of a method and path with its parameters; a literal segment wins over a parameter. */
export type Match = (method: string, path: string) => { route: Route; params: Record<string, string> } | undefined;

/** Builds the tree of routes once; two contracts with one method and path are a mistake and throw. */
export function router(routes: readonly Route[]): Match {
  const root = emptyNode();
  for (const route of routes) {
    let node = root;
    for (const segment of route.contract.path.split("/").slice(1)) {
      if (/^\{\w+\}$/.test(segment)) {
        node = node.parameter ??= emptyNode();
      } else {
        let next = node.literal.get(segment);
        if (!next) node.literal.set(segment, (next = emptyNode()));
        node = next;
      }
    }
    if (node.routes.has(route.contract.method))
      throw new Error(`Two routes at ${route.contract.method} ${route.contract.path}`);
    node.routes.set(route.contract.method, route);
  }
  return (method, path) => {
    const values: string[] = [];
    const found = walk(root, path.split("/").slice(1), 0, values);
    const route = found?.routes.get(method);
    if (!route) return undefined;
    // Names come from the contract itself: two contracts may call one place of the path differently.
    const names = [...route.contract.path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name!);
    return { route, params: Object.fromEntries(names.map((name, index) => [name, values[index]!])) };
  };
}

function walk(node: Node, segments: string[], index: number, values: string[]): Node | undefined {
  if (index === segments.length) return node.routes.size > 0 ? node : undefined;
  const segment = segments[index]!;
  const literal = node.literal.get(segment);
  const found = literal && walk(literal, segments, index + 1, values);
  if (found) return found;
  if (!node.parameter || segment === "") return undefined;
  values.push(decoded(segment));
  const deeper = walk(node.parameter, segments, index + 1, values);
  if (!deeper) values.pop();
  return deeper;
}

function decoded(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return "";
  }
}

function emptyNode(): Node {
  return { literal: new Map(), routes: new Map() };
}
