import { slotsBetween, type TaskSource } from "./source.ts";
import { merged, type Ms } from "./spans.ts";

/** Whom a task keeps busy: its performer, and consultants it books. */
export function peopleReader(
  source: TaskSource,
  consultants: ReadonlyMap<string, string>,
): (slot: number) => readonly string[] {
  const performerId = source.reader("performerId");
  const resourceIds = source.reader("resourceIds");
  return (slot) => {
    const performer = String(performerId(slot));
    const booked = resourceIds(slot);
    if (!Array.isArray(booked) || consultants.size === 0) return [performer];
    const also = (booked as string[]).flatMap((id) => consultants.get(id) ?? []);
    return [...new Set([performer, ...also])];
  };
}

/** When a task keeps people busy; undefined where it takes no time or was cancelled. */
export function busyReader(source: TaskSource): (slot: number) => Ms | undefined {
  const startsAt = source.reader("startsAt");
  const endsAt = source.reader("endsAt");
  return (slot) => {
    const to = endsAt(slot);
    return to === null ? undefined : { from: Date.parse(String(startsAt(slot))), to: Date.parse(String(to)) };
  };
}

/** When each of some people is busy between two moments, whatever the reason. */
export function busyTimes(
  source: TaskSource,
  consultants: ReadonlyMap<string, string>,
  ids: readonly string[],
  bounds: Ms,
): Map<string, Ms[]> {
  const found = new Map(ids.map((id) => [id, [] as Ms[]]));
  const peopleOf = peopleReader(source, consultants);
  const busyOf = busyReader(source);
  for (const slot of slotsBetween(source, new Date(bounds.from).toISOString(), new Date(bounds.to).toISOString())) {
    const busy = busyOf(slot);
    if (!busy || !source.exists(slot)) continue;
    for (const id of peopleOf(slot)) found.get(id)?.push(busy);
  }
  return new Map([...found].map(([id, spans]) => [id, merged(spans)]));
}
