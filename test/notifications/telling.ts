import type { Caller } from "#shared/caller.ts";
import { notify, type Notice } from "#shared/notifications/notify.ts";
import { retryStale } from "#shared/table/retry.ts";
import { storeOf } from "#shared/table/store.ts";
import type { Instant } from "#shared/time.ts";

/** A notice that is known by its number wherever it is told. */
export function aNotice(number: number, urgent: boolean, at: Instant): Notice {
  const about = { kind: "conversation", id: `n${number}` };
  // A name of fixed length, so that none is the beginning of another.
  const values = { who: `Told-${String(number).padStart(3, "0")}`, what: "" };
  return { kind: "message_received", about, path: "messages", values, at, ...(urgent ? { urgent } : {}) };
}

/** Tells a caller himself something, in one transaction. */
export async function tell(caller: Caller, notices: readonly Notice[]): Promise<void> {
  await retryStale(async () => {
    const tx = storeOf(caller).tx();
    await notify(caller, tx, caller.userId, notices);
    await tx.commit(undefined);
  });
}
