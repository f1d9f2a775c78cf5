import { digest } from "#shared/notifications/digest.ts";
import type { ReminderKinds } from "#shared/reminders/fire.ts";
import { memorable } from "#shared/dates/memorable.ts";
import { morning } from "#shared/day/morning.ts";
import { inquiryDue } from "#shared/inquiries/due.ts";
import { taskSoon } from "#shared/tasks/soon.ts";
import { round } from "#shared/watch/round.ts";

/** The rules of every kind of reminder. */
export const reminderKinds: ReminderKinds = {
  task_soon: taskSoon,
  morning,
  digest,
  round,
  memorable,
  inquiry_due: inquiryDue,
};
