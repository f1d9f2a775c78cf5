import type { Caller } from "../caller.ts";
import { companyContext } from "../companies/context.ts";
import { invalid, notFound, Problem } from "../errors.ts";
import type { Input } from "../http/contract.ts";
import { recordOf } from "../table/entity.ts";
import { storeOf } from "../table/store.ts";
import { MOST_ACTIONS, type Tx } from "../table/tx.ts";
import type { Day, Instant } from "../time.ts";
import { dayAfter, daysBetween, instantOf, wallOf } from "../wall.ts";
import type { resourcesContract } from "./contract.ts";
import { resourcesOf } from "./lookup.ts";
import type { Booking } from "./schema.ts";
import { BookingDayTable, bookingsPartition, ResourceTable, type BookingDay } from "./table.ts";

/** Days of UTC a booking may touch: what it writes goes into one transaction. */
const MOST_DAYS = 31;
/** How far a free moment is looked for when the wanted one is taken. */
const LOOK_DAYS = 31;
/** Actions the rest of a transaction may still add: the answer of a repeatable request among them. */
const SPARE_ACTIONS = 4;
/** Days a list of bookings may span. */
const MOST_LISTED_DAYS = 62;

/** What a task holds: its resources for a time. */
export interface Claim extends Booking {
  resourceIds: readonly string[];
}

/** What becomes of the bookings of one task. */
export interface Rebooking {
  was: Claim | undefined;
  is: Claim | undefined;
}

/**
 * Adds to a transaction what becomes of bookings: those of the claims that were go, those of the claims that are come.
 * Each day of each resource is written over the version read here, so of two who want the same time one must read again
 * (`raced`) and then finds it taken: `conflict` with whoever has it, until when, and when all of it is free next.
 */
export async function bookIn(caller: Caller, tx: Tx, all: readonly Rebooking[]): Promise<void> {
  const changes = all.filter(({ was, is }) => !same(was, is));
  const keys = keysOf(changes.flatMap(({ was, is }) => [was, is]).filter((claim) => claim !== undefined));
  if (keys.length === 0) return;
  const claims = changes.flatMap(({ is }) => is ?? []);
  if (claims.some((claim) => daysOf(claim).length > MOST_DAYS)) throw invalid("minutes", "too_big");
  if (tx.size + keys.length > MOST_ACTIONS - SPARE_ACTIONS) throw invalid("resourceIds", "too_much_at_once");
  const own = new Set(changes.map(({ was, is }) => (was ?? is)!.taskId));
  const items = await storeOf(caller).itemsAt(keys.map((key) => BookingDayTable.key(key)));
  const days = keys.map((key, place) => {
    const item = items[place];
    const before = item && recordOf(BookingDayTable, item);
    return { key, before, bookings: before?.bookings.filter(({ taskId }) => !own.has(taskId)) ?? [] };
  });
  for (const claim of claims) {
    const touched = new Set(daysOf(claim));
    for (const { key, bookings } of days) {
      if (!claim.resourceIds.includes(key.resourceId) || !touched.has(key.id)) continue;
      const taken = bookings.find((one) => overlap(one, claim));
      if (taken) throw await refusal(caller, key.resourceId, taken, claim);
      bookings.push(bookingOf(claim));
    }
  }
  const raced = () => new Problem("conflict", { reason: "busy", raced: true });
  for (const { key, before, bookings } of days) {
    bookings.sort(byStart);
    if (before) tx.update(BookingDayTable, before, { bookings }, raced);
    else tx.create(BookingDayTable, { ...key, bookings }, raced);
  }
}

/** When a resource is taken, by the caller's clock, in order. */
export async function bookings(caller: Caller, { id, from, to }: Input<typeof resourcesContract.bookings>) {
  if (to < from) throw invalid("to", "ends_before_start");
  if (daysBetween(from, to) >= MOST_LISTED_DAYS) throw invalid("to", "span_too_long", { most: MOST_LISTED_DAYS });
  if (!(await storeOf(caller).get(ResourceTable, { id }))) throw notFound();
  const zone = caller.timeZone;
  const start = instantOf(`${from}T00:00`, zone);
  const end = instantOf(`${dayAfter(to, 1)}T00:00`, zone);
  const found = await bookedBetween(caller, id, start, end);
  return {
    bookings: found.map((one) => ({
      from: wallOf(one.from, zone),
      to: wallOf(one.to, zone),
      performerId: one.performerId,
    })),
  };
}

/** Bookings of a resource that touch a time, each once, in order. */
export async function bookedBetween(
  caller: Caller,
  resourceId: string,
  from: Instant,
  to: Instant,
): Promise<Booking[]> {
  const days = await storeOf(caller).query(BookingDayTable, {
    pk: bookingsPartition(resourceId),
    from: from.slice(0, 10),
    to: to.slice(0, 10),
    consistent: true,
  });
  const found = new Map<string, Booking>();
  for (const one of days.flatMap((day: BookingDay) => day.bookings))
    if (overlap(one, { from, to })) found.set(one.taskId, one);
  return [...found.values()].sort(byStart);
}

/** Who has it until when, and when everything wanted is free for as long, within a month. */
async function refusal(caller: Caller, resourceId: string, taken: Booking, wanted: Claim): Promise<Problem> {
  const [resources, context, free] = await Promise.all([
    resourcesOf(caller),
    companyContext(caller.tenant, caller),
    nextFree(caller, wanted),
  ]);
  const told = new Intl.DateTimeFormat(caller.language, {
    dateStyle: "medium",
    timeStyle: "short",
    timeZone: caller.timeZone,
  });
  return new Problem("conflict", {
    reason: free ? "resource_taken" : "resource_taken_long",
    params: {
      name: resources.find(({ id }) => id === resourceId)?.name ?? "",
      who: context?.employee(taken.performerId)?.name ?? "",
      until: told.format(new Date(taken.to)),
      ...(free ? { free: told.format(new Date(free)) } : {}),
    },
    current: {
      resourceId,
      performerId: taken.performerId,
      until: wallOf(taken.to, caller.timeZone),
      ...(free ? { free: wallOf(free, caller.timeZone) } : {}),
    },
  });
}

async function nextFree(caller: Caller, { taskId, resourceIds, from, to }: Claim): Promise<Instant | undefined> {
  const length = Date.parse(to) - Date.parse(from);
  const limit = `${dayAfter(from.slice(0, 10), LOOK_DAYS)}T00:00:00.000Z`;
  const all = await Promise.all(resourceIds.map((id) => bookedBetween(caller, id, from, limit)));
  let at = Date.parse(from);
  for (const one of all.flat().sort(byStart)) {
    if (one.taskId === taskId || Date.parse(one.to) <= at) continue;
    if (Date.parse(one.from) >= at + length) break;
    at = Date.parse(one.to);
  }
  const free = new Date(at).toISOString();
  return free < limit ? free : undefined;
}

function keysOf(claims: readonly Claim[]): { resourceId: string; id: Day }[] {
  const keys = claims.flatMap((claim) =>
    claim.resourceIds.flatMap((resourceId) => daysOf(claim).map((id) => ({ resourceId, id }))),
  );
  return [...new Map(keys.map((key) => [`${key.resourceId}|${key.id}`, key])).values()];
}

/** Days of UTC that a time touches. */
function daysOf({ from, to }: Pick<Booking, "from" | "to">): Day[] {
  const first = from.slice(0, 10);
  const last = new Date(Date.parse(to) - 1).toISOString().slice(0, 10);
  return Array.from({ length: daysBetween(first, last) + 1 }, (_, days) => dayAfter(first, days));
}

function overlap(one: Pick<Booking, "from" | "to">, other: Pick<Booking, "from" | "to">): boolean {
  return one.from < other.to && other.from < one.to;
}

function bookingOf({ taskId, performerId, from, to }: Claim): Booking {
  return { taskId, performerId, from, to };
}

function same(one: Claim | undefined, other: Claim | undefined): boolean {
  if (!one || !other) return one === other;
  const asText = (claim: Claim) => JSON.stringify([bookingOf(claim), [...claim.resourceIds].sort()]);
  return asText(one) === asText(other);
}

function byStart(one: Booking, other: Booking): number {
  return one.from < other.from ? -1 : one.from > other.from ? 1 : one.taskId < other.taskId ? -1 : 1;
}
