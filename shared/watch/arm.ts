import { reminderMirror } from "../reminders/items.ts";
import type { Tx } from "../table/tx.ts";
import { after } from "../time.ts";

/** Lets the daily rounds of a company begin: the next tick reckons when the first one is. 1 action. */
export function armRound(tx: Tx): void {
  const about = { kind: "company", id: tx.tenant };
  tx.put(reminderMirror({ kind: "round", about, at: after(tx.now, 1), data: { arm: "1" } }));
}
