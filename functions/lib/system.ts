import { newMeter, type Caller } from "#shared/caller.ts";
import { CompanyTable } from "#shared/companies/table.ts";
import { notFound } from "#shared/errors.ts";
import type { Company } from "#shared/companies/schema.ts";
import type { Instant } from "#shared/time.ts";
import { Store } from "#shared/table/store.ts";

/** The reserved company of what belongs to no company yet, as the letter of a sign-up. It has no settings. */
export const PLATFORM = "platform";

/** Settings of a company stay this long in a worker: as long as a session does in the API. */
const CACHE_MS = 10_000;

type Settings = Pick<Company, "shards" | "timeZone" | "currency" | "language">;

const known = new Map<string, { at: number; settings: Settings }>();
const ofThePlatform: Settings = { shards: 1, timeZone: "UTC", currency: "USD", language: "en" };

/**
 * A company's own system as a caller: may do everything in it, in its zone, currency and language.
 * `actor` is who caused the work and is written down as having done it. A company that is not there answers `not_found`.
 */
export async function systemCaller(tenant: string, now: Instant, requestId: string, actor = "system"): Promise<Caller> {
  const caller: Caller = {
    kind: "system",
    tenant,
    actor,
    userId: actor,
    role: "owner",
    members: new Set(),
    now,
    requestId,
    meter: newMeter(),
    ...ofThePlatform,
  };
  return { ...caller, ...(await settingsOf(caller)) };
}

async function settingsOf(caller: Caller): Promise<Settings> {
  const { tenant } = caller;
  if (tenant === PLATFORM) return ofThePlatform;
  const cached = known.get(tenant);
  if (cached && performance.now() - cached.at < CACHE_MS) return cached.settings;
  const company = await new Store(caller).get(CompanyTable, {});
  if (!company) throw notFound();
  const { shards, timeZone, currency, language } = company;
  const settings = { shards, timeZone, currency, language };
  known.delete(tenant);
  known.set(tenant, { at: performance.now(), settings });
  if (known.size > 1000) known.delete(known.keys().next().value!);
  return settings;
}
