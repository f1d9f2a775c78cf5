import type { Caller } from "../caller.ts";
import { Problem } from "../errors.ts";
import { storeOf } from "../table/store.ts";
import type { Tx } from "../table/tx.ts";
import { after } from "../time.ts";
import { hasEnded, isAbandoned } from "./jobs.ts";
import type { Job, JobKind } from "./schema.ts";
import { JobTable } from "./table.ts";

/** A worker that says nothing this long is taken for dead; every chunk renews it. */
const LEASE_SECONDS = 180;
/** No chunk is begun with less time left. */
const MARGIN_MS = 120_000;
/** How often a job may be taken, or a chunk tried, without getting on. */
const MOST_ATTEMPTS = 5;

/** How far a chunk brings its job. */
export interface Progress {
  cursor: Record<string, unknown>;
  /** Units of work done so far. */
  done: number;
  total?: number | undefined;
  finished?: boolean;
}

/** One chunk to be done. */
export interface Chunk {
  caller: Caller;
  job: Job;
  /** Takes the chunk's writes, one action less than a transaction holds: with them goes the step of the job itself. */
  tx: Tx;
  /** 1, or more after the chunk met other writers: what it read then must be read anew. */
  attempt: number;
}

/** A job being worked on: what it holds open between chunks. */
export interface JobWork {
  /**
   * Adds the next chunk after `job.cursor` to the transaction. Only that cursor says where to go on: the same chunk
   * may be asked for again, and another worker may have done some in between.
   */
  step(chunk: Chunk): Promise<Progress>;
  close?(): Promise<void>;
}

/** What is to be known of a kind of job. */
export interface JobKindRules {
  open(caller: Caller, job: Job): Promise<JobWork>;
  /** Adds what else must be written when a job is given up or cancelled, in the transaction that ends it. */
  stopped?(caller: Caller, tx: Tx, job: Job, failure: string | undefined): Promise<void>;
}

/** Rules of every kind of job. */
export type JobKinds = Record<JobKind, JobKindRules>;

/** Thrown by a chunk that no other try will mend; `reason` is a key of the texts. */
export class JobFailure extends Error {
  readonly reason: string;
  constructor(reason: string) {
    super(reason);
    this.name = "JobFailure";
    this.reason = reason;
  }
}

/** The worker of a run. */
export interface Worker {
  /** Differs between any two runs. */
  id: string;
  msLeft(): number;
}

/**
 * Works on a job until it ends or time runs out: `ended`, or `more` when it must be run again. `elsewhere` when there
 * is none, it has ended already or another worker holds it. Each chunk is one transaction with the step of the job
 * under its `ver`: it happens once, whoever runs it and however often. What fails leaves the cursor where it was and
 * is thrown, for the queue to bring it again; a job that was taken five times without getting on has failed.
 */
export async function run(
  caller: Caller,
  jobId: string,
  kinds: JobKinds,
  worker: Worker,
): Promise<"ended" | "more" | "elsewhere"> {
  const clock = clockOf(caller);
  const taken = await take(clock(), jobId, worker);
  if (!taken) return "elsewhere";
  const rules = kinds[taken.kind];
  // Whoever asked for the work is written down as having done it.
  const acting = () => ({ ...clock(), actor: taken.createdBy, userId: taken.createdBy });
  if (taken.attempts > MOST_ATTEMPTS) return stop(acting, taken, worker, rules, "job_failed");
  const held = { job: taken };
  let work: JobWork | undefined;
  try {
    for (let attempt = 1; ;) {
      if (held.job.cancelAsked) return await stop(acting, held.job, worker, rules, undefined);
      if (worker.msLeft() < MARGIN_MS) return (await letGo(acting(), held.job)) ? "more" : "elsewhere";
      work ??= await rules.open(acting(), held.job);
      const done = await chunk(acting(), held.job, work, attempt);
      if (done.job) {
        held.job = done.job;
        attempt = 1;
        if (hasEnded(held.job)) return "ended";
        continue;
      }
      const current = await storeOf(acting()).get(JobTable, { id: jobId });
      if (!current || current.worker !== worker.id || hasEnded(current)) return "elsewhere";
      // The job moved when it was asked to stop, or when an answer was lost on its way to us.
      const moved = current.ver !== held.job.ver;
      if (!moved && attempt >= MOST_ATTEMPTS) throw done.conflict;
      attempt = moved ? 1 : attempt + 1;
      held.job = current;
    }
  } catch (error) {
    const reason = reasonOf(error);
    if (reason) return await stop(acting, held.job, worker, rules, reason);
    await letGo(acting(), held.job).catch(() => undefined);
    throw error;
  } finally {
    await work?.close?.();
  }
}

/** Carries out one chunk; answers the job as it stands then, or what the chunk collided with. */
async function chunk(
  caller: Caller,
  job: Job,
  work: JobWork,
  attempt: number,
): Promise<{ job: Job; conflict?: undefined } | { job?: undefined; conflict: Problem }> {
  const tx = storeOf(caller).tx();
  try {
    const { cursor, done, total, finished } = await work.step({ caller, job, tx, attempt });
    const next = tx.update(JobTable, job, {
      cursor,
      done,
      total: total ?? job.total,
      attempts: 0,
      ...(finished ? ended(caller, "done") : { leaseUntil: after(caller.now, LEASE_SECONDS) }),
    });
    await tx.commit(undefined);
    return { job: next };
  } catch (error) {
    if (error instanceof Problem && error.code === "conflict") return { conflict: error };
    throw error;
  }
}

/** Why no other try will mend it: a rule refused, and will refuse again. Undefined for what may pass. */
function reasonOf(error: unknown): string | undefined {
  if (error instanceof JobFailure) return error.reason;
  if (!(error instanceof Problem) || ["conflict", "rate_limited", "internal"].includes(error.code)) return undefined;
  return error.details.reason ?? error.code;
}

/** Takes the lease of a job that nobody holds. */
async function take(caller: Caller, id: string, worker: Worker): Promise<Job | undefined> {
  const store = storeOf(caller);
  const job = await store.get(JobTable, { id });
  if (!job || hasEnded(job) || (job.worker !== undefined && !isAbandoned(job, caller.now))) return undefined;
  const tx = store.tx();
  const taken = tx.update(JobTable, job, {
    state: "running",
    worker: worker.id,
    leaseUntil: after(caller.now, LEASE_SECONDS),
    attempts: job.attempts + 1,
  });
  try {
    return await tx.commit(taken);
  } catch (error) {
    if (error instanceof Problem && error.code === "conflict") return undefined;
    throw error;
  }
}

/** Leaves a job for whoever comes next; false when it was no longer ours. */
async function letGo(caller: Caller, job: Job): Promise<boolean> {
  const store = storeOf(caller);
  let current: Job | undefined = job;
  while (current && current.worker === job.worker && !hasEnded(current)) {
    const tx = store.tx();
    tx.update(JobTable, current, { worker: undefined, leaseUntil: caller.now });
    try {
      await tx.commit(undefined);
      return true;
    } catch (error) {
      if (!(error instanceof Problem) || error.code !== "conflict") throw error;
    }
    current = await store.get(JobTable, { id: job.id });
  }
  return false;
}

/** Ends a job as cancelled, or as failed where there is a reason. */
async function stop(
  acting: () => Caller,
  job: Job,
  worker: Worker,
  rules: JobKindRules,
  failure: string | undefined,
): Promise<"ended" | "elsewhere"> {
  let current: Job | undefined = job;
  for (let attempt = 1; current && current.worker === worker.id && !hasEnded(current); attempt++) {
    const caller = acting();
    const tx = storeOf(caller).tx();
    try {
      await rules.stopped?.(caller, tx, current, failure);
      tx.update(JobTable, current, { ...ended(caller, failure ? "failed" : "cancelled"), failure });
      await tx.commit(undefined);
      return "ended";
    } catch (error) {
      if (!(error instanceof Problem) || error.code !== "conflict" || attempt >= MOST_ATTEMPTS) throw error;
    }
    current = await storeOf(caller).get(JobTable, { id: job.id });
  }
  return "elsewhere";
}

function ended(caller: Caller, state: "done" | "failed" | "cancelled"): Partial<Job> {
  return { state, finishedAt: caller.now, leaseUntil: undefined, worker: undefined };
}

/** The caller at each later moment: his clock may run ahead of the machine's, but never stands still. */
function clockOf(caller: Caller): () => Caller {
  const began = performance.now();
  const from = Date.parse(caller.now);
  return () => ({ ...caller, now: new Date(from + performance.now() - began).toISOString() });
}
