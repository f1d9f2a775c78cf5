import type { Absence } from "../absences/schema.ts";
import type { Caller } from "../caller.ts";
import { companyContext } from "../companies/context.ts";
import { config } from "../config.ts";
import { findAll } from "../tasks/batch.ts";
import type { Task } from "../tasks/schema.ts";
import { nextInSeries, restOf } from "../tasks/series.ts";
import { mustText } from "../texts.ts";
import { wallOf } from "../wall.ts";
import type { CalendarEvent } from "./ical.ts";
import type { Owner } from "./owner.ts";
import type { Plan, PlannedTask } from "./plan.ts";

/** Characters of a note that go into a feed; the page has the rest. */
const MOST_NOTE = 500;
/** Series at most whose times to come are reckoned; each takes some ms. */
const MOST_SERIES = 200;

/** What is planned as events of a calendar, the nearest first: half a unit a task. */
export async function eventsOf(owner: Owner, plan: Plan): Promise<CalendarEvent[]> {
  const { caller, reader } = owner;
  const readable = plan.tasks.filter(({ busyUntil }) => busyUntil === undefined);
  const found = await findAll(
    caller,
    readable.map(({ id }) => id),
  );
  const tasks = new Map(found.map((task) => [task.id, task]));
  const context = await companyContext(caller.tenant, caller);
  const away = plan.absences.map((absence) =>
    absenceEvent(caller, absence, context?.employee(absence.deputyId ?? "")?.name),
  );
  const told: CalendarEvent[] = [];
  let series = 0;
  for (const planned of plan.tasks) {
    if (planned.busyUntil !== undefined) {
      told.push(busyEvent(caller, planned, planned.busyUntil, reader.timeZone));
      continue;
    }
    const task = tasks.get(planned.id);
    // The read model may be a moment behind.
    if (!task || task.state === "cancelled") continue;
    told.push(taskEvent(caller, task, planned, plan));
    if (task.repeat && task.state === "open" && task.performerId === caller.userId && ++series <= MOST_SERIES)
      told.push(...(await following(caller, task, planned, plan)));
  }
  return [...away, ...told];
}

/** What of a task stands in a calendar. */
type Told = Pick<Task, "text" | "typeId" | "note" | "place" | "resourceIds" | "clientId">;

function taskEvent(caller: Caller, task: Task, planned: PlannedTask, plan: Plan): CalendarEvent {
  const open = task.state === "open";
  const { summary, ...words } = wordsOf(caller, task, planned, plan);
  return {
    uid: uidOf(task.id),
    when: { at: task.at, timeZone: task.timeZone, minutes: task.minutes },
    summary: open ? summary : `✓ ${summary}`,
    ...words,
    busy: open && task.minutes !== undefined,
    createdAt: task.createdAt,
    updatedAt: task.updatedAt,
    sequence: task.ver - 1,
    // Whoever is booked for a task of another is not told of it by us either.
    alarms: open && task.performerId === caller.userId ? [...new Set(task.remind)] : [],
  };
}

/** The times of a series after the task that stands for it now: that one may have been moved by itself. */
async function following(caller: Caller, task: Task, planned: PlannedTask, plan: Plan): Promise<CalendarEvent[]> {
  const next = await nextInSeries(caller, task);
  if (!next?.slot || next.performerId !== caller.userId) return [];
  return [
    {
      uid: uidOf(`${task.id}.next`),
      when: { at: next.at, timeZone: next.timeZone ?? task.timeZone, minutes: next.minutes },
      repeat: await restOf({ ...task, slot: next.slot }),
      ...wordsOf(caller, next, planned, plan),
      busy: next.minutes !== undefined,
      createdAt: task.createdAt,
      updatedAt: task.updatedAt,
      sequence: task.ver - 1,
      alarms: [...new Set(next.remind)],
    },
  ];
}

function wordsOf(
  { tenant }: Caller,
  { text, typeId, note, place, resourceIds = [], clientId }: Told,
  { clientName }: PlannedTask,
  { names }: Plan,
): Pick<CalendarEvent, "summary" | "description" | "location" | "url"> {
  const type = names.get(typeId ?? "");
  const url = `${config.webUrl}/${tenant}/${clientId ? `clients/${clientId}` : "day"}`;
  const short = note && note.length > MOST_NOTE ? `${note.slice(0, MOST_NOTE)}…` : note;
  const location = [place, ...resourceIds.map((id) => names.get(id))].filter(Boolean).join(", ");
  return {
    summary: `${type ? `${type}: ` : ""}${text}${clientName ? ` — ${clientName}` : ""}`,
    description: [short, url].filter(Boolean).join("\n\n"),
    ...(location ? { location } : {}),
    url,
  };
}

function busyEvent({ language }: Caller, planned: PlannedTask, until: string, timeZone: string): CalendarEvent {
  const { id, ver, startsAt } = planned;
  return {
    uid: uidOf(id),
    when: {
      at: wallOf(startsAt, timeZone),
      timeZone,
      minutes: Math.ceil((Date.parse(until) - Date.parse(startsAt)) / 60_000),
    },
    summary: mustText(language, "feeds.busy"),
    busy: true,
    // When and by whom it was changed is none of his business.
    updatedAt: startsAt,
    sequence: ver - 1,
  };
}

function absenceEvent({ language }: Caller, absence: Absence, deputy: string | undefined): CalendarEvent {
  const { id, ver, kind, from, until, note, createdAt, updatedAt } = absence;
  const description = [note, deputy && mustText(language, "feeds.deputy", { name: deputy })].filter(Boolean).join("\n");
  return {
    uid: uidOf(id),
    when: { from, until },
    summary: mustText(language, `feeds.absences.${kind}`),
    ...(description ? { description } : {}),
    busy: true,
    away: true,
    createdAt,
    updatedAt,
    sequence: ver - 1,
  };
}

function uidOf(id: string): string {
  return `${id}@prodano`;
}
