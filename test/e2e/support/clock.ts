import { inject } from "vitest";
import { tellTick } from "#infra/local/control.ts";
import { dayAfter, instantOf, wallOf } from "#shared/wall.ts";

/** The zone of everybody's browser, and so of the companies they found. */
export const zone = "Europe/Moscow";

/** Fires the rule of the minute for a wall time in the zone of the companies, as if it were that moment; now where none is named. */
export async function tick(wall?: string): Promise<void> {
  await tellTick(inject("system").dataDir, wall ? new Date(instantOf(wall, zone)) : new Date());
}

/** Today in the zone of the companies. */
export function today(): string {
  return wallOf(new Date(), zone).slice(0, 10);
}

/** The first day from Monday to Friday after today. */
export function nextWorkday(): string {
  let day = dayAfter(today(), 1);
  while ([0, 6].includes(new Date(`${day}T00:00:00Z`).getUTCDay())) day = dayAfter(day, 1);
  return day;
}

/** The day some months before today; where that month is shorter, its last one. */
export function monthsAgo(months: number): string {
  const [year = 0, month = 0, day = 0] = today().split("-").map(Number);
  const last = new Date(Date.UTC(year, month - months, 0));
  last.setUTCDate(Math.min(day, last.getUTCDate()));
  return last.toISOString().slice(0, 10);
}
