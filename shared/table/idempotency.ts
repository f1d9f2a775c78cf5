import type { Caller, Idempotency, PersonCaller } from "../caller.ts";
import { Problem } from "../errors.ts";
import type { Item } from "./entity.ts";
import type { PlatformStore } from "./platform.ts";
import { Store } from "./store.ts";
import { answerItem, idempotencyKey, type Tx } from "./tx.ts";

/**
 * The answer this request was given before, if it was; asked only after a request failed, so the usual way costs no read.
 * A key used for another request answers `conflict`.
 */
export async function replayOf(caller: Caller): Promise<{ answer: unknown } | undefined> {
  const { idempotency, actor } = caller;
  if (!idempotency) return undefined;
  const item = await new Store(caller).item(idempotencyKey(actor, idempotency.key));
  return item && answerIn(item, idempotency);
}

/** As {@link replayOf}, for a person outside any company; asked before the request is carried out. */
export async function replayOfPerson(
  store: PlatformStore,
  caller: PersonCaller,
): Promise<{ answer: unknown } | undefined> {
  const { idempotency, personId } = caller;
  const item = idempotency && (await store.get(idempotencyKey(personId, idempotency.key)));
  return item && answerIn(item, idempotency);
}

/** Leaves the answer for a person's repeat in the transaction of what he asked. */
export function rememberForPerson(tx: Tx, { idempotency, personId, now }: PersonCaller, answer: unknown): void {
  if (!idempotency) return;
  const item = { ...idempotencyKey(personId, idempotency.key), ...answerItem(idempotency, answer, now) };
  tx.platformPut(item, () => new Problem("conflict", { reason: "busy" }));
}

function answerIn(item: Item, { fingerprint }: Idempotency): { answer: unknown } {
  if (item["fingerprint"] !== fingerprint) throw new Problem("conflict", { reason: "key_of_another_request" });
  return { answer: JSON.parse(String(item["answer"])) };
}
