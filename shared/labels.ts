import type { Caller } from "./caller.ts";
import { companyContext } from "./companies/context.ts";
import { dictionaryNames, type DictionaryName } from "./dictionaries/schema.ts";
import { pipelinesOf } from "./pipelines/lookup.ts";
import type { Columns } from "./query/columns.ts";
import { dictionaryOf } from "./references.ts";

const known = new WeakMap<object, ReadonlyMap<string, string>>();

/**
 * Names of what the sorted column points at, undefined where it is no id of a named record. The same map is given
 * while its source is the same, so that an order made by it stays good.
 */
export async function labelsOf<R>(
  caller: Caller,
  columns: Columns<R>,
  sort: string | undefined,
): Promise<ReadonlyMap<string, string> | undefined> {
  const to = columns.columns[(sort ?? "").replace(/^-/, "")]?.to;
  if (!to) return undefined;
  if (isDictionary(to)) {
    const dictionary = await dictionaryOf(caller, to);
    return dictionary && remembered(dictionary, () => dictionary.entries.map(({ id, name }) => [id, name]));
  }
  if (to === "employee") {
    const context = await companyContext(caller.tenant, caller);
    return context && remembered(context, () => context.employees.map(({ id, name }) => [id, name]));
  }
  if (to === "stage") {
    // Stages stand in the order of their pipelines, not of their names.
    const pipelines = await pipelinesOf(caller);
    return remembered(pipelines, () =>
      pipelines.flatMap(({ stages }, one) =>
        stages.map(({ id }, place): [string, string] => [id, `${pad(one)}${pad(place)}`]),
      ),
    );
  }
  return undefined;
}

function remembered(source: object, entries: () => (readonly [string, string])[]): ReadonlyMap<string, string> {
  let labels = known.get(source);
  if (!labels) known.set(source, (labels = new Map(entries())));
  return labels;
}

function isDictionary(name: string): name is DictionaryName {
  return (dictionaryNames as readonly string[]).includes(name);
}

function pad(place: number): string {
  return String(place).padStart(4, "0");
}
