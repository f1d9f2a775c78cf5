import { REMINDER_ID } from "#shared/reminders/items.ts";
import { tenantPrefix } from "#shared/table/layout.ts";
import type { Due, PlatformStore } from "#shared/table/platform.ts";
import { after, type Instant } from "#shared/time.ts";
import * as z from "zod";
import { sendMessages } from "./queues.ts";

/** A reminder that nobody worked on by then is handed over again. */
const LEASE_SECONDS = 5 * 60;
/** Claims under way at a time, each in transactions of its own. */
const LANES = 4;
/** Reminders of one company in one message: a few seconds of work. */
const MOST_TOGETHER = 25;

/** What the tick hands to the worker of reminders: keys without the company, as they were claimed. */
export const HandedOver = z.object({
  tenant: z.string(),
  now: z.iso.datetime(),
  reminders: z.array(z.tuple([z.string(), z.string()])).min(1),
});

/** Whether an entry of the due index is a reminder. */
export function isReminder({ id }: Due): boolean {
  return id.startsWith(`${REMINDER_ID}_`);
}

/**
 * Claims reminders that are due and hands them to their worker, those of one company together. What is claimed and
 * never arrives comes again when its lease ends. Answers how many were handed over.
 */
export async function handOver(platform: PlatformStore, dues: readonly Due[], now: Instant): Promise<number> {
  const until = after(now, LEASE_SECONDS);
  const lanes = Array.from({ length: LANES }, (_, lane) => dues.filter((_, place) => place % LANES === lane));
  const done = await Promise.allSettled(lanes.map((lane) => platform.claim(lane, until)));
  const claimed = done.flatMap((lane) => (lane.status === "fulfilled" ? lane.value : []));
  const bodies: string[] = [];
  for (const [tenant, its] of Map.groupBy(claimed, ({ tenant }) => tenant)) {
    const skip = tenantPrefix(tenant).length;
    const keys = its.map(({ pk, sk }): [string, string] => [pk.slice(skip), sk]).sort();
    for (let from = 0; from < keys.length; from += MOST_TOGETHER) {
      const handed: z.infer<typeof HandedOver> = { tenant, now, reminders: keys.slice(from, from + MOST_TOGETHER) };
      bodies.push(JSON.stringify(handed));
    }
  }
  await sendMessages("reminders", bodies);
  // What the other lanes have claimed is on its way all the same.
  for (const lane of done) if (lane.status === "rejected") throw lane.reason;
  return claimed.length;
}
