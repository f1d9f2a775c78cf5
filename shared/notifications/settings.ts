import type { Caller } from "../caller.ts";
import { companyContext } from "../companies/context.ts";
import type { Employee } from "../employees/schema.ts";
import { Memory } from "../memory.ts";
import { storeOf } from "../table/store.ts";
import { dayIn, type Instant } from "../time.ts";
import { dayAfter, instantOf, wallOf } from "../wall.ts";
import { channels, defaultChannels, type Channel, type NoticeKind } from "./kinds.ts";
import type { NotificationSettings } from "./schema.ts";
import { SettingsTable } from "./table.ts";

const known = new Memory<{ own: NotificationSettings | undefined }>(20_000, 10_000);

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
  companyName: string;
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
}

/** An employee who can be told something; undefined where he has left or does not sign in. */
export async function readerOf(caller: Caller, userId: string): Promise<Reader | undefined> {
  const [context, own] = await Promise.all([companyContext(caller.tenant, caller), ownSettings(caller, userId)]);
  const employee = context?.employee(userId);
  if (!context || employee?.state !== "active") return undefined;
  const { company } = context;
  return {
    ...usualSettings,
    language: company.language,
    ...own,
    employee,
    timeZone: company.timeZone,
    companyName: company.name,
    channelsOf: (kind) => own?.channels[kind] ?? defaultChannels(employee.role, kind),
  };
}

/** Channels this installation can use. */
export function availableChannels(): Channel[] {
  return channels.filter((channel) => channel === "page" || channel === "email");
}

/**
 * When the quiet hours that a moment falls into end; undefined where it falls into none. Hours may go over midnight.
 * A wall time that the clocks skip is read as RFC 5545 does.
 */
export function quietUntil(
  { quietFrom, quietTo, timeZone }: Pick<Reader, "quietFrom" | "quietTo" | "timeZone">,
  now: Instant,
): Instant | undefined {
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
