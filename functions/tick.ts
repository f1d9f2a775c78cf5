import middy from "@middy/core";
import type { Context, ScheduledEvent } from "aws-lambda";
import { newMeter } from "#shared/caller.ts";
import { config } from "#shared/config.ts";
import { PlatformStore } from "#shared/table/platform.ts";
import type { Instant } from "#shared/time.ts";
import { log, stackOf } from "./lib/log.ts";
import { wake } from "./lib/wake.ts";

/** Where the tick keeps the oldest day that may still have something due. */
const WATERMARK = { pk: "TICK#", sk: "#" };
const DAY_MS = 24 * 3600 * 1000;
/** Records woken at a time. */
const AT_ONCE = 20;
/** No further day is begun with less time left. */
const MARGIN_MS = 10_000;

/**
 * Each minute: wakes whatever is due by `event.time`, of the oldest unfinished day and those after it up to today.
 * A tick that was missed loses nothing, and one that is repeated does nothing twice.
 */
export const handler = middy<ScheduledEvent, { woken: number }>()
  .onError(({ error }) => log("error", "tick_failed", { stack: stackOf(error) }))
  .handler(async (event: ScheduledEvent, context: Context) => {
    const now = new Date(event.time).toISOString();
    const platform = new PlatformStore(newMeter());
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
      const due = await platform.due(day.replaceAll("-", ""), now);
      for (let from = 0; from < due.length; from += AT_ONCE) {
        const sent = await Promise.allSettled(due.slice(from, from + AT_ONCE).map((one) => wake(platform, one, now)));
        woken += sent.filter((one) => one.status === "fulfilled" && one.value).length;
        for (const one of sent)
          if (one.status === "rejected") log("error", "not_woken", { stack: stackOf(one.reason) });
        failed += sent.filter(({ status }) => status === "rejected").length;
      }
      oldest ??= due.map(({ dueAt }) => dueAt).sort()[0];
      finished &&= due.length === 0;
      if (finished && day >= watermark && day < latest) watermark = daysAfter(day, 1);
    }
    if (watermark !== known) await platform.put({ ...WATERMARK, day: watermark });
    metric(now, {
      TickLagSeconds: oldest ? Math.max(0, (Date.parse(now) - Date.parse(oldest)) / 1000) : 0,
      TickWoken: woken,
    });
    // The rest was woken all the same; the failure is for whoever watches the function.
    if (failed > 0) throw new Error(`${failed} records were not woken`);
    return { woken };
  });

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
