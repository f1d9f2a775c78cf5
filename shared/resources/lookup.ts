import type { Caller } from "../caller.ts";
import { invalid } from "../errors.ts";
import { Memory } from "../memory.ts";
import { storeOf } from "../table/store.ts";
import type { Resource } from "./schema.ts";
import { RESOURCES, ResourceTable } from "./table.ts";

const resources = new Memory<Resource[]>(1000, 10_000);

/** Resources of the company, ten seconds old at most. */
export function resourcesOf(caller: Caller): Promise<Resource[]> {
  return resources.get(caller.tenant, () => storeOf(caller).query(ResourceTable, { pk: RESOURCES }));
}

/** A resource by its id, ten seconds old at most; undefined where the company has none such. */
export async function resourceById(caller: Caller, id: string): Promise<Resource | undefined> {
  return (await resourcesOf(caller)).find((one) => one.id === id);
}

/** Makes the next look at the resources read them anew. */
export function forgetResources(tenant: string): void {
  resources.forget(tenant);
}

/** Refuses resources the company does not have or books no more. One added a moment ago elsewhere is looked for anew. */
export async function mustBeResources(caller: Caller, path: string, ids: readonly string[] = []): Promise<void> {
  if (ids.length === 0) return;
  const missing = async () => {
    const known = await resourcesOf(caller);
    return ids.findIndex((id) => !known.some((one) => one.id === id && !one.hidden));
  };
  if ((await missing()) < 0) return;
  forgetResources(caller.tenant);
  const place = await missing();
  if (place >= 0) throw invalid(`${path}.${place}`, "not_one_of");
}
