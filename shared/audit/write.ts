import type { Caller } from "../caller.ts";
import { Problem } from "../errors.ts";
import type { Envelope, PayloadOf } from "../events.ts";
import type { recordChanged } from "../table/changed.ts";
import { storeOf } from "../table/store.ts";
import type { Change } from "./contract.ts";
import { CHANGE, changeKey } from "./keys.ts";

/**
 * Writes a change into the trail. Each version of a record has its own key, so changes may come in any order and any
 * number of times: what is there stays as it is.
 */
export async function writeChange(
  caller: Caller,
  { at, actor, payload }: Envelope<PayloadOf<typeof recordChanged>>,
): Promise<void> {
  const { entity, id, ver, before = {}, after = {} } = payload;
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])];
  const d: Change = {
    ver,
    at,
    by: actor,
    entity,
    fields: names.map((field) => ({ field, before: before[field], after: after[field] })),
  };
  const tx = storeOf(caller).tx();
  tx.mark(changeKey(id, ver), { e: CHANGE, d }, () => new Problem("conflict", { reason: "exists_already" }));
  try {
    await tx.commit({});
  } catch (error) {
    if (!(error instanceof Problem) || error.details.reason !== "exists_already") throw error;
  }
}
