import type { Caller } from "../caller.ts";
import { companyContext } from "../companies/context.ts";
import type { Employee } from "../employees/schema.ts";
import { notFound } from "../errors.ts";
import type { Input } from "../http/contract.ts";
import { entryByCode } from "../references.ts";
import { openTasks, withClients } from "../tasks/lookup.ts";
import { setterOf, type Task } from "../tasks/schema.ts";
import { leads } from "../tasks/sight.ts";
import { dayIn } from "../time.ts";
import { dayAfter, instantOf, wallOf, type WallTime } from "../wall.ts";
import type { dayContract } from "./contract.ts";
import type { DayTask, WorkDay } from "./schema.ts";

type In = Input<typeof dayContract.get>;

/** Late tasks told at most, the last ones. */
const MOST_LATE = 200;

/**
 * What an employee has to do on a day, in order: his own day, or that of somebody the caller leads. Days and hours are
 * those of the caller's zone, wherever a task was planned.
 */
export async function get(caller: Caller, { day: asked, employeeId }: In): Promise<WorkDay> {
  const userId = employeeId ?? caller.userId;
  const led = await ledPeople(caller);
  if (userId !== caller.userId && caller.kind !== "system" && !led.some(({ id }) => id === userId)) throw notFound();
  const today = dayIn(caller.now, caller.timeZone);
  const day = asked ?? today;
  // A task is found by the wall clock of whoever planned it, which may be a day away from the reader's.
  const [near, before, demonstration] = await Promise.all([
    openTasks(caller, userId, { from: dayAfter(day, -1), to: dayAfter(day, 1) }),
    openTasks(caller, userId, { to: dayAfter(day < today ? day : today, 1), limit: 2 * MOST_LATE, latest: true }),
    entryByCode(caller, "activity_type", "demonstration"),
  ]);
  const found = [...new Map([...before, ...near].map((task) => [task.id, task] as const)).values()];
  const shown = (await withClients(caller, found))
    .map((task): DayTask => ({
      ...task,
      localAt: localOf(task, caller.timeZone),
      byOther: setterOf(task) !== userId,
      demonstration: task.typeId !== undefined && task.typeId === demonstration?.id,
    }))
    .sort((one, other) => one.localAt.localeCompare(other.localAt) || one.id.localeCompare(other.id));
  const dayOf = ({ localAt }: DayTask) => localAt.slice(0, 10);
  const isLate = (task: DayTask) => (day < today ? dayOf(task) < day : instantOf(task.at, task.timeZone) < caller.now);
  const late = shown.filter(isLate);
  return {
    day,
    today,
    employeeId: userId,
    late: late.slice(-MOST_LATE),
    lateMore: late.length > MOST_LATE || before.length === 2 * MOST_LATE,
    planned: shown.filter((task) => dayOf(task) === day && !isLate(task)),
    people: led.filter(({ state }) => state !== "closed").map(({ id }) => id),
  };
}

function localOf({ at, timeZone }: Task, zone: string): WallTime {
  return timeZone === zone ? at : wallOf(instantOf(at, timeZone), zone);
}

/** Employees whose days the caller may see besides his own: whom he leads, everybody for an administrator. */
async function ledPeople(caller: Caller): Promise<Employee[]> {
  const employees = (await companyContext(caller.tenant, caller))?.employees ?? [];
  return employees.filter(({ id }) => id !== caller.userId && leads(caller, id));
}
