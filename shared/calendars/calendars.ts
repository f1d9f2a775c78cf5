import type { Caller } from "../caller.ts";
import { peopleOf } from "../employees/places.ts";
import { Problem } from "../errors.ts";
import type { Input } from "../http/contract.ts";
import { newId } from "../ids.ts";
import { demand } from "../policy.ts";
import { mustBeSeen, nullsOut } from "../table/retry.ts";
import { storeOf } from "../table/store.ts";
import type { calendarsContract } from "./contract.ts";
import { forgetCalendars, withMain } from "./lookup.ts";
import type { WorkingCalendar } from "./schema.ts";
import { CALENDARS, CalendarTable } from "./table.ts";

export { countries, holidays } from "./holidays.ts";

type In<K extends keyof typeof calendarsContract> = Input<(typeof calendarsContract)[K]>;

/** Calendars of a company at most. */
const MOST_CALENDARS = 50;

/** All calendars of the company in the order they were added. One of them is the main one. */
export async function list(caller: Caller): Promise<{ calendars: WorkingCalendar[] }> {
  return { calendars: await withMain(caller, await stored(caller)) };
}

/** Adds a calendar that nobody works by yet. */
export async function add(caller: Caller, input: In<"add">): Promise<WorkingCalendar> {
  if ((await stored(caller)).length >= MOST_CALENDARS)
    throw new Problem("invalid_state", { reason: "too_many_calendars", params: { most: MOST_CALENDARS } });
  const tx = storeOf(caller).tx();
  const added = await tx.commit(tx.create(CalendarTable, { ...input, id: newId("calendar") }));
  forgetCalendars(caller.tenant);
  return added;
}

/** Changes a calendar. With `main` it takes that place in the same moment as the other gives it up. */
export async function change(caller: Caller, { id, ver, ...wanted }: In<"change">): Promise<WorkingCalendar> {
  const all = await written(caller);
  const before = demand(
    caller,
    "settings",
    "write",
    all.find((one) => one.id === id),
  );
  mustBeSeen(before, ver);
  const tx = storeOf(caller).tx();
  const mainBefore = all.find(({ main }) => main)!;
  if (wanted.main && mainBefore.id !== id) tx.update(CalendarTable, mainBefore, { main: undefined });
  const changed = await tx.commit(tx.update(CalendarTable, before, nullsOut(wanted)));
  forgetCalendars(caller.tenant);
  return changed;
}

/** Removes a calendar that is not the main one and that nobody works by; who left does not count. */
export async function remove(caller: Caller, { id }: In<"remove">): Promise<Record<string, never>> {
  const { calendars } = await list(caller);
  const before = demand(
    caller,
    "settings",
    "delete",
    calendars.find((one) => one.id === id),
  );
  if (before.main) throw new Problem("invalid_state", { reason: "main_calendar" });
  const { employees } = await peopleOf(caller);
  const user = employees.find(({ calendarId, state }) => calendarId === id && state !== "closed");
  if (user) throw new Problem("invalid_state", { reason: "calendar_in_use", params: { name: user.name } });
  const tx = storeOf(caller).tx();
  tx.remove(CalendarTable, before);
  await tx.commit({});
  forgetCalendars(caller.tenant);
  return {};
}

function stored(caller: Caller): Promise<WorkingCalendar[]> {
  return storeOf(caller).query(CalendarTable, { pk: CALENDARS, consistent: true });
}

/**
 * All calendars as they are stored. The first one, until then merely supposed, is written down as it was shown, in a
 * transaction of its own: what changes it next finds the version it has seen.
 */
async function written(caller: Caller): Promise<WorkingCalendar[]> {
  const known = await stored(caller);
  if (known.some(({ main }) => main)) return known;
  const { ver: _, ...first } = (await withMain(caller, known)).find(({ main }) => main)!;
  const tx = storeOf(caller).tx();
  tx.create(CalendarTable, first);
  try {
    await tx.commit({}, { remember: false });
  } catch (error) {
    // Somebody else wrote it down at the same moment.
    if (!(error instanceof Problem) || error.details.reason !== "exists_already") throw error;
  }
  return stored(caller);
}
