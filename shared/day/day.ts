import type { Caller } from "../caller.ts";
import { notFound } from "../errors.ts";
import type { Input } from "../http/contract.ts";
import { entryByCode } from "../references.ts";
import { openTasksUntil, withClients } from "../tasks/tasks.ts";
import { dayIn } from "../time.ts";
import { wallOf } from "../wall.ts";
import type { dayContract } from "./contract.ts";
import type { DayTask, WorkDay } from "./schema.ts";

type In = Input<typeof dayContract.get>;

/** What an employee has to do on a day, in order: his own day, or that of somebody the caller leads. */
export async function get(caller: Caller, { day: asked, employeeId }: In): Promise<WorkDay> {
  const userId = employeeId ?? caller.userId;
  if (userId !== caller.userId && caller.kind !== "system" && !caller.members.has(userId)) throw notFound();
  const today = dayIn(caller.now, caller.timeZone);
  const day = asked ?? today;
  const [tasks, demonstration] = await Promise.all([
    openTasksUntil(caller, userId, day),
    entryByCode(caller, "activity_type", "demonstration"),
  ]);
  const shown = (await withClients(caller, tasks)).map((task): DayTask => ({
    ...task,
    byOther: task.createdBy !== userId,
    demonstration: task.typeId !== undefined && task.typeId === demonstration?.id,
  }));
  // On a day still to come nothing planned for it is late yet; today everything that should have been done by now is.
  const late = (task: DayTask) =>
    task.at.slice(0, 10) < day || (day <= today && task.at < wallOf(caller.now, task.timeZone));
  return { day, late: shown.filter(late), planned: shown.filter((task) => !late(task)) };
}
