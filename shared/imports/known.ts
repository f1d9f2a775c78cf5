import type { Caller } from "../caller.ts";
import { clientsNamed } from "../clients/imported.ts";
import { list as listDictionaries } from "../dictionaries/dictionaries.ts";
import type { DictionaryEntry, DictionaryName } from "../dictionaries/schema.ts";
import { everybody } from "../employees/imported.ts";
import type { Employee, Team } from "../employees/schema.ts";
import { pipelinesOf } from "../pipelines/lookup.ts";
import type { Pipeline } from "../pipelines/schema.ts";
import { roles } from "../policy-names.ts";
import { list as listProducts } from "../products/products.ts";
import type { Product } from "../products/schema.ts";
import { fold } from "../query/tree.ts";
import type { Target } from "./fields.ts";

/** The id behind a folded name; null where several records have it, so that none of them is taken for it. */
export type Names = Map<string, string | null>;

/** What the company has, as far as values of a file may name it. Clients are looked up apart: they may be many. */
export interface Known {
  employees: Employee[];
  teams: Team[];
  products: Product[];
  dictionaries: Map<DictionaryName, DictionaryEntry[]>;
  pipeline: Pipeline | undefined;
}

/** Reads what the company has. */
export async function readKnown(caller: Caller, pipelineId: string | undefined): Promise<Known> {
  const [{ employees, teams }, { products }, { dictionaries }, pipelines] = await Promise.all([
    everybody(caller),
    listProducts(caller),
    listDictionaries(caller),
    pipelinesOf(caller),
  ]);
  return {
    employees,
    teams,
    products,
    dictionaries: new Map(dictionaries.map(({ id, entries }) => [id, entries])),
    pipeline: pipelines.find(({ id }) => id === pipelineId),
  };
}

/** Things a target may name, with their names. */
export function candidates(known: Known, target: Target): { id: string; name: string }[] {
  switch (target.to) {
    case "dictionary":
      return (known.dictionaries.get(target.name) ?? []).filter(({ hidden }) => !hidden);
    case "employee":
      return known.employees;
    case "team":
      return known.teams;
    case "product":
      return known.products;
    case "stage":
      return known.pipeline?.stages ?? [];
    case "role":
      // A file names nobody an owner or an administrator: whoever may give these roles decides it by hand.
      return roles
        .filter((role) => role !== "owner" && role !== "administrator")
        .map((role) => ({ id: role, name: role.replaceAll("_", " ") }));
    case "client":
      return [];
  }
}

/** Names of what a target may be; clients of the given names are looked for in the whole base. */
export async function namesOf(
  caller: Caller,
  known: Known,
  target: Target,
  wanted: { has(name: string): boolean },
): Promise<Names> {
  if (target.to === "client") return clientsNamed(caller, wanted);
  return byName(candidates(known, target));
}

/** Ids by folded name. */
export function byName(things: readonly { id: string; name: string }[]): Names {
  const names: Names = new Map();
  for (const { id, name } of things) names.set(fold(name), names.has(fold(name)) ? null : id);
  return names;
}

/** Something that is called nearly like a value: but for blanks and signs the same, or one or two letters off. */
export function nearest<T extends { name: string }>(value: string, things: readonly T[]): T | undefined {
  const wanted = squeeze(value);
  if (wanted.length < 2) return undefined;
  let best: { thing: T; distance: number } | undefined;
  for (const thing of things) {
    const name = squeeze(thing.name);
    const most = Math.min(wanted.length, name.length) >= 8 ? 2 : Math.min(wanted.length, name.length) >= 5 ? 1 : 0;
    const distance = distanceWithin(wanted, name, most);
    if (distance !== undefined && (!best || distance < best.distance)) best = { thing, distance };
  }
  return best?.thing;
}

function squeeze(text: string): string {
  return fold(text).replace(/[^\p{L}\p{N}]/gu, "");
}

/** Letters to change, add or take away to come from one word to the other (Levenshtein); undefined when more than `most`. */
function distanceWithin(one: string, other: string, most: number): number | undefined {
  if (Math.abs(one.length - other.length) > most) return undefined;
  if (most === 0) return one === other ? 0 : undefined;
  let row = Array.from({ length: other.length + 1 }, (_, index) => index);
  for (let at = 1; at <= one.length; at++) {
    const next = [at];
    for (let to = 1; to <= other.length; to++) {
      const changed = row[to - 1]! + (one[at - 1] === other[to - 1] ? 0 : 1);
      next.push(Math.min(changed, row[to]! + 1, next[to - 1]! + 1));
    }
    row = next;
  }
  const distance = row[other.length]!;
  return distance <= most ? distance : undefined;
}
