import { asSystem, type Caller, type Request } from "../caller.ts";
import { as, companyContext } from "../companies/context.ts";
import { readerOf, type Reader } from "../notifications/settings.ts";
import { dayIn, type Day } from "../time.ts";
import { instantOf } from "../wall.ts";
import type { PresentedFeed } from "./presented.ts";

/** Whose feed is read. */
export interface Owner {
  /** He himself, with the rights he has now, at the beginning of his day: what is told changes by the day, not the second. */
  caller: Caller;
  reader: Reader;
  /** Today by his clock. */
  day: Day;
}

/** The employee a feed belongs to; undefined where he has left or his company is gone. */
export async function ownerOf(request: Request, { tenant, employeeId }: PresentedFeed): Promise<Owner | undefined> {
  const context = await companyContext(tenant, request);
  if (!context) return undefined;
  const { shards, timeZone, currency } = context.company;
  const system = { ...asSystem(request, tenant), shards, timeZone, currency };
  const [employee, reader] = await Promise.all([as(system, employeeId), readerOf(system, employeeId)]);
  if (!employee || !reader) return undefined;
  const day = dayIn(request.now, reader.timeZone);
  const now = instantOf(`${day}T00:00`, reader.timeZone);
  return { caller: { ...employee, language: reader.language, now }, reader, day };
}
