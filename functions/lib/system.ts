import { asSystem, newMeter, type Caller } from "#shared/caller.ts";
import type { Company } from "#shared/companies/schema.ts";
import { CompanyTable } from "#shared/companies/table.ts";
import { notFound } from "#shared/errors.ts";
import { PLATFORM_TENANT } from "#shared/letters/queue.ts";
import { Memory } from "#shared/memory.ts";
import { Store } from "#shared/table/store.ts";
import type { Instant } from "#shared/time.ts";

type Settings = Pick<Company, "shards" | "timeZone" | "currency" | "language">;

/** Settings of companies, as old as those of the API may be. */
const known = new Memory<Settings>(1000, 10_000);

/**
 * A company's own system as a caller: may do everything in it, in its zone, currency and language.
 * `actor` is who caused the work and is written down as having done it. A company that is not there answers
 * `not_found`; the one of letters that belong to no company has neutral settings.
 */
export async function systemCaller(tenant: string, now: Instant, requestId: string, actor = "system"): Promise<Caller> {
  const caller = asSystem({ now, requestId, language: "en", meter: newMeter() }, tenant, actor);
  if (tenant === PLATFORM_TENANT) return caller;
  return { ...caller, ...(await known.get(tenant, () => settingsOf(caller))) };
}

async function settingsOf(caller: Caller): Promise<Settings> {
  const company = await new Store(caller).get(CompanyTable, {});
  if (!company) throw notFound();
  const { shards, timeZone, currency, language } = company;
  return { shards, timeZone, currency, language };
}
