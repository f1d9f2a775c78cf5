import type { Caller } from "../caller.ts";
import { Problem } from "../errors.ts";
import { Store } from "./store.ts";
import { idempotencyKey } from "./tx.ts";

/**
 * The answer this request was given before, if it was; asked only after a request failed, so the usual way costs no read.
 * A key used for another request answers `conflict`.
 */
export async function replayOf(caller: Caller): Promise<{ answer: unknown } | undefined> {
  const { idempotency, actor } = caller;
  if (!idempotency) return undefined;
  const item = await new Store(caller).item(idempotencyKey(actor, idempotency.key));
  if (!item) return undefined;
  if (item["fingerprint"] !== idempotency.fingerprint) throw new Problem("conflict", { reason: "key_of_another_request" });
  return { answer: JSON.parse(String(item["answer"])) };
}
