import { mustBeCalendar } from "../calendars/lookup.ts";
import type { Caller } from "../caller.ts";
import { Problem } from "../errors.ts";
import type { Input } from "../http/contract.ts";
import { newId } from "../ids.ts";
import { demand } from "../policy.ts";
import { mustBeEmployee } from "../references.ts";
import { mustBeSeen, nullsOut } from "../table/retry.ts";
import { storeOf } from "../table/store.ts";
import type { Tx } from "../table/tx.ts";
import type { resourcesContract } from "./contract.ts";
import { forgetResources } from "./lookup.ts";
import { MOST_KINDS_OF_RESOURCES, type Resource } from "./schema.ts";
import { RESOURCES, ResourceTable } from "./table.ts";

export { bookings } from "./bookings.ts";

type In<K extends keyof typeof resourcesContract> = Input<(typeof resourcesContract)[K]>;

/** All resources of the company, hidden ones among them, in the order they were added. */
export async function list(caller: Caller): Promise<{ resources: Resource[] }> {
  return { resources: await storeOf(caller).query(ResourceTable, { pk: RESOURCES, consistent: true }) };
}

/** Adds a resource. A name that another has, but for case and ё, answers `conflict` with that resource. */
export async function add(caller: Caller, input: In<"add">): Promise<Resource> {
  const [{ resources }] = await Promise.all([
    list(caller),
    mustBeEmployee(caller, "employeeId", input.employeeId),
    mustBeCalendar(caller, "calendarId", input.calendarId),
  ]);
  if (resources.length >= MOST_KINDS_OF_RESOURCES)
    throw new Problem("invalid_state", { reason: "too_many_resources", params: { most: MOST_KINDS_OF_RESOURCES } });
  const tx = storeOf(caller).tx();
  return committed(caller, tx, tx.create(ResourceTable, { ...input, id: newId("resource") }));
}

/** Changes a resource; hidden, it keeps what it was booked for and is booked no more. */
export async function change(caller: Caller, { id, ver, ...wanted }: In<"change">): Promise<Resource> {
  const store = storeOf(caller);
  const before = demand(caller, "settings", "write", await store.get(ResourceTable, { id }));
  mustBeSeen(before, ver);
  if (wanted.employeeId !== before.employeeId) await mustBeEmployee(caller, "employeeId", wanted.employeeId);
  if (wanted.calendarId !== before.calendarId) await mustBeCalendar(caller, "calendarId", wanted.calendarId);
  const tx = store.tx();
  return committed(caller, tx, tx.update(ResourceTable, before, nullsOut(wanted)));
}

async function committed(caller: Caller, tx: Tx, resource: Resource): Promise<Resource> {
  try {
    return await tx.commit(resource);
  } catch (error) {
    if (!(error instanceof Problem) || error.details.reason !== "duplicate") throw error;
    const { holder } = error.details.current as { holder: { id: string } };
    const current = await storeOf(caller).get(ResourceTable, { id: holder.id });
    throw new Problem("conflict", {
      reason: "name_taken",
      params: { name: resource.name },
      ...(current ? { current } : {}),
    });
  } finally {
    forgetResources(caller.tenant);
  }
}
