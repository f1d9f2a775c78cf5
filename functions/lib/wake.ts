import { newId } from "#shared/ids.ts";
import { jobRequested } from "#shared/jobs/events.ts";
import { letterQueued } from "#shared/letters/events.ts";
import type { Due, PlatformStore } from "#shared/table/platform.ts";
import { after, type Instant } from "#shared/time.ts";
import { busEvent, sendMessage } from "./queues.ts";

/** What the clock does with a record that is due, by the prefix of its id: the event that set its worker to work comes again. */
const again: Record<string, { queue: string; name: string; v: number; payload: (id: string) => object }> = {
  job: { queue: "jobs", name: jobRequested.name, v: jobRequested.version, payload: (jobId) => ({ jobId }) },
  let: { queue: "letters", name: letterQueued.name, v: letterQueued.version, payload: (letterId) => ({ letterId }) },
};

/** A record whose worker was sent to it is not looked at again for so long: a queue that is behind is not filled with copies. */
const LEASE_SECONDS = 15 * 60;

/**
 * Wakes records that are due, unless they are due no more: the index is a little older than the table. Each is claimed
 * first; sent twice it is done once, since its worker takes a lease of its own. Answers how each of the claimed went.
 */
export async function wakeRecords(
  platform: PlatformStore,
  dues: readonly Due[],
  now: Instant,
): Promise<PromiseSettledResult<void>[]> {
  const claimed = await platform.claim(dues, after(now, LEASE_SECONDS));
  return Promise.allSettled(claimed.map((due) => wake(platform, due, now)));
}

async function wake(platform: PlatformStore, due: Due, now: Instant): Promise<void> {
  const known = again[due.id.split("_")[0]!];
  if (!known) throw new Error(`Nothing wakes a record like ${due.id}`);
  const item = await platform.get({ pk: due.pk, sk: due.sk });
  if (!item) return;
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
}
