import { afterAll, beforeAll, expect, test } from "vitest";
import { jobKinds } from "#functions/lib/job-kinds.ts";
import type { Caller } from "#shared/caller.ts";
import { Problem } from "#shared/errors.ts";
import { cancel, find, get, list, request } from "#shared/jobs/jobs.ts";
import { JobFailure, run, type JobKindRules, type Progress, type Worker } from "#shared/jobs/run.ts";
import type { Job } from "#shared/jobs/schema.ts";
import { storeOf } from "#shared/table/store.ts";
import { after } from "#shared/time.ts";
import { aCompany, type TestCompany } from "../support/callers.ts";
import { startEngine, type Engine } from "../support/engine.ts";

let engine: Engine;
let company: TestCompany;
beforeAll(async () => {
  engine = await startEngine();
  company = await aCompany();
});
afterAll(() => engine.stop());

const CHUNKS = 12;

/** What a test does in the middle of a chunk. */
type Middle = (chunk: number, attempt: number) => Promise<void> | void;

/** A job of some chunks; each leaves an item of its own, so that one done twice could not hide. */
function counting(middle: Middle = () => undefined): JobKindRules {
  return {
    open: () =>
      Promise.resolve({
        async step({ job, tx, attempt }): Promise<Progress> {
          const next = Number(job.cursor["next"] ?? 0) + 1;
          tx.mark(
            { pk: `DONE#${job.id}`, sk: String(next) },
            { e: "test" },
            () => new Problem("conflict", { reason: "busy" }),
          );
          await middle(next, attempt);
          return { cursor: { next }, done: next, total: CHUNKS, finished: next === CHUNKS };
        },
      }),
    stopped: (_caller, tx, job, failure) => {
      tx.mark({ pk: `DONE#${job.id}`, sk: "stopped" }, { e: "test", failure }, () => new Problem("conflict"));
      return Promise.resolve();
    },
  };
}

async function asked(caller: Caller = company.owner): Promise<Job> {
  const tx = storeOf(caller).tx();
  const job = request(caller, tx, { kind: "import", subject: "imp_test", total: CHUNKS });
  return tx.commit(job);
}

let workers = 0;
function aWorker(msLeft = () => 600_000): Worker {
  return { id: `worker ${++workers}`, msLeft };
}

function work(job: Job, rules: JobKindRules, { caller = company.system, worker = aWorker() } = {}) {
  return run(caller, job.id, { ...jobKinds, import: rules }, worker);
}

/** The system's caller so many seconds ahead: when a lease has run out. */
function ahead(seconds: number): Caller {
  return { ...company.system, now: after(new Date().toISOString(), seconds) };
}

async function chunksDone({ id }: Job): Promise<string[]> {
  const { items } = await storeOf(company.system).items({ pk: `DONE#${id}` });
  return items.map(({ sk }) => sk);
}

const allChunks = Array.from({ length: CHUNKS }, (_, index) => String(index + 1)).sort();

test("runs every chunk once and ends as done, by him who asked for it", async () => {
  const job = await asked();
  expect(await work(job, counting())).toBe("ended");
  expect(await get(company.owner, { id: job.id })).toMatchObject({ state: "done", done: CHUNKS, total: CHUNKS });
  expect(await find(company.system, job.id)).toMatchObject({ updatedBy: company.owner.actor, attempts: 0 });
  expect(await chunksDone(job)).toEqual(allChunks);
  expect(await work(job, counting())).toBe("elsewhere");
});

test("a second message finds the job held by another worker and leaves it alone", async () => {
  const job = await asked();
  const outcomes: string[] = [];
  await work(
    job,
    counting(async (chunk) => {
      if (chunk === 3) outcomes.push(await work(job, counting()));
    }),
  );
  expect(outcomes).toEqual(["elsewhere"]);
  expect(await chunksDone(job)).toEqual(allChunks);
});

test("two workers at a time do every chunk once: the one that was taken for dead stops", async () => {
  const job = await asked();
  let second: Promise<string> | undefined;
  // The first one pauses in a chunk; meanwhile the clock of the other says that its lease ran out.
  const first = await work(
    job,
    counting(async (chunk) => {
      if (chunk === 5 && !second) {
        second = work(
          job,
          counting(() => new Promise((done) => setTimeout(done, 5))),
          { caller: ahead(3600) },
        );
        await new Promise((done) => setTimeout(done, 60));
      }
    }),
  );
  expect([first, await second].sort()).toEqual(["elsewhere", "ended"]);
  expect(await chunksDone(job)).toEqual(allChunks);
});

test("a worker that dies in a chunk leaves it undone, and the next one goes on from there", async () => {
  const job = await asked();
  const dies = work(
    job,
    counting((chunk) => {
      if (chunk === 4) throw new Error("dead");
    }),
  );
  await expect(dies).rejects.toThrow("dead");
  expect(await get(company.owner, { id: job.id })).toMatchObject({ state: "running", done: 3 });
  expect(await work(job, counting())).toBe("ended");
  expect(await chunksDone(job)).toEqual(allChunks);
});

test("stops before its time ends and asks to be run again", async () => {
  const job = await asked();
  let runs = 0;
  for (let outcome = "more"; outcome === "more"; runs++) {
    let left = 3;
    outcome = await work(job, counting(), { worker: aWorker(() => (left-- > 0 ? 600_000 : 60_000)) });
  }
  expect(runs).toBe(CHUNKS / 3);
  expect(await chunksDone(job)).toEqual(allChunks);
});

test("a cancelled job stops after its present chunk", async () => {
  const job = await asked();
  const outcome = await work(
    job,
    counting(async (chunk) => {
      if (chunk === 4) expect(await cancel(company.owner, { id: job.id })).toMatchObject({ cancelAsked: true });
    }),
  );
  expect(outcome).toBe("ended");
  // The chunk that met the cancellation was not written: the job stops before it.
  expect(await get(company.owner, { id: job.id })).toMatchObject({ state: "cancelled", done: 3 });
  expect(await chunksDone(job)).toEqual(["1", "2", "3", "stopped"]);
  await expect(cancel(company.owner, { id: job.id })).rejects.toMatchObject({ details: { reason: "job_has_ended" } });
});

test("a chunk that meets other writers is tried anew, and told so", async () => {
  const job = await asked();
  const attempts: number[] = [];
  await work(
    job,
    counting((chunk, attempt) => {
      if (chunk !== 2) return;
      attempts.push(attempt);
      if (attempt < 3) throw new Problem("conflict", { reason: "stale" });
    }),
  );
  expect(attempts).toEqual([1, 2, 3]);
  expect(await chunksDone(job)).toEqual(allChunks);
});

test("what fails five times without getting on has failed, with its reason", async () => {
  const job = await asked();
  const broken = counting((chunk) => {
    if (chunk === 1) throw new Error("always");
  });
  for (let taken = 0; taken < 5; taken++) await expect(work(job, broken)).rejects.toThrow("always");
  expect(await work(job, broken)).toBe("ended");
  expect(await get(company.owner, { id: job.id })).toMatchObject({ state: "failed", failure: "job_failed", done: 0 });
  expect(await chunksDone(job)).toEqual(["stopped"]);
});

test("what no other try will mend fails at once", async () => {
  const job = await asked();
  await work(
    job,
    counting(() => {
      throw new JobFailure("no_such_import");
    }),
  );
  expect(await get(company.owner, { id: job.id })).toMatchObject({ state: "failed", failure: "no_such_import" });
});

test("what a rule refuses fails at once with the rule's reason", async () => {
  const job = await asked();
  const refused = counting(() => {
    throw new Problem("invalid_state", { reason: "dictionary_full" });
  });
  expect(await work(job, refused)).toBe("ended");
  expect(await get(company.owner, { id: job.id })).toMatchObject({ state: "failed", failure: "dictionary_full" });
});

test("lists the jobs of a company, newest first, to those who may import alone", async () => {
  const other = await aCompany();
  const [first, second] = [await asked(other.owner), await asked(other.owner)];
  expect((await list(other.owner)).jobs.map(({ id }) => id)).toEqual([second.id, first.id]);
  const { jobs } = await list(other.owner);
  expect(jobs[0]).not.toHaveProperty("cursor");
  await expect(get(await other.as("observer"), { id: first.id })).rejects.toMatchObject({ code: "not_found" });
});
