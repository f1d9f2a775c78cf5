import { jobKinds } from "#functions/lib/job-kinds.ts";
import { newMeter, type Caller } from "#shared/caller.ts";
import * as clients from "#shared/clients/clients.ts";
import { forgetContext } from "#shared/companies/context.ts";
import * as deals from "#shared/deals/deals.ts";
import { EmployeeTable } from "#shared/employees/table.ts";
import * as history from "#shared/history/history.ts";
import { newId } from "#shared/ids.ts";
import { request } from "#shared/jobs/jobs.ts";
import { run, type JobKinds, type Worker } from "#shared/jobs/run.ts";
import type { NoticeKind } from "#shared/notifications/kinds.ts";
import type { Notification } from "#shared/notifications/schema.ts";
import { noticesOf, NotificationTable } from "#shared/notifications/table.ts";
import * as pipelines from "#shared/pipelines/pipelines.ts";
import type { Role } from "#shared/policy-names.ts";
import { entryByCode } from "#shared/references.ts";
import { storeOf } from "#shared/table/store.ts";
import type { Place, TestCompany } from "../support/callers.ts";

/** A caller at noon of a day in Moscow, where the companies of tests are. */
export function on(caller: Caller, day: string, time = "09:00:00.000"): Caller {
  return { ...caller, now: `${day}T${time}Z`, meter: newMeter() };
}

/** Somebody who signs in, so that he can be told something. */
export async function active(company: TestCompany, role: Role, place: Place = {}): Promise<Caller> {
  const caller = await company.as(role, place);
  const store = storeOf(company.system);
  const employee = await store.get(EmployeeTable, { id: caller.userId });
  const tx = store.tx();
  tx.update(EmployeeTable, employee!, { state: "active" });
  await tx.commit(undefined);
  forgetContext(company.id);
  return caller;
}

let workers = 0;

/** A worker that has time. */
export function aWorker(msLeft = () => 600_000): Worker {
  return { id: `round ${++workers}`, msLeft };
}

/** Asks for the round of a day, as the clock does; answers its job. */
export async function asked(system: Caller, day: string): Promise<string> {
  const tx = storeOf(system).tx();
  const job = request(on(system, day, "03:00:00.000"), tx, { kind: "daily_round", subject: day });
  await tx.commit(job);
  return job.id;
}

/** The round of a day, from its beginning to its end; answers what it consumed. */
export async function roundOn(system: Caller, day: string, kinds: JobKinds = jobKinds) {
  const caller = on(system, day, "03:00:00.000");
  const jobId = await asked(system, day);
  const outcome = await run(caller, jobId, kinds, aWorker());
  if (outcome !== "ended") throw new Error(`The round ${outcome}`);
  return caller.meter;
}

/** What an employee was told, oldest first. */
export async function toldTo({ userId, ...caller }: Caller, ...kinds: NoticeKind[]): Promise<Notification[]> {
  const all = await storeOf({ ...caller, userId }).query(NotificationTable, { pk: noticesOf(userId), from: "ntf" });
  return all.filter(({ kind }) => kinds.length === 0 || kinds.includes(kind));
}

/** What was told of deals, in words: kind and number of days. */
export async function toldDays(caller: Caller): Promise<string[]> {
  const told = await toldTo(caller, "deal_overdue", "deal_stuck", "deal_silent");
  return told.map(({ kind, values }) => `${kind.slice(5)} ${values["days"]}`);
}

/** The pipeline of seven stages, its norms as given. */
export async function aPipeline(
  { owner }: TestCompany,
  { deal = 120, stage, silence }: { deal?: number; stage?: number; silence?: number } = {},
) {
  const made = await pipelines.add(owner, { template: "seven" });
  return pipelines.change(owner, {
    id: made.id,
    ver: made.ver,
    name: made.name,
    normDays: deal,
    silenceDays: silence,
    stages: made.stages.map((one) => ({ ...one, normDays: stage })),
  });
}

/** A deal opened on a day with a client of its own. */
export async function aDeal(caller: Caller, day: string, { managerId }: { managerId?: string } = {}) {
  const at = on(caller, day);
  const client = await clients.create(at, {
    name: `Client ${newId("client")}`,
    kind: "organisation",
    phones: [],
    emails: [],
    ...(managerId ? { curatorId: managerId } : {}),
  });
  const title = `Deal ${newId("deal").slice(-6)}`;
  return deals.open(at, { clientId: client.id, title, lines: [], ...(managerId ? { managerId } : {}) });
}

/** A talk with a client on a day. */
export async function aTalk(caller: Caller, clientId: string, day: string) {
  const call = await entryByCode(caller, "activity_type", "call");
  return history.write(on(caller, day), { clientId, typeId: call!.id, result: "Talked" });
}
