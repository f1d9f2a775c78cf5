/** Whether two values of a field are the same; no value, null and undefined are one. */
export function isSame(one: unknown, other: unknown): boolean {
  return JSON.stringify(one ?? null) === JSON.stringify(other ?? null);
}

/**
 * Joins what two people made of one record: `base` is what one of them saw, `mine` what he made of it, `theirs` what it
 * is now. A field that only one of them changed keeps that change; `clashes` are those both changed, where mine stands.
 */
export function mergeOf<V extends object>(base: V, mine: V, theirs: V): { merged: V; clashes: (keyof V & string)[] } {
  const names = Object.keys(mine) as (keyof V & string)[];
  const changed = names.filter((name) => !isSame(base[name], mine[name]));
  return {
    merged: { ...theirs, ...Object.fromEntries(changed.map((name) => [name, mine[name]])) },
    clashes: changed.filter((name) => !isSame(base[name], theirs[name]) && !isSame(mine[name], theirs[name])),
  };
}

/** The fields that differ, as a change names them: null takes a value away. */
export function differenceOf<V extends object>(before: V, after: V): { [K in keyof V]?: V[K] | null } {
  const names = Object.keys(after) as (keyof V)[];
  return Object.fromEntries(
    names.filter((name) => !isSame(before[name], after[name])).map((name) => [name, after[name] ?? null]),
  ) as { [K in keyof V]?: V[K] | null };
}
