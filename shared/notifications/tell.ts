import type { Caller } from "../caller.ts";
import { Problem } from "../errors.ts";
import { retryStale } from "../table/retry.ts";
import { storeOf } from "../table/store.ts";
import { ttlAfter } from "../time.ts";
import { notify, type Notice } from "./notify.ts";
import { noticesOf } from "./table.ts";

/** Who is told what. */
export interface Told {
  userId: string;
  notice: Notice;
}

/** An event may come again within two weeks: as long as its queue keeps it. */
const REMEMBERED_SECONDS = 15 * 24 * 3600;

/**
 * Tells one employee of an event, once however often the event comes: what he is told and the mark that he was are one
 * transaction. Whoever left is told nothing.
 */
export async function tellOnce(caller: Caller, eventId: string, { userId, notice }: Told): Promise<void> {
  try {
    await retryStale(async () => {
      const tx = storeOf(caller).tx();
      const ttl = ttlAfter(caller.now, REMEMBERED_SECONDS);
      tx.mark({ pk: noticesOf(userId), sk: `E#${eventId}` }, { e: "told", ttl }, () => new ToldBefore());
      await notify(caller, tx, userId, [notice]);
      if (tx.size > 1) await tx.commit(undefined);
    });
  } catch (error) {
    if (!(error instanceof ToldBefore)) throw error;
  }
}

class ToldBefore extends Problem {
  constructor() {
    super("conflict", { reason: "told" });
  }
}
