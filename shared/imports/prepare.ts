import type { Caller } from "../caller.ts";
import { newClient } from "../clients/imported.ts";
import { forgetContext } from "../companies/context.ts";
import { addEntries, mustDictionary } from "../dictionaries/imported.ts";
import type { DictionaryName } from "../dictionaries/schema.ts";
import { newEmployee, newTeam } from "../employees/imported.ts";
import { newProduct } from "../products/imported.ts";
import { fold } from "../query/tree.ts";
import { MOST_ACTIONS, type Tx } from "../table/tx.ts";
import type { Written } from "./chunks.ts";
import type { ToMake } from "./resolve.ts";
import type { Run } from "./writers.ts";

/** The account of the chunk, the step of its job, and the dictionaries, each of them one item. */
const OTHERS = 2 + 8;
/** Actions that the dearest of them takes. */
const DEAREST = 2;

/** Adds to a transaction what decisions ask to be made, as much as it holds; answers what was written and how many of them. */
export async function makeNeeded(
  caller: Caller,
  tx: Tx,
  run: Run,
  toMake: readonly ToMake[],
): Promise<{ written: Written[]; taken: number }> {
  const written: Written[] = [];
  const entries = new Map<DictionaryName, (ToMake & { kind: "entry" })[]>();
  let taken = 0;
  for (const one of toMake) {
    if (tx.size + DEAREST + OTHERS > MOST_ACTIONS) break;
    taken++;
    if (one.kind === "entry") entries.set(one.dictionary, [...(entries.get(one.dictionary) ?? []), one]);
    else written.push({ kind: one.kind, id: one.id, ver: await make(caller, tx, run, one), made: true });
  }
  for (const [name, wanted] of entries) {
    const dictionary = await mustDictionary(caller, name);
    const stand = addEntries(
      caller,
      tx,
      dictionary,
      wanted.map(({ id, name }) => ({ id, name })),
    );
    for (const { name: called } of wanted) {
      written.push({ kind: "entry", id: stand.get(fold(called))!.id, ver: 0, made: true, within: name });
    }
  }
  forgetContext(caller.tenant);
  return { written, taken };
}

async function make(
  caller: Caller,
  tx: Tx,
  { subject, days }: Run,
  one: Exclude<ToMake, { kind: "entry" }>,
): Promise<number> {
  const { id, name } = one;
  switch (one.kind) {
    case "team":
      return newTeam(tx, id, name).ver;
    case "product":
      return newProduct(id, { name }).write(tx).ver;
    case "employee":
      return newEmployee(id, { name, role: one.role }).write(tx).ver;
    case "client": {
      const write = await newClient(caller, id, subject.id, { name, firstContactOn: days.today(caller) });
      return write.write(tx).ver;
    }
  }
}
