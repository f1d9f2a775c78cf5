import type { Item, Key, Mirror } from "../table/entity.ts";
import type { Instant } from "../time.ts";
import type { Reminder } from "./schema.ts";

/** Prefix by which the due index names reminders. */
export const REMINDER_ID = "rem";

/** Where a reminder lies: all of one record in one partition. */
export function reminderKey({ kind, about, part = "" }: Pick<Reminder, "kind" | "about" | "part">): Key {
  return { pk: `R#${about.id}`, sk: `${kind}#${part}` };
}

/**
 * The item of a reminder. Features name it among the mirrors of a record, so it is written, moved and cancelled in the
 * transaction that changes the record; what was told already is not written again unless its moment changes.
 * @param dueAt when it is looked at, where that is not the moment meant
 */
export function reminderMirror(reminder: Reminder, dueAt: Instant = reminder.at): Mirror {
  return {
    ...reminderKey(reminder),
    entity: "reminder",
    d: { ...reminder },
    due: { at: dueAt, id: `${REMINDER_ID}_${reminder.about.id}` },
  };
}

/** A reminder as it waits, with its name in the due index. */
export interface Waiting extends Reminder {
  dsk: string;
  /** Whether it is in a worker's hands; one that is not waits for its moment. */
  claimed: boolean;
  /** How often it was tried in vain. */
  failures: number;
}

/** The reminder in an item; undefined where none waits there any more. */
export function waitingOf(item: Item | undefined): Waiting | undefined {
  if (typeof item?.["dsk"] !== "string") return undefined;
  return {
    ...(item["d"] as Reminder),
    dsk: item["dsk"],
    claimed: item["claimed"] === true,
    failures: Number(item["failures"] ?? 0),
  };
}
