import { absencesOf } from "../absences/away.ts";
import type { Absence } from "../absences/schema.ts";
import { testOf } from "../query/select.ts";
import { dictionaryOf } from "../references.ts";
import { resourcesOf } from "../resources/lookup.ts";
import { busyReader, peopleReader } from "../schedule/busy.ts";
import { consultantsOf } from "../schedule/people.ts";
import { slotsBetween, taskSource } from "../schedule/source.ts";
import type { Instant } from "../time.ts";
import { dayAfter, instantOf } from "../wall.ts";
import type { Owner } from "./owner.ts";

/** How far a feed reaches, in days from today. */
const DAYS_BACK = 30;
const DAYS_AHEAD = 366;
/** Tasks of a feed at most, the nearest to today. */
const MOST_TASKS = 2000;

/** A task of a feed as the read model tells it: enough to know whether anything has changed. */
export interface PlannedTask {
  id: string;
  ver: number;
  startsAt: Instant;
  /** Of what its owner may not read: when it keeps him busy, and nothing more. */
  busyUntil?: Instant;
  clientName?: string;
}

/** All that a feed is made of, but for the tasks themselves. */
export interface Plan {
  tasks: PlannedTask[];
  absences: Absence[];
  /** Names of types of tasks and of resources by id. */
  names: ReadonlyMap<string, string>;
}

/** What an employee has to do and when he is away, as he may see it: his own tasks, and those he is booked for. */
export async function planOf(owner: Owner): Promise<Plan> {
  const { caller, day } = owner;
  const [tasks, absences, types, resources] = await Promise.all([
    tasksOf(owner),
    absencesOf(caller, caller.userId),
    dictionaryOf(caller, "activity_type"),
    resourcesOf(caller),
  ]);
  return {
    tasks,
    absences: absences.filter(
      ({ from, until }) => from <= dayAfter(day, DAYS_AHEAD) && until >= dayAfter(day, -DAYS_BACK),
    ),
    names: new Map([...(types?.entries ?? []), ...resources].map(({ id, name }) => [id, name])),
  };
}

async function tasksOf({ caller, reader: { timeZone }, day }: Owner): Promise<PlannedTask[]> {
  const [source, consultants] = await Promise.all([taskSource(caller), consultantsOf(caller)]);
  const peopleOf = peopleReader(source, consultants);
  const busyOf = busyReader(source);
  const readable = testOf(caller, source, {});
  const state = source.reader("state");
  const startsAt = source.reader("startsAt");
  const clientName = source.virtual?.("clientName");
  const from = instantOf(`${dayAfter(day, -DAYS_BACK)}T00:00`, timeZone);
  const to = instantOf(`${dayAfter(day, DAYS_AHEAD)}T00:00`, timeZone);
  const found: PlannedTask[] = [];
  for (const slot of slotsBetween(source, from, to)) {
    if (state(slot) === "cancelled" || !source.exists(slot) || !peopleOf(slot).includes(caller.userId)) continue;
    const { ids, vers } = source.rows;
    const task = { id: ids[slot]!, ver: vers[slot]!, startsAt: String(startsAt(slot)) };
    if (readable(slot)) {
      const name = clientName?.(slot);
      found.push({ ...task, ...(typeof name === "string" ? { clientName: name } : {}) });
      continue;
    }
    const busy = busyOf(slot);
    if (busy) found.push({ ...task, busyUntil: new Date(busy.to).toISOString() });
  }
  return nearest(found, Date.parse(caller.now));
}

function nearest(tasks: PlannedTask[], now: number): PlannedTask[] {
  const distance = ({ startsAt }: PlannedTask) => Math.abs(Date.parse(startsAt) - now);
  return tasks.sort((one, other) => distance(one) - distance(other)).slice(0, MOST_TASKS);
}
