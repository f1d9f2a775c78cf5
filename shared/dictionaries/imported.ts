import type { Caller } from "../caller.ts";
import { Problem } from "../errors.ts";
import { fold } from "../query/tree.ts";
import { forgetDictionary } from "../references.ts";
import { storeOf } from "../table/store.ts";
import type { Tx } from "../table/tx.ts";
import { entryNamed } from "./dictionaries.ts";
import type { Dictionary, DictionaryEntry, DictionaryName } from "./schema.ts";
import { DictionaryTable } from "./table.ts";

const MOST_ENTRIES = 1000;

/** A dictionary as it is now. */
export async function mustDictionary(caller: Caller, id: DictionaryName): Promise<Dictionary> {
  const dictionary = await storeOf(caller).get(DictionaryTable, { id });
  if (!dictionary) throw new Problem("not_found");
  return dictionary;
}

/**
 * Adds entries at the end of a dictionary, those hidden before are shown again: 1 action. Answers the entry of each
 * name, folded. More than 1,000 in all answers `invalid_state`.
 */
export function addEntries(
  caller: Caller,
  tx: Tx,
  before: Dictionary,
  entries: readonly DictionaryEntry[],
): Map<string, DictionaryEntry> {
  const after = [...before.entries];
  const named = new Map<string, DictionaryEntry>();
  for (const entry of entries) {
    const known = entryNamed(after, entry.name);
    const stands = known ? shown(known) : entry;
    if (known) after[after.indexOf(known)] = stands;
    else after.push(stands);
    named.set(fold(entry.name), stands);
  }
  if (after.length > MOST_ENTRIES) throw new Problem("invalid_state", { reason: "dictionary_full" });
  tx.update(DictionaryTable, before, { entries: after });
  forgetDictionary(caller.tenant, before.id);
  return named;
}

/** Hides entries that an import added: records of others may name them by now. 1 action. */
export function hideEntries(caller: Caller, tx: Tx, before: Dictionary, ids: ReadonlySet<string>): Dictionary {
  const entries = before.entries.map((entry) => (ids.has(entry.id) ? { ...entry, hidden: true } : entry));
  forgetDictionary(caller.tenant, before.id);
  return tx.update(DictionaryTable, before, { entries });
}

function shown({ hidden: _hidden, ...entry }: DictionaryEntry): DictionaryEntry {
  return entry;
}
