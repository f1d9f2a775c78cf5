import type { Caller } from "../caller.ts";
import { nextWorkingMoment, workingDay } from "../calendars/hours.ts";
import { calendarOf } from "../calendars/lookup.ts";
import type { Hours } from "../calendars/schema.ts";
import { companyContext } from "../companies/context.ts";
import { config } from "../config.ts";
import type { Employee } from "../employees/schema.ts";
import { Memory } from "../memory.ts";
import { storeOf } from "../table/store.ts";
import { dayIn, type Instant } from "../time.ts";
import { dayAfter, instantOf, wallOf } from "../wall.ts";
import { channels, defaultChannels, type Channel, type NoticeKind } from "./kinds.ts";
import type { NotificationSettings } from "./schema.ts";
import { BrowsersTable, SettingsTable } from "./table.ts";

const known = new Memory<{ own: NotificationSettings | undefined }>(20_000, 10_000);
/** How many browsers each is told in. */
const browsers = new Memory<number>(20_000, 10_000);

/** What holds for an employee until he changes it. */
export const usualSettings = {
  channels: {},
  quietDaysOff: false,
  morning: true,
  morningAt: "08:30",
  leadMinutes: 15,
} as const;

/** An employee as somebody to be told something: his address, zone, language and wishes. */
export interface Reader extends Pick<
  NotificationSettings,
  "language" | "quietFrom" | "quietTo" | "quietDaysOff" | "morning" | "morningAt" | "leadMinutes" | "phone"
> {
  employee: Employee;
  timeZone: string;
  /** By which days he works; only where days off are quiet. */
  hours: Hours | undefined;
  companyName: string;
  /** Browsers he is told in. */
  browsers: number;
  channelsOf(kind: NoticeKind): readonly Channel[];
}

/** What an employee chose himself; undefined before the first choice. Ten seconds old at most. */
export async function ownSettings(caller: Caller, userId: string): Promise<NotificationSettings | undefined> {
  const { own } = await known.get(`${caller.tenant}|${userId}`, async () => ({
    own: await storeOf(caller).get(SettingsTable, { id: userId }),
  }));
  return own;
}

/** Makes the next look at an employee's settings read them anew. */
export function forgetSettings(tenant: string, userId: string): void {
  known.forget(`${tenant}|${userId}`);
  browsers.forget(`${tenant}|${userId}`);
}

/** An employee who can be told something; undefined where he has left or does not sign in. */
export async function readerOf(caller: Caller, userId: string): Promise<Reader | undefined> {
  const [context, own] = await Promise.all([companyContext(caller.tenant, caller), ownSettings(caller, userId)]);
  const employee = context?.employee(userId);
  if (!context || employee?.state !== "active") return undefined;
  const { company } = context;
  const hours = own?.quietDaysOff ? (await calendarOf(caller, userId)).calendar : undefined;
  return {
    ...usualSettings,
    language: company.language,
    ...own,
    employee,
    timeZone: employee.timeZone ?? company.timeZone,
    hours,
    companyName: company.name,
    browsers: await browsersOf(caller, userId),
    channelsOf: (kind) => own?.channels[kind] ?? defaultChannels(employee.role, kind),
  };
}

function browsersOf(caller: Caller, userId: string): Promise<number> {
  return browsers.get(`${caller.tenant}|${userId}`, async () => {
    const own = await storeOf(caller).get(BrowsersTable, { id: userId });
    return own?.browsers.length ?? 0;
  });
}

/** Channels this installation can use. */
export function availableChannels(): Channel[] {
  return channels.filter((channel) => channel !== "sms" || config.smsSender !== undefined);
}

/** Quiets one after another that are waited for: with more of them no moment is left. */
const MOST_QUIETS = 10;

type Quiet = Pick<Reader, "timeZone"> & Partial<Pick<Reader, "quietFrom" | "quietTo" | "hours">>;

/**
 * When the quiet that a moment falls into ends; undefined where it falls into none. A day off is quiet up to the next
 * working time, and quiet hours that begin before one quiet has ended prolong it. Who leaves no moment at all is told at any.
 */
export function quietUntil(reader: Quiet, now: Instant): Instant | undefined {
  let until: Instant | undefined;
  for (let turn = 0; turn < MOST_QUIETS; turn++) {
    const more = quietAt(reader, until ?? now);
    if (!more) return until;
    until = more;
  }
  return undefined;
}

function quietAt(reader: Quiet, now: Instant): Instant | undefined {
  const { hours, timeZone } = reader;
  return (hours && dayOffUntil(hours, timeZone, now)) ?? quietHoursUntil(reader, now);
}

function dayOffUntil(hours: Hours, timeZone: string, now: Instant): Instant | undefined {
  if (workingDay(hours, dayIn(now, timeZone))) return undefined;
  try {
    return nextWorkingMoment(hours, timeZone, now);
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

/** Hours may go over midnight. A wall time that the clocks skip is read as RFC 5545 does. */
function quietHoursUntil({ quietFrom, quietTo, timeZone }: Quiet, now: Instant): Instant | undefined {
  if (!quietFrom || !quietTo || quietFrom === quietTo) return undefined;
  const time = wallOf(now, timeZone).slice(11);
  const today = dayIn(now, timeZone);
  const overMidnight = quietFrom > quietTo;
  const quiet = overMidnight ? time >= quietFrom || time < quietTo : time >= quietFrom && time < quietTo;
  if (!quiet) return undefined;
  const day = overMidnight && time >= quietFrom ? dayAfter(today, 1) : today;
  const end = instantOf(`${day}T${quietTo}`, timeZone);
  return end > now ? end : undefined;
}
