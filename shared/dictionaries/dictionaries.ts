import type { Caller, Language } from "../caller.ts";
import { startSet } from "../companies/start-set.ts";
import { invalid, Problem } from "../errors.ts";
import type { Input } from "../http/contract.ts";
import { newId } from "../ids.ts";
import { demand } from "../policy.ts";
import { fold } from "../query/tree.ts";
import { forgetDictionary } from "../references.ts";
import { mustBeSeen } from "../table/retry.ts";
import { storeOf, type Store } from "../table/store.ts";
import type { Tx } from "../table/tx.ts";
import type { dictionariesContract } from "./contract.ts";
import { dictionaryNames, type Dictionary, type DictionaryEntry } from "./schema.ts";
import { DICTIONARY_PREFIX, DictionaryTable } from "./table.ts";

/** Entries of one dictionary at most: it is one item, and people choose from it by eye. */
const MOST_ENTRIES = 1000;
/** So many writers may be faster in turn before an addition gives up; each loss means that somebody else won. */
const MOST_ATTEMPTS = 60;

/** All dictionaries of the company in the order of {@link dictionaryNames}. */
export async function list(caller: Caller): Promise<{ dictionaries: Dictionary[] }> {
  const found = await storeOf(caller).query(DictionaryTable, {
    pk: "META",
    prefix: DICTIONARY_PREFIX,
    consistent: true,
  });
  return { dictionaries: dictionaryNames.flatMap((name) => found.find(({ id }) => id === name) ?? []) };
}

/**
 * Adds an entry at the end. A name that is there already, but for case and ё, answers the entry that has it;
 * a hidden one is shown again.
 */
export async function addEntry(
  caller: Caller,
  { id, name }: Input<typeof dictionariesContract.addEntry>,
): Promise<DictionaryEntry> {
  const store = storeOf(caller);
  for (let attempt = 1; ; attempt++) {
    const dictionary = demand(caller, "dictionaries", "create", await store.get(DictionaryTable, { id }));
    const there = entryNamed(dictionary.entries, name);
    if (there && !there.hidden) return there;
    try {
      return await (there ? showAgain(store, dictionary, there) : addTo(store, dictionary, name));
    } catch (error) {
      const faster = error instanceof Problem && (error.details.raced || error.details.reason === "busy");
      if (!faster || attempt >= MOST_ATTEMPTS) throw error;
    } finally {
      forgetDictionary(caller.tenant, id);
    }
  }
}

function addTo(store: Store, dictionary: Dictionary, name: string): Promise<DictionaryEntry> {
  if (dictionary.entries.length >= MOST_ENTRIES) throw new Problem("invalid_state", { reason: "dictionary_full" });
  const entry: DictionaryEntry = { id: newId("entry"), name };
  const tx = store.tx();
  tx.update(DictionaryTable, dictionary, { entries: [...dictionary.entries, entry] });
  return tx.commit(entry);
}

function showAgain(
  store: Store,
  dictionary: Dictionary,
  { hidden: _, ...entry }: DictionaryEntry,
): Promise<DictionaryEntry> {
  const tx = store.tx();
  tx.update(DictionaryTable, dictionary, {
    entries: dictionary.entries.map((one) => (one.id === entry.id ? entry : one)),
  });
  return tx.commit(entry);
}

/**
 * Renames, orders and hides entries; new ones come by {@link addEntry}. Every entry must be named once, since
 * records point at them; names stay different; a ready entry keeps its code whatever it is called.
 */
export async function change(
  caller: Caller,
  { id, entries, ver }: Input<typeof dictionariesContract.change>,
): Promise<Dictionary> {
  const store = storeOf(caller);
  const before = demand(caller, "dictionaries", "write", await store.get(DictionaryTable, { id }));
  mustBeSeen(before, ver);
  const known = new Map(before.entries.map((entry) => [entry.id, entry]));
  const names = new Set<string>();
  const after = entries.map(({ id: entryId, name, hidden }, index): DictionaryEntry => {
    const entry = known.get(entryId);
    // Absent as well when it was named before.
    if (!entry) throw invalid(`entries.${index}.id`, "unknown_entry");
    known.delete(entryId);
    if (names.has(fold(name))) throw invalid(`entries.${index}.name`, "same_name_twice");
    names.add(fold(name));
    return { id: entryId, name, ...(hidden ? { hidden } : {}), ...(entry.code ? { code: entry.code } : {}) };
  });
  if (known.size > 0) throw invalid("entries", "entry_left_out");
  const tx = store.tx();
  const changed = await tx.commit(tx.update(DictionaryTable, before, { entries: after }));
  forgetDictionary(caller.tenant, id);
  return changed;
}

/** The entry with this name, hidden or not, compared without case and ё. */
export function entryNamed(entries: readonly DictionaryEntry[], name: string): DictionaryEntry | undefined {
  const wanted = fold(name);
  return entries.find((entry) => fold(entry.name) === wanted);
}

/** Adds the dictionaries of a new company, in its language, to the transaction that founds it: 8 actions. */
export function startDictionaries(tx: Tx, language: Language): void {
  for (const id of dictionaryNames) {
    tx.create(DictionaryTable, {
      id,
      entries: startSet[id].map(({ code, ...names }) => ({
        id: newId("entry"),
        name: names[language],
        ...(code ? { code } : {}),
      })),
    });
  }
}
