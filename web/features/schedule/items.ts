import type { PersonSchedule, ScheduleTask } from "#shared/schedule/schema.ts";
import { dayAfter, daysBetween, wallAfter } from "#shared/wall.ts";

/** Minutes of a day. */
export const DAY = 24 * 60;
/** Drawn height of what takes no time, in minutes. */
export const POINT = 30;
/** What is dragged or moved by keys goes by so many minutes. */
export const STEP = 15;

/** What a calendar draws: a task, or time of which only is known that somebody is busy. */
export interface Item {
  key: string;
  personId: string;
  from: string;
  to: string;
  task?: ScheduleTask;
}

/** A task where somebody has just moved it to, until the answer tells the same. */
export interface Move {
  at: string;
  minutes?: number;
  performerId: string;
}

/** Items of people in order, with what was moved here where it was moved to. */
export function itemsOf(people: readonly PersonSchedule[], moves: ReadonlyMap<string, Move>): Item[] {
  const shown = new Set(people.map(({ employeeId }) => employeeId));
  const items = people.flatMap(({ employeeId, tasks, busy }): Item[] => [
    ...busy.map(({ from, to }) => ({ key: `${employeeId}|${from}`, personId: employeeId, from, to })),
    ...tasks.flatMap((task) => {
      const move = moves.get(task.id);
      const owner = move && task.performerId === employeeId ? move.performerId : employeeId;
      return shown.has(owner) ? [itemOf(owner, task, move)] : [];
    }),
  ]);
  return items.sort((one, other) =>
    one.from < other.from ? -1 : one.from > other.from ? 1 : one.key < other.key ? -1 : 1,
  );
}

function itemOf(personId: string, task: ScheduleTask, move: Move | undefined): Item {
  const from = move?.at ?? task.at;
  const minutes = move ? move.minutes : task.minutes;
  const to = move ? wallAfter(from, minutes ?? POINT) : (task.to ?? wallAfter(from, POINT));
  const { minutes: _, ...rest } = task;
  return {
    key: `${personId}|${task.id}`,
    personId,
    from,
    to,
    task: { ...rest, at: from, ...(minutes === undefined ? {} : { minutes }) },
  };
}

/** Minutes of a day that a span of wall time takes of it; undefined where it lies outside. */
export function partOf(
  day: string,
  { from, to }: { from: string; to: string },
): { from: number; to: number } | undefined {
  const part = { from: Math.max(0, minuteIn(day, from)), to: Math.min(DAY, minuteIn(day, to)) };
  return part.from < part.to ? part : undefined;
}

/** Minutes from the midnight a day begins with to a wall time, beyond the day too. */
export function minuteIn(day: string, wall: string): number {
  const days = daysBetween(day, wall.slice(0, 10));
  return days * DAY + Number(wall.slice(11, 13)) * 60 + Number(wall.slice(14, 16));
}

/** Wall time so many minutes after the midnight a day begins with. */
export function wallAt(day: string, minute: number): string {
  return wallAfter(`${day}T00:00`, minute);
}

/** Where an item stands in a column: which lane, of how many beside each other. */
export interface Placed<T> {
  item: T;
  from: number;
  to: number;
  lane: number;
  lanes: number;
}

/** Puts what overlaps into lanes beside each other; each group of overlapping ones shares the width evenly. */
export function placed<T>(parts: readonly { item: T; from: number; to: number }[]): Placed<T>[] {
  const sorted = [...parts].sort((one, other) => one.from - other.from || other.to - one.to);
  const result: Placed<T>[] = [];
  let group: Placed<T>[] = [];
  let ends: number[] = [];
  const close = () => {
    for (const one of group) one.lanes = ends.length;
    group = [];
    ends = [];
  };
  for (const part of sorted) {
    if (ends.length > 0 && ends.every((end) => end <= part.from)) close();
    const free = ends.findIndex((end) => end <= part.from);
    const lane = free < 0 ? ends.length : free;
    ends[lane] = part.to;
    const one = { ...part, lane, lanes: 1 };
    group.push(one);
    result.push(one);
  }
  close();
  return result;
}

/** The ways to look at a calendar. */
export const views = ["day", "week", "month", "agenda", "counts"] as const;
/** One of {@link views}. */
export type View = (typeof views)[number];

/** The Monday of the week of a day. */
export function mondayOf(day: string): string {
  return dayAfter(day, -((new Date(`${day}T00:00:00Z`).getUTCDay() + 6) % 7));
}

/** The days a view shows of a chosen one, both included; a month in whole weeks. */
export function spanOf(view: View, day: string): { from: string; to: string } {
  if (view === "day") return { from: day, to: day };
  if (view === "agenda") return { from: day, to: dayAfter(day, 13) };
  if (view === "week") return { from: mondayOf(day), to: dayAfter(mondayOf(day), 6) };
  const first = `${day.slice(0, 7)}-01`;
  const last = dayAfter(monthAfter(first, 1), -1);
  if (view === "counts") return { from: first, to: last };
  return { from: mondayOf(first), to: dayAfter(mondayOf(last), 6) };
}

/** The chosen day one view further or back. */
export function dayBeside(view: View, day: string, step: 1 | -1): string {
  if (view === "day") return dayAfter(day, step);
  if (view === "week") return dayAfter(day, 7 * step);
  if (view === "agenda") return dayAfter(day, 14 * step);
  return monthAfter(day, step);
}

/** The same day of a month so many months later, or its last one where it is shorter. */
export function monthAfter(day: string, months: number): string {
  const first = new Date(`${day.slice(0, 7)}-01T00:00:00Z`);
  first.setUTCMonth(first.getUTCMonth() + months);
  const wanted = first.toISOString().slice(0, 8);
  first.setUTCMonth(first.getUTCMonth() + 1);
  const last = new Date(first.getTime() - 1).getUTCDate();
  return wanted + String(Math.min(last, Number(day.slice(8, 10)))).padStart(2, "0");
}

/** Days of a span in order. */
export function daysOf({ from, to }: { from: string; to: string }): string[] {
  return Array.from({ length: daysBetween(from, to) + 1 }, (_, at) => dayAfter(from, at));
}
