import { intervalsOn } from "../calendars/hours.ts";
import type { Caller } from "../caller.ts";
import type { Input } from "../http/contract.ts";
import { labelsOf } from "../labels.ts";
import { may, permitted } from "../policy.ts";
import { select, testOf } from "../query/select.ts";
import { compile, type Filter } from "../query/tree.ts";
import { taskColumns } from "../tasks/columns.ts";
import type { Day } from "../time.ts";
import { busyReader, peopleReader } from "./busy.ts";
import { wallClock } from "./clock.ts";
import type { scheduleQueries } from "./contract.ts";
import { boundsOf, consultantsOf, contextOf, mustKnow, workingTime, worksOf, type Work } from "./people.ts";
import type { PersonSchedule, ScheduleTask, TaskCount } from "./schema.ts";
import { rowReader, slotsBetween, taskSource, type TaskSource } from "./source.ts";
import { merged, within, type Ms } from "./spans.ts";

export { free, proposals } from "./proposals.ts";

type In<K extends keyof typeof scheduleQueries> = Input<(typeof scheduleQueries)[K]>;

/** What people do between two days. Of a task the caller may not read he learns when somebody is busy, never with what. */
export async function get(caller: Caller, { from, to, employees, see }: In<"get">) {
  const bounds = boundsOf(caller, from, to);
  const ids = mustKnow(await contextOf(caller), employees);
  const [source, works, consultants] = await Promise.all([
    taskSource(caller, see),
    worksOf(caller, ids, from, to),
    consultantsOf(caller),
  ]);
  const planned = plannedBetween(caller, source, consultants, ids, bounds);
  const wall = wallClock(caller.timeZone);
  const spanOf = (span: Ms) => ({ from: wall(iso(span.from)), to: wall(iso(span.to)) });
  const people = works.map((work): PersonSchedule => {
    const { tasks, busy } = planned.get(work.employeeId)!;
    return {
      employeeId: work.employeeId,
      timeZone: work.timeZone,
      tasks,
      busy: within(merged(busy), bounds).map(spanOf),
      hours: workingTime(work, bounds, { away: true }).map(spanOf),
      days: daysOf(work, from, to),
      absences: work.absences
        .filter((one) => one.from <= to && one.until >= from)
        .map(({ kind, from: first, until, deputyId }) => ({
          kind,
          from: first,
          until,
          ...(deputyId === undefined ? {} : { deputyId }),
        })),
    };
  });
  return { timeZone: caller.timeZone, people };
}

interface Planned {
  tasks: ScheduleTask[];
  busy: Ms[];
}

function plannedBetween(
  caller: Caller,
  source: TaskSource,
  consultants: ReadonlyMap<string, string>,
  ids: readonly string[],
  bounds: Ms,
): Map<string, Planned> {
  const planned = new Map(ids.map((id): [string, Planned] => [id, { tasks: [], busy: [] }]));
  const peopleOf = peopleReader(source, consultants);
  const busyOf = busyReader(source);
  const rowOf = rowReader(caller, source);
  const readable = readableOf(caller, source);
  const state = source.reader("state");
  const writable = new Map<string, boolean>();
  const mayWrite = (performerId: string, createdBy: string) => {
    const key = `${performerId}|${createdBy}`;
    let known = writable.get(key);
    if (known === undefined) writable.set(key, (known = may(caller, "history", "write", { performerId, createdBy })));
    return known;
  };
  for (const slot of slotsBetween(source, iso(bounds.from), iso(bounds.to))) {
    if (state(slot) === "cancelled" || !source.exists(slot)) continue;
    const owners = peopleOf(slot).flatMap((id) => planned.get(id) ?? []);
    if (owners.length === 0) continue;
    if (readable(slot)) {
      const row = rowOf(slot);
      const task: ScheduleTask = {
        ...row,
        can: mayWrite(row.performerId, row.createdBy) ? ["read", "write"] : ["read"],
      };
      for (const { tasks } of owners) tasks.push(task);
      continue;
    }
    const busy = busyOf(slot);
    if (busy) for (const one of owners) one.busy.push(busy);
  }
  return planned;
}

function readableOf(caller: Caller, source: TaskSource): (slot: number) => boolean {
  const rule = permitted(caller, "history", "read");
  if (rule === false) return () => false;
  if (rule === true) return source.visible;
  const allowed = compile<number>(rule, source.reader);
  return (slot) => allowed(slot) && source.visible(slot);
}

function daysOf({ calendar }: Work, from: Day, to: Day): PersonSchedule["days"] {
  return calendar.exceptions
    .filter(({ day }) => from <= day && day <= to)
    .map(({ day, name }) => ({ day, name, off: intervalsOn(calendar, day).length === 0 }))
    .sort((one, other) => (one.day < other.day ? -1 : 1));
}

/** Tasks between two days by type, performer or day; cancelled ones are not counted. */
export async function counts(caller: Caller, { from, to, by, filter, see }: In<"counts">) {
  const bounds = boundsOf(caller, from, to);
  const source = await taskSource(caller, see);
  const test = testOf(caller, source, { filter });
  const startsAt = source.reader("startsAt");
  const state = source.reader("state");
  const late = source.virtual!("late")!;
  const wall = wallClock(caller.timeZone);
  const type = source.reader("typeId");
  const performer = source.reader("performerId");
  const keyOf = { type, performer, day: (slot: number) => wall(String(startsAt(slot))).slice(0, 10) }[by];
  const cells = new Map<string | null, TaskCount>();
  const total = { planned: 0, done: 0, late: 0 };
  const first = iso(bounds.from);
  for (const slot of slotsBetween(source, first, iso(bounds.to))) {
    if (String(startsAt(slot)) < first || state(slot) === "cancelled" || !test(slot)) continue;
    const key = keyOf(slot) as string | null;
    let cell = cells.get(key);
    if (!cell) cells.set(key, (cell = { key, planned: 0, done: 0, late: 0 }));
    for (const one of [cell, total]) {
      one.planned++;
      if (state(slot) === "done") one.done++;
      if (late(slot)) one.late++;
    }
  }
  const rows = [...cells.values()].sort(
    by === "day"
      ? (one, other) => (String(one.key) < String(other.key) ? -1 : 1)
      : (one, other) => other.planned - one.planned || (String(one.key) < String(other.key) ? -1 : 1),
  );
  return { rows, total };
}

/** Tasks that begin between two days, as counts open them; by their moment unless asked otherwise. */
export async function tasks(caller: Caller, { from, to, filter, see, sort = "startsAt", ...question }: In<"tasks">) {
  const bounds = boundsOf(caller, from, to);
  const span: Filter[] = [
    { field: "startsAt", op: "gte", value: iso(bounds.from) },
    { field: "startsAt", op: "lt", value: iso(bounds.to) },
  ];
  const [source, labels] = await Promise.all([taskSource(caller, see), labelsOf(caller, taskColumns, sort)]);
  const page = await select(
    caller,
    { ...source, labels: () => labels },
    { ...question, sort, filter: { and: filter ? [...span, filter] : span } },
  );
  return {
    rows: page.slots.map(rowReader(caller, source)),
    total: page.total,
    ...(page.cursor ? { cursor: page.cursor } : {}),
  };
}

function iso(at: number): string {
  return new Date(at).toISOString();
}
