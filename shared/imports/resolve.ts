import type { Caller } from "../caller.ts";
import { clientsById } from "../clients/imported.ts";
import type { DictionaryName } from "../dictionaries/schema.ts";
import type { Role } from "../policy-names.ts";
import { fold } from "../query/tree.ts";
import type { Collected } from "./collect.ts";
import { decisionOf } from "./decisions.ts";
import { importFields, namesItself, type ImportField, type Target } from "./fields.ts";
import { importedId } from "./ids.ts";
import { byName, candidates, namesOf, type Known, type Names } from "./known.ts";
import type { Decision, Import, ImportGroup } from "./schema.ts";

/** What a value stands for: a record or an entry, a row of the same file, nothing, or a refusal with its reason. */
export type Resolved = { id: string } | { row: number } | { blank: true } | { refused: string };

/** Where a deal stands by a value of the file; the reason of a refusal where the file tells none. */
export interface ResolvedStage {
  state: "open" | "success" | "refusal";
  stageId: string;
  reasonId?: string | undefined;
}

/** Something that decisions ask to be made before the rows are. */
export type ToMake =
  | { kind: "entry"; dictionary: DictionaryName; id: string; name: string }
  | { kind: "team" | "product" | "client"; id: string; name: string }
  | { kind: "employee"; id: string; name: string; role: Role };

/** What the values of an import stand for, by what the company has and what its user decided. */
export class Resolver {
  readonly #entity: Import["entity"];
  readonly #groups: Map<string, ImportGroup>;
  readonly #names: Map<string, Names>;
  readonly #inFile: Map<string, number>;
  readonly #made: Map<string, string>;
  /** What is still to be made, in a fixed order. */
  readonly toMake: ToMake[];

  private constructor(
    subject: Import,
    groups: readonly ImportGroup[],
    names: Map<string, Names>,
    inFile: Map<string, number>,
    plans: { made: Map<string, string>; toMake: ToMake[] },
  ) {
    this.#entity = subject.entity;
    this.#groups = new Map(groups.map((group) => [group.field, group]));
    this.#names = names;
    this.#inFile = inFile;
    this.#made = plans.made;
    this.toMake = plans.toMake;
  }

  /** Looks everything up that the file names. What was made before a stop is found again. */
  static async open(
    caller: Caller,
    subject: Import,
    groups: readonly ImportGroup[],
    found: Collected,
    known: Known,
  ): Promise<Resolver> {
    const names = new Map<string, Names>();
    for (const [field, values] of found.values) {
      const target = importFields[subject.entity][field]?.target;
      if (target) names.set(field, await namesOf(caller, known, target, values));
    }
    const plans = await plan(caller, subject, groups, found, known, names);
    return new Resolver(subject, groups, names, found.names, plans);
  }

  /** What a value of a field stands for; `undefined` is a blank cell. */
  of(field: string, value: string | undefined): Resolved {
    const about = importFields[this.#entity][field]!;
    const group = this.#groups.get(field);
    if (value === undefined) return this.#decided(field, about, group?.blankDecision ?? { do: "blank" }, "");
    const folded = fold(value);
    const row = namesItself(this.#entity, about) ? this.#inFile.get(folded) : undefined;
    if (row !== undefined) return { row };
    const id = this.#names.get(field)?.get(folded);
    if (id) return { id };
    return this.#decided(field, about, decisionOf(group, value), value);
  }

  /** Where a deal stands by a value of the stage; `undefined` is a blank cell. */
  stage(value: string | undefined): ResolvedStage | undefined {
    const group = this.#groups.get("stage");
    const id = value === undefined ? undefined : this.#names.get("stage")?.get(fold(value));
    if (id) return { state: "open", stageId: id };
    const decision = value === undefined ? group?.blankDecision : decisionOf(group, value);
    return decision?.do === "stage" ? decision : undefined;
  }

  /** What the user decided of blank cells of a field. */
  blank(field: string): Decision | undefined {
    return this.#groups.get(field)?.blankDecision;
  }

  #decided(field: string, about: ImportField, decision: Decision | undefined, value: string): Resolved {
    switch (decision?.do) {
      case "use":
        return { id: decision.id };
      case "role":
        return { id: decision.role };
      case "create": {
        const id = this.#made.get(nameOf(about.target!, decision.name ?? value));
        return id ? { id } : { refused: "unknown_value" };
      }
      case "blank":
        return about.blankMatters ? { refused: "required" } : { blank: true };
      case "refuse":
        return { refused: "decided_to_refuse" };
      default:
        return { refused: "unknown_value" };
    }
  }
}

function nameOf(target: Target, name: string): string {
  return `${target.to}|${target.to === "dictionary" ? target.name : ""}|${fold(name)}`;
}

/** What decisions ask to be made, under which ids, and what of it is not there yet. */
async function plan(
  caller: Caller,
  subject: Import,
  groups: readonly ImportGroup[],
  found: Collected,
  known: Known,
  names: ReadonlyMap<string, Names>,
): Promise<{ made: Map<string, string>; toMake: ToMake[] }> {
  const made = new Map<string, string>();
  const toMake: ToMake[] = [];
  const clients: ToMake[] = [];
  for (const { target, name, role } of wantedOf(subject, groups, found, names)) {
    const key = nameOf(target, name);
    if (made.has(key)) continue;
    const there = existing(known, target, name);
    const id = there?.id ?? importedId(kindOf(target), subject.id, key);
    made.set(key, id);
    if (target.to === "client") clients.push({ kind: "client", id, name });
    else if (target.to === "dictionary" && (!there || there.hidden))
      toMake.push({ kind: "entry", dictionary: target.name, id, name });
    else if (there) continue;
    else if (target.to === "employee") toMake.push({ kind: "employee", id, name, role: role ?? "sales_manager" });
    else if (target.to === "team" || target.to === "product") toMake.push({ kind: target.to, id, name });
  }
  // Cards are asked for by id: the index of names may be a moment behind what an earlier run wrote.
  const there = await clientsById(
    caller,
    clients.map(({ id }) => id),
  );
  toMake.push(...clients.filter(({ id }) => !there.has(id)));
  return { made, toMake };
}

interface Wanted {
  target: Target;
  name: string;
  role?: Role | undefined;
}

function* wantedOf(
  { entity }: Import,
  groups: readonly ImportGroup[],
  found: Collected,
  names: ReadonlyMap<string, Names>,
): Generator<Wanted> {
  for (const group of groups) {
    const about = importFields[entity][group.field];
    if (!about?.target) continue;
    const { target } = about;
    const inFile = namesItself(entity, about) ? found.names : undefined;
    for (const [folded, { value }] of found.values.get(group.field) ?? []) {
      if (inFile?.has(folded) || names.get(group.field)?.get(folded)) continue;
      const decision = decisionOf(group, value);
      if (decision?.do === "create") yield { target, name: decision.name ?? value, role: decision.role };
    }
    const blank = (found.blanks.get(group.field) ?? 0) > 0 ? group.blankDecision : undefined;
    if (blank?.do === "create" && blank.name) yield { target, name: blank.name, role: blank.role };
  }
}

function existing(
  known: Known,
  target: Target,
  name: string,
): { id: string; hidden?: boolean | undefined } | undefined {
  if (target.to === "dictionary")
    return known.dictionaries.get(target.name)?.find((entry) => fold(entry.name) === fold(name));
  const id = byName(candidates(known, target)).get(fold(name));
  return id ? { id } : undefined;
}

function kindOf(target: Target): "entry" | "employee" | "team" | "product" | "client" {
  switch (target.to) {
    case "dictionary":
      return "entry";
    case "employee":
    case "team":
    case "product":
    case "client":
      return target.to;
    default:
      throw new Error(`An import makes no ${target.to}`);
  }
}
