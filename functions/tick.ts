import middy from "@middy/core";
import type { Context, ScheduledEvent } from "aws-lambda";
import { newMeter } from "#shared/caller.ts";
import { config } from "#shared/config.ts";
import { PlatformStore, type Due } from "#shared/table/platform.ts";
import type { Instant } from "#shared/time.ts";
import { handOver, isReminder } from "./lib/hand-over.ts";
import { log, stackOf } from "./lib/log.ts";
import { wakeRecords } from "./lib/wake.ts";

/** Where the tick keeps the oldest day that may still have something due. */
const WATERMARK = { pk: "TICK#", sk: "#" };
const DAY_MS = 24 * 3600 * 1000;
/** Records woken at a time. */
const AT_ONCE = 20;
/** No further day is begun with less time left. */
const MARGIN_MS = 10_000;

interface Done {
  woken: number;
  failed: number;
}

/**
 * Each minute: wakes whatever is due by `event.time`, of the oldest unfinished day and those after it up to today.
 * A tick that was missed loses nothing, and one that is repeated does nothing twice.
 */
export const handler = middy<ScheduledEvent, { woken: number }>()
  .onError(({ error }) => log("error", "tick_failed", { stack: stackOf(error) }))
  .handler(async (event: ScheduledEvent, context: Context) => {
    const now = new Date(event.time).toISOString();
    const meter = newMeter();
    const platform = new PlatformStore(meter);
    const today = dayOf(now);
    // A tick by hand may run ahead of the clock; the watermark never does, or what comes due till then would be missed.
    const latest = daysAfter(dayOf(new Date().toISOString()), -1);
    const known = (await platform.get(WATERMARK))?.["day"] as string | undefined;
    let watermark = known ?? earlier(daysAfter(today, -1), latest);
    let finished = true;
    let oldest: Instant | undefined;
    let woken = 0;
    let failed = 0;
    for (let day = earlier(watermark, daysAfter(today, -1)); day <= today; day = daysAfter(day, 1)) {
      if (context.getRemainingTimeInMillis() < MARGIN_MS) break;
      let empty = true;
      for await (const due of platform.due(day.replaceAll("-", ""), now)) {
        empty = false;
        const first = due.reduce((least, { dueAt }) => earlier(least, dueAt), now);
        oldest = earlier(oldest ?? first, first);
        const done = await wakeAll(platform, due, now);
        woken += done.woken;
        failed += done.failed;
        if (context.getRemainingTimeInMillis() < MARGIN_MS) break;
      }
      finished &&= empty;
      if (finished && day >= watermark && day < latest) watermark = daysAfter(day, 1);
    }
    if (watermark !== known) await platform.put({ ...WATERMARK, day: watermark });
    metric(now, {
      TickLagSeconds: oldest ? Math.max(0, (Date.parse(now) - Date.parse(oldest)) / 1000) : 0,
      TickWoken: woken,
      TickReadUnits: meter.read,
      TickWriteUnits: meter.write,
    });
    // The rest was woken all the same; the failure is for whoever watches the function.
    if (failed > 0) throw new Error(`${failed} records were not woken`);
    return { woken };
  });

/** Wakes what is due: reminders are claimed and handed over many at a time, the rest one by one. */
async function wakeAll(platform: PlatformStore, due: readonly Due[], now: Instant): Promise<Done> {
  const reminders = due.filter(isReminder);
  const others = due.filter((one) => !isReminder(one));
  const done: Done = { woken: 0, failed: 0 };
  const count = (results: readonly PromiseSettledResult<number>[], each: number) => {
    for (const one of results) {
      if (one.status === "fulfilled") done.woken += one.value;
      else {
        log("error", "not_woken", { stack: stackOf(one.reason) });
        done.failed += each;
      }
    }
  };
  if (reminders.length > 0) count(await Promise.allSettled([handOver(platform, reminders, now)]), reminders.length);
  for (let from = 0; from < others.length; from += AT_ONCE) {
    const batch = others.slice(from, from + AT_ONCE);
    const sent = await wakeRecords(platform, batch, now).catch((reason: unknown) => [
      { status: "rejected" as const, reason },
    ]);
    count(
      sent.map((one) => (one.status === "fulfilled" ? { ...one, value: 1 } : one)),
      1,
    );
  }
  return done;
}

/** Writes figures in the embedded metric format, which CloudWatch turns into metrics by itself. */
function metric(now: Instant, values: Record<string, number>): void {
  const Metrics = Object.keys(values).map((Name) => ({ Name, Unit: Name.endsWith("Seconds") ? "Seconds" : "Count" }));
  // Two installations may share an account: the table tells them apart.
  const CloudWatchMetrics = [{ Namespace: "Prodano", Dimensions: [["Table"]], Metrics }];
  const _aws = { Timestamp: Date.parse(now), CloudWatchMetrics };
  process.stdout.write(`${JSON.stringify({ _aws, message: "tick", Table: config.table, ...values })}\n`);
}

function dayOf(at: Instant): string {
  return at.slice(0, 10);
}

function daysAfter(day: string, days: number): string {
  return dayOf(new Date(Date.parse(day) + days * DAY_MS).toISOString());
}

function earlier(one: string, other: string): string {
  return one < other ? one : other;
}
