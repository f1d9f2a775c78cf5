import type { Caller } from "../caller.ts";
import { companyContext } from "../companies/context.ts";
import { request } from "../jobs/jobs.ts";
import type { Fired } from "../reminders/fire.ts";
import type { Reminder } from "../reminders/schema.ts";
import { dayIn, type Instant } from "../time.ts";
import { dayAfter, instantOf } from "../wall.ts";

/** When a round goes by the clocks of its company, where it has not chosen. */
export const ROUND_AT = "06:00";

/**
 * Asks for the round of today and waits for that of the next day, in one transaction: one round a day, whatever was
 * missed or handed over twice.
 */
export async function round(caller: Caller, reminder: Reminder): Promise<Fired | undefined> {
  const company = (await companyContext(caller.tenant, caller))?.company;
  if (!company) return undefined;
  const { timeZone, roundAt = ROUND_AT } = company;
  const at = (day: string): Instant => instantOf(`${day}T${roundAt}`, timeZone);
  const today = dayIn(caller.now, timeZone);
  const arms = reminder.data?.["arm"] !== undefined;
  const next = { ...reminder, at: arms && at(today) > caller.now ? at(today) : at(dayAfter(today, 1)), data: {} };
  if (arms) return { next };
  return { next, also: (tx) => void request(caller, tx, { kind: "daily_round", subject: today }) };
}
