import type { Instant } from "../time.ts";

/**
 * What waits for a moment. `task_soon` tells of a task; `morning` writes a day's letter; `digest` sends what was held
 * back; `round` goes through a company each day; `memorable` tells of a birthday or another date.
 */
export const reminderKinds = ["task_soon", "morning", "digest", "round", "memorable", "inquiry_due"] as const;
/** One of {@link reminderKinds}. */
export type ReminderKind = (typeof reminderKinds)[number];

/** A moment in the future at which something is looked at, and perhaps somebody told. */
export interface Reminder {
  kind: ReminderKind;
  /** The record it hangs on: the check at the moment reads it. */
  about: { kind: string; id: string };
  /** The employee it is for; the company itself where absent. */
  userId?: string;
  /** The moment that was meant. It may be looked at later: after quiet hours, after a failure. */
  at: Instant;
  /** Tells several of one kind on one record apart. */
  part?: string;
  /** What its kind must know besides. */
  data?: Record<string, string>;
}
