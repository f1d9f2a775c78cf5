import type { Caller } from "./caller.ts";
import { companyContext, forgetContext } from "./companies/context.ts";
import { DictionaryTable } from "./dictionaries/table.ts";
import type { Dictionary, DictionaryEntry, DictionaryName } from "./dictionaries/schema.ts";
import { invalid } from "./errors.ts";
import { Memory } from "./memory.ts";
import { storeOf } from "./table/store.ts";

const dictionaries = new Memory<Dictionary | undefined>(5000, 10_000);

/** A dictionary of the company, ten seconds old at most. */
export function dictionaryOf(caller: Caller, name: DictionaryName): Promise<Dictionary | undefined> {
  return dictionaries.get(`${caller.tenant}|${name}`, () => storeOf(caller).get(DictionaryTable, { id: name }));
}

/** Makes the next look at a dictionary read it anew. */
export function forgetDictionary(tenant: string, name: DictionaryName): void {
  dictionaries.forget(`${tenant}|${name}`);
}

/** Refuses an entry that its dictionary does not have. An entry added a moment ago elsewhere is looked for anew. */
export async function mustBeEntry(
  caller: Caller,
  name: DictionaryName,
  path: string,
  id: string | null | undefined,
): Promise<void> {
  if (!id) return;
  const has = (dictionary: Dictionary | undefined) => dictionary?.entries.some((entry) => entry.id === id);
  if (has(await dictionaryOf(caller, name))) return;
  forgetDictionary(caller.tenant, name);
  if (!has(await dictionaryOf(caller, name))) throw invalid(path, "not_one_of");
}

/** The ready entry of a dictionary with this code, whatever its name has become. */
export async function entryByCode(
  caller: Caller,
  name: DictionaryName,
  code: string,
): Promise<DictionaryEntry | undefined> {
  return (await dictionaryOf(caller, name))?.entries.find((entry) => entry.code === code);
}

/** Refuses an employee who is not of the company or has left it. One added a moment ago elsewhere is looked for anew. */
export async function mustBeEmployee(caller: Caller, path: string, id: string | null | undefined): Promise<void> {
  if (!id) return;
  const works = async () => {
    const employee = (await companyContext(caller.tenant, caller))?.employee(id);
    return employee !== undefined && employee.state !== "closed";
  };
  if (await works()) return;
  forgetContext(caller.tenant);
  if (!(await works())) throw invalid(path, "not_one_of");
}
