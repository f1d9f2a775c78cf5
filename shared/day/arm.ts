import { reminderMirror } from "../reminders/items.ts";
import type { Tx } from "../table/tx.ts";
import { after } from "../time.ts";

/** Lets an employee's morning letters begin: the next tick reckons when his next morning is. 1 action. */
export function armMorning(tx: Tx, userId: string): void {
  const about = { kind: "employee", id: userId };
  tx.put(reminderMirror({ kind: "morning", about, userId, at: after(tx.now, 1), data: { arm: "1" } }));
}
