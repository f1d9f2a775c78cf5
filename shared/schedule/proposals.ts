import type { Caller } from "../caller.ts";
import type { CompanyContext } from "../companies/context.ts";
import { invalid } from "../errors.ts";
import { calendarById } from "../calendars/lookup.ts";
import type { Input } from "../http/contract.ts";
import { bookedBetween } from "../resources/bookings.ts";
import { mustBeResources, resourceById } from "../resources/lookup.ts";
import { dayAfter, instantOf, wallOf } from "../wall.ts";
import { busyTimes, peopleReader } from "./busy.ts";
import type { scheduleQueries } from "./contract.ts";
import { boundsOf, consultantsOf, contextOf, mustKnow, workingTime, worksOf, type Work } from "./people.ts";
import { MOST_PEOPLE, type Proposal } from "./schema.ts";
import { slotsBetween, taskSource, type TaskSource } from "./source.ts";
import { common, merged, within, without, type Ms } from "./spans.ts";

type In<K extends keyof typeof scheduleQueries> = Input<(typeof scheduleQueries)[K]>;

const MINUTE_MS = 60_000;
/** How far a first free moment is looked for beyond the time asked about. */
const LOOK_DAYS = 14;

/** Free working time of people between two days from now on, and what all of them and the resources have in common. */
export async function free(caller: Caller, { from, to, employees, resources = [], minutes, see }: In<"free">) {
  const bounds = ahead(caller, boundsOf(caller, from, to));
  const ids = mustKnow(await contextOf(caller), employees);
  await mustBeResources(caller, "resources", resources);
  const [source, works, consultants, ...ofResources] = await Promise.all([
    taskSource(caller, see),
    worksOf(caller, ids, from, to),
    consultantsOf(caller),
    ...resources.map((id) => freeResource(caller, id, bounds)),
  ]);
  const busy = busyTimes(source, consultants, ids, bounds);
  const all = works.map((work) => without(workingTime(work, bounds), busy.get(work.employeeId)!));
  const shown = (spans: readonly Ms[]) => longEnough(spans, minutes).map((span) => wallSpan(caller, span));
  return {
    people: works.map(({ employeeId }, place) => ({ employeeId, free: shown(all[place]!) })),
    common: shown([...all, ...ofResources].reduce((shared, one) => common(shared, one))),
  };
}

/** When nobody has a resource, within the hours of its calendar where it has one of its own. */
async function freeResource(caller: Caller, id: string, bounds: Ms): Promise<Ms[]> {
  const [resource, booked] = await Promise.all([
    resourceById(caller, id),
    bookedBetween(caller, id, new Date(bounds.from).toISOString(), new Date(bounds.to).toISOString()),
  ]);
  const calendar = resource?.calendarId ? await calendarById(caller, resource.calendarId) : undefined;
  const { timeZone } = (await contextOf(caller)).company;
  const open = calendar ? workingTime({ employeeId: id, calendar, timeZone, absences: [] }, bounds) : [bounds];
  const taken = booked.map((one) => ({ from: Date.parse(one.from), to: Date.parse(one.to) }));
  return without(open, merged(taken));
}

/**
 * Who can take work in a time. Order, the same for the same facts: those who have room; then by minutes planned in the
 * week the time begins in, by tasks of that week, by who was given such work longest ago, by the earliest begin, by id.
 */
export async function proposals(caller: Caller, { see, ...asked }: In<"proposals">): Promise<{ people: Proposal[] }> {
  const { from, to, minutes, typeId } = asked;
  const ids = whoIsAsked(await contextOf(caller), asked);
  const span = { from: momentOf(caller, from), to: momentOf(caller, to) };
  if (span.to <= span.from) throw invalid("to", "ends_before_start");
  const lastDay = dayAfter(to.slice(0, 10), LOOK_DAYS);
  boundsOf(caller, from.slice(0, 10), lastDay);
  const [source, works, consultants] = await Promise.all([
    taskSource(caller, see),
    worksOf(caller, ids, from.slice(0, 10), lastDay),
    consultantsOf(caller),
  ]);
  const looked = { from: span.from, to: span.to + LOOK_DAYS * 24 * 60 * MINUTE_MS };
  const busy = busyTimes(source, consultants, ids, looked);
  const loads = loadOf(caller, source, consultants, ids, from, typeId);
  const people = works.map((work): Proposal => {
    const free = without(workingTime(work, looked), busy.get(work.employeeId)!);
    const [first] = longEnough(free, minutes);
    const room = longEnough(within(free, span), minutes).length > 0;
    return {
      employeeId: work.employeeId,
      free: room,
      ...(room ? {} : { hindrance: hindranceOf(work, span, minutes) }),
      ...(first ? { at: wallOf(new Date(first.from), caller.timeZone) } : {}),
      ...loads.get(work.employeeId)!,
    };
  });
  return { people: people.sort(byLoad) };
}

function hindranceOf(work: Work, span: Ms, minutes: number): NonNullable<Proposal["hindrance"]> {
  if (longEnough(workingTime(work, span), minutes).length > 0) return "busy";
  return longEnough(workingTime(work, span, { away: true }), minutes).length > 0 ? "absent" : "off";
}

function byLoad(one: Proposal, other: Proposal): number {
  return (
    Number(other.free) - Number(one.free) ||
    one.bookedMinutes - other.bookedMinutes ||
    one.tasks - other.tasks ||
    compare(one.lastAssignedAt ?? "", other.lastAssignedAt ?? "") ||
    compare(one.at ?? "~", other.at ?? "~") ||
    compare(one.employeeId, other.employeeId)
  );
}

function compare(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0;
}

function whoIsAsked(context: CompanyContext, { employees, teamId }: In<"proposals">): string[] {
  if (employees) return mustKnow(context, employees);
  if (!teamId) throw invalid("employees", "employees_or_team");
  if (!context.teams.some(({ id }) => id === teamId)) throw invalid("teamId", "not_one_of");
  const teams = new Set([teamId]);
  // A set is walked in the order of adding, what is added on the way included.
  for (const id of teams) for (const team of context.teams) if (team.parentId === id) teams.add(team.id);
  return context.employees
    .filter((one) => one.state !== "closed" && one.teamId !== undefined && teams.has(one.teamId))
    .map(({ id }) => id)
    .slice(0, MOST_PEOPLE);
}

type Load = Pick<Proposal, "bookedMinutes" | "tasks" | "lastAssignedAt">;

/** What people have in the week of a moment, Monday first, and when each was last given work, of a type where one is named. */
function loadOf(
  caller: Caller,
  source: TaskSource,
  consultants: ReadonlyMap<string, string>,
  ids: readonly string[],
  at: string,
  typeId: string | undefined,
): Map<string, Load> {
  const loads = new Map(ids.map((id): [string, Load] => [id, { bookedMinutes: 0, tasks: 0 }]));
  const day = at.slice(0, 10);
  const monday = dayAfter(day, -((new Date(`${day}T00:00:00Z`).getUTCDay() + 6) % 7));
  const week = boundsOf(caller, monday, dayAfter(monday, 6));
  const [first, last] = [new Date(week.from).toISOString(), new Date(week.to).toISOString()];
  const peopleOf = peopleReader(source, consultants);
  const startsAt = source.reader("startsAt");
  const minutes = source.reader("minutes");
  const state = source.reader("state");
  for (const slot of slotsBetween(source, first, last)) {
    if (String(startsAt(slot)) < first || state(slot) === "cancelled" || !source.exists(slot)) continue;
    for (const id of peopleOf(slot)) {
      const load = loads.get(id);
      if (!load) continue;
      load.tasks++;
      load.bookedMinutes += Number(minutes(slot) ?? 0);
    }
  }
  const createdAt = source.reader("createdAt");
  const type = source.reader("typeId");
  const performer = source.reader("performerId");
  for (let slot = 0; slot < source.rows.ids.length; slot++) {
    const load = loads.get(String(performer(slot)));
    if (!load || !source.exists(slot) || (typeId !== undefined && type(slot) !== typeId)) continue;
    const created = String(createdAt(slot));
    if (created > (load.lastAssignedAt ?? "")) load.lastAssignedAt = created;
  }
  return loads;
}

function longEnough(spans: readonly Ms[], minutes: number): Ms[] {
  return spans.filter(({ from, to }) => to - from >= minutes * MINUTE_MS);
}

/** The time from now on: nobody is free in the past. */
function ahead({ now }: Caller, { from, to }: Ms): Ms {
  const next = Math.ceil(Date.parse(now) / MINUTE_MS) * MINUTE_MS;
  return { from: Math.max(from, next), to: Math.max(to, next) };
}

function momentOf({ timeZone }: Caller, wall: string): number {
  return Date.parse(instantOf(wall, timeZone));
}

function wallSpan({ timeZone }: Caller, { from, to }: Ms) {
  return { from: wallOf(new Date(from), timeZone), to: wallOf(new Date(to), timeZone) };
}
