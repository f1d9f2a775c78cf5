import type { Caller } from "../caller.ts";
import { companyContext } from "../companies/context.ts";
import { Problem } from "../errors.ts";
import { countTry, limits } from "../people/limits.ts";
import { may } from "../policy.ts";
import type { Unique } from "../table/entity.ts";
import { PlatformStore } from "../table/platform.ts";
import { storeOf } from "../table/store.ts";
import { duplicateMet } from "./events.ts";
import type { KeyField } from "./keys.ts";
import type { DuplicateOf } from "./schema.ts";
import { ClientTable } from "./table.ts";

/**
 * Who leads the card that has a value, and since when: told even to those who may not open the card (rule 1, the one
 * exception to rule 11), therefore limited by user and written down as an event of that card.
 */
export async function duplicateOf(caller: Caller, field: KeyField, clientId: string): Promise<DuplicateOf | undefined> {
  await countTry(new PlatformStore(caller.meter), limits.checkByUser, `${caller.tenant}|${caller.userId}`, caller.now);
  const client = await storeOf(caller).get(ClientTable, { id: clientId }, { bin: true });
  if (!client) return undefined;
  const context = await companyContext(caller.tenant, caller);
  const { idempotency: _none, ...rest } = caller;
  const tx = storeOf(rest).tx();
  tx.event(duplicateMet, { kind: "client", id: client.id, ver: client.ver }, { field });
  await tx.commit(undefined);
  return {
    field,
    curator: (client.curatorId && context?.employee(client.curatorId)?.name) ?? "—",
    firstContactOn: client.firstContactOn,
    ...(may(caller, "clients", "read", client) ? { clientId: client.id } : {}),
  };
}

/** Turns the collision of a unique value into the refusal that names curator and date of first contact. */
export async function toldDuplicate(caller: Caller, error: unknown): Promise<unknown> {
  if (!(error instanceof Problem) || error.details.reason !== "duplicate") return error;
  const { field, holder } = error.details.current as { field: KeyField; holder?: { id: string } };
  const duplicate = holder && (await duplicateOf(caller, field, holder.id));
  if (!duplicate) return new Problem("conflict", { reason: "busy" });
  return new Problem("conflict", {
    reason: "duplicate_client",
    params: { curator: duplicate.curator, since: duplicate.firstContactOn },
    current: duplicate,
  });
}

/** Cards that hold any of the values. */
export async function duplicatesOf(caller: Caller, keys: readonly Unique[]): Promise<DuplicateOf[]> {
  const found: DuplicateOf[] = [];
  for (const key of keys) {
    const holder = await storeOf(caller).holder(key);
    const duplicate = holder && (await duplicateOf(caller, key.field as KeyField, holder.id));
    if (duplicate) found.push(duplicate);
  }
  return found;
}
