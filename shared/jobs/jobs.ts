import type { Caller } from "../caller.ts";
import { Problem } from "../errors.ts";
import type { Input } from "../http/contract.ts";
import { newId, newIdAt, prefixes } from "../ids.ts";
import { can, demand } from "../policy.ts";
import { retryStale } from "../table/retry.ts";
import { storeOf } from "../table/store.ts";
import type { Tx } from "../table/tx.ts";
import { after } from "../time.ts";
import type { jobsContract } from "./contract.ts";
import { jobRequested } from "./events.ts";
import type { Job, JobKind, JobView } from "./schema.ts";
import { JOBS, JobTable } from "./table.ts";

type In<K extends keyof typeof jobsContract> = Input<(typeof jobsContract)[K]>;

const LISTED_DAYS = 30;
/** A job nobody took this long after it was asked for is sent again by the clock. */
const UNTAKEN_SECONDS = 300;

/** What is asked of long work. */
export interface JobRequest {
  kind: JobKind;
  /** What it works on. */
  subject?: string;
  /** Where to begin; empty for the beginning. */
  cursor?: Record<string, unknown>;
  /** Units of work, as its kind counts them, where they are known. */
  total?: number;
}

/** Adds a job to a transaction, with the event that has it run: it runs if and only if the transaction happens. */
export function request(caller: Caller, tx: Tx, { kind, subject, cursor = {}, total }: JobRequest): Job {
  const job = tx.create(JobTable, {
    id: newId("job"),
    kind,
    state: "queued",
    subject,
    done: 0,
    total,
    cursor,
    attempts: 0,
    leaseUntil: after(caller.now, UNTAKEN_SECONDS),
  });
  tx.event(jobRequested, { kind: JobTable.entity, id: job.id, ver: job.ver }, { jobId: job.id });
  return job;
}

/** Jobs of the last 30 days, newest first. */
export async function list(caller: Caller): Promise<{ jobs: JobView[] }> {
  const oldest = newIdAt("job", Date.parse(after(caller.now, -LISTED_DAYS * 24 * 3600)));
  const jobs = await storeOf(caller).query(JobTable, {
    pk: JOBS,
    from: oldest,
    to: `${prefixes.job}_~`,
    descending: true,
  });
  return { jobs: jobs.map((job) => jobView(caller, job)) };
}

/** A job with its progress. */
export async function get(caller: Caller, { id }: In<"get">): Promise<JobView> {
  return jobView(caller, demand(caller, "imports", "read", await storeOf(caller).get(JobTable, { id })));
}

/** Asks a job to stop after its present chunk; what it did till then stays done. One that has ended answers `invalid_state`. */
export async function cancel(caller: Caller, { id }: In<"cancel">): Promise<JobView> {
  return retryStale(async () => {
    const job = demand(caller, "imports", "write", await storeOf(caller).get(JobTable, { id }));
    if (hasEnded(job)) throw new Problem("invalid_state", { reason: "job_has_ended" });
    if (job.cancelAsked) return jobView(caller, job);
    const tx = storeOf(caller).tx();
    return tx.commit(jobView(caller, tx.update(JobTable, job, { cancelAsked: true })));
  });
}

/** Whether nothing more will come of it. */
export function hasEnded({ state }: Pick<Job, "state">): boolean {
  return state !== "queued" && state !== "running";
}

/** A job by id for rules that have checked their caller by other means. */
export function find(caller: Caller, id: string): Promise<Job | undefined> {
  return storeOf(caller).get(JobTable, { id });
}

/** Whether nobody holds a job that is still to be done: its worker went silent, or none ever came. */
export function isAbandoned(job: Job, now: string): boolean {
  return !hasEnded(job) && (job.leaseUntil === undefined || job.leaseUntil <= now);
}

/** A job as it is shown. */
export function jobView(caller: Caller, job: Job): JobView {
  const { cursor: _cursor, worker: _worker, leaseUntil: _lease, attempts: _attempts, ...view } = job;
  return { ...view, can: can(caller, "imports", job) };
}
