import type { CompanyContext } from "../companies/context.ts";
import { memorableDates } from "../dates/round.ts";
import type { Chunk, JobKindRules, Progress } from "../jobs/run.ts";
import type { Day } from "../time.ts";
import { readerFor } from "./people.ts";
import { companyOf } from "./rows.ts";
import { plan, tellDeals, tellSummaries } from "./telling.ts";
import { tellHeads, wakeClients } from "./waking.ts";

/** What a round does, in this order. `plan` decides who is told one by one and who by a summary, and keeps it. */
const phases = { plan, summaries: tellSummaries, deals: tellDeals, clients: wakeClients, heads: tellHeads, dates };

type PhaseName = keyof typeof phases;
const order = Object.keys(phases) as PhaseName[];

/** Where a round stands: all of it lies in the job, so that any worker goes on from there. */
export interface Place {
  phase: PhaseName;
  /** Who gets a summary instead of single notices: overdue, stuck, silent, deals in all. */
  summaries: [userId: string, overdue: number, stuck: number, silent: number, deals: number][];
  /** Whom the list of forgotten clients is shown: found, given tasks for, the one client where it is one. */
  heads: [userId: string, found: number, given: number, client: string][];
  /** How many of a list are done. */
  at: number;
  /** The key of the last record looked at. */
  after: string;
  /** Tasks given to the employee that the place stands at. */
  given: number;
}

/** A round at work on one day of its company. */
export interface Round {
  today: Day;
  company: CompanyContext;
  /** What a phase found in the read model, kept between its chunks; every record is read anew before it is written. */
  found: <T>(phase: string, find: () => Promise<T>) => Promise<T>;
}

/** One chunk of a phase: adds its writes, answers where to go on, undefined when the phase is over. */
export type Phase = (chunk: Chunk, round: Round, place: Place) => Promise<Place | undefined>;

/**
 * The daily round of a company over its day, the job's subject: tells of deals that are overdue, stuck or silent, gives
 * tasks for clients whom everybody forgot, and remembers dates. What is told is marked in the same transaction.
 */
export const dailyRound: JobKindRules = {
  async open(caller, job) {
    const round = roundOf(await companyOf(caller), job.subject ?? "");
    return { step: (chunk) => step(chunk, round) };
  },
};

function roundOf(company: CompanyContext, today: Day): Round {
  const kept = new Map<string, Promise<unknown>>();
  return {
    today,
    company,
    found<T>(phase: string, find: () => Promise<T>) {
      const known = kept.get(phase) ?? find();
      kept.set(phase, known);
      // One that failed is looked for anew.
      known.catch(() => kept.delete(phase));
      return known as Promise<T>;
    },
  };
}

async function step(chunk: Chunk, round: Round): Promise<Progress> {
  const { job, tx } = chunk;
  const done = job.done + 1;
  let place: Place = { ...start, ...(job.cursor as Partial<Place>) };
  for (;;) {
    const next = await phases[place.phase](chunk, round, place);
    if (next) return { cursor: { ...next }, done };
    const following = order[order.indexOf(place.phase) + 1];
    if (!following) return { cursor: {}, done, finished: true };
    place = { ...place, phase: following, at: 0, after: "", given: 0 };
    // Phases that have nothing to do need no transaction of their own.
    if (tx.size > 0) return { cursor: { ...place }, done };
  }
}

const start: Place = { phase: "plan", summaries: [], heads: [], at: 0, after: "", given: 0 };

async function dates({ caller, tx }: Chunk, { today, company, found }: Round, place: Place) {
  const after = await memorableDates(caller, tx, {
    today,
    after: place.after,
    leadDays: company.company.leadDays,
    found: (find) => found("dates", find),
    readerFor: (curatorId) => readerFor(company, curatorId),
  });
  return after === undefined ? undefined : { ...place, after };
}
