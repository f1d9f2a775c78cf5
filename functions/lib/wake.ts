import { newId } from "#shared/ids.ts";
import { jobRequested } from "#shared/jobs/events.ts";
import { letterQueued } from "#shared/letters/events.ts";
import type { Due, PlatformStore } from "#shared/table/platform.ts";
import type { Instant } from "#shared/time.ts";
import { busEvent, sendMessage } from "./queues.ts";

/** What the clock does with a record that is due, by the prefix of its id: the event that set its worker to work comes again. */
const again: Record<string, { queue: string; name: string; v: number; payload: (id: string) => object }> = {
  job: { queue: "jobs", name: jobRequested.name, v: jobRequested.version, payload: (jobId) => ({ jobId }) },
  let: { queue: "letters", name: letterQueued.name, v: letterQueued.version, payload: (letterId) => ({ letterId }) },
};

/**
 * Wakes what is due, unless it is due no more: the index is a little older than the table. Sent twice it is done once,
 * since its worker takes a lease. Answers whether it was sent.
 */
export async function wake(platform: PlatformStore, due: Due, now: Instant): Promise<boolean> {
  const known = again[due.id.split("_")[0]!];
  if (!known) throw new Error(`Nothing wakes a record like ${due.id}`);
  const item = await platform.get({ pk: due.pk, sk: due.sk });
  if (item?.["dsk"] !== `${due.dueAt}#${due.tenant}#${due.id}`) return false;
  const envelope = {
    id: newId("event"),
    name: known.name,
    v: known.v,
    at: now,
    tenant: due.tenant,
    actor: "system",
    entity: { kind: String(item["e"]), id: due.id, ver: Number(item["ver"]) },
    payload: known.payload(due.id),
  };
  await sendMessage(known.queue, busEvent(envelope, now));
  return true;
}
