import type { Filter } from "#shared/query/tree.ts";

/** Stands in an address for 'no value'. */
export const NOT_SET = "-";

/** Ids ticked in a filter, as the address keeps them: parted by commas. */
export function chosenIn(text: string | null): string[] {
  return text ? text.split(",") : [];
}

/** The condition that a field is one of what is chosen; undefined where nothing is. */
export function oneOf(field: string, chosen: readonly string[]): Filter | undefined {
  if (chosen.length === 0) return undefined;
  const ids = chosen.filter((one) => one !== NOT_SET);
  const conditions: Filter[] = [];
  if (ids.length > 0) conditions.push({ field, op: "in", value: ids });
  if (ids.length < chosen.length) conditions.push({ field, op: "empty", value: true });
  return conditions.length === 1 ? conditions[0] : { or: conditions };
}

/** All conditions at once; undefined where there is none. */
export function allOf(conditions: readonly (Filter | undefined)[]): Filter | undefined {
  const real = conditions.filter((one) => one !== undefined);
  return real.length > 1 ? { and: real } : real[0];
}
