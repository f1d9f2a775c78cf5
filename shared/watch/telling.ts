import type { Caller } from "../caller.ts";
import type { Client } from "../clients/schema.ts";
import { clientsAt } from "../clients/lookup.ts";
import type { CompanyContext } from "../companies/context.ts";
import { dealsAt, holdDeal } from "../deals/lookup.ts";
import { signalsOf, type Signal, type SignalKind } from "../deals/signals.ts";
import type { Deal } from "../deals/schema.ts";
import type { NoticeKind } from "../notifications/kinds.ts";
import { MOST_ALONE, notify, type Notice } from "../notifications/notify.ts";
import { pipelinesOf } from "../pipelines/lookup.ts";
import type { Pipeline } from "../pipelines/schema.ts";
import { dayIn, type Instant } from "../time.ts";
import { allMarks, isMarked, marksAt, newsOf, setMark } from "./marks.ts";
import { headOf, headOfAll } from "./people.ts";
import { watchedDeals } from "./rows.ts";
import type { Phase, Place, Round } from "./run.ts";
import { headsOfForgotten } from "./waking.ts";

/** Deals read anew for one chunk. */
const MOST_READ = 85;
/** Actions of a chunk, below the 100 of a transaction: the job's own and what a digest adds go with them. */
const MOST_ACTIONS = 85;
/** A notice with its letter and its events; with the first to somebody go the count of his quarter and his digest. */
const NOTICE_ACTIONS = 4;
const READER_ACTIONS = 2;
/** Summaries told in one chunk. */
const MOST_SUMMARIES = 12;

const kinds: Record<SignalKind, NoticeKind> = { overdue: "deal_overdue", stuck: "deal_stuck", silent: "deal_silent" };

/**
 * Decides who is told how: whoever would be told of more than five deals at once, as after an import, gets one summary
 * with the counts of all his deals that need a look, and what is in it counts as told.
 */
export const plan: Phase = async ({ caller }, round, place) => {
  const { today, company } = round;
  const [watched, marks] = await Promise.all([watchedDeals(caller, today), allMarks(caller)]);
  const manager = watched.deals.reader("managerId");
  const recipients = recipientsOf(company);
  const counts = new Map<string, Record<SignalKind | "deals" | "news", number>>();
  for (let slot = 0; slot < watched.deals.ids.length; slot++) {
    const signals = watched.signals(slot);
    if (signals.length === 0) continue;
    const news = newsOf(marks.get(watched.deals.ids[slot]!), signals).length > 0;
    for (const id of recipients(manager(slot) as string | null)) {
      const own = counts.get(id) ?? { overdue: 0, stuck: 0, silent: 0, deals: 0, news: 0 };
      counts.set(id, own);
      for (const { kind } of signals) own[kind] += 1;
      own.deals += 1;
      if (news) own.news += 1;
    }
  }
  const summaries = [...counts]
    .filter(([, { news }]) => news > MOST_ALONE)
    .map(([id, one]): Place["summaries"][number] => [id, one.overdue, one.stuck, one.silent, one.deals]);
  return { ...place, phase: "summaries", summaries, heads: await headsOfForgotten(caller, round) };
};

/** Tells those who get a summary instead of single notices. */
export const tellSummaries: Phase = async ({ caller, tx }, _, place) => {
  const next = place.at + MOST_SUMMARIES;
  for (const [userId, overdue, stuck, silent, deals] of place.summaries.slice(place.at, next)) {
    const counts = { overdue, stuck, silent, count: deals };
    const values = Object.fromEntries(Object.entries(counts).map(([name, count]) => [name, String(count)]));
    const about = { kind: "company", id: caller.tenant };
    await notify(caller, tx, userId, [{ kind: "deals_summary", about, path: "watch", values, at: caller.now }]);
  }
  return next < place.summaries.length ? { ...place, at: next } : undefined;
};

/** Tells the manager of each deal and his head what is news of it, and marks it as told. */
export const tellDeals: Phase = async ({ caller, tx }, round, place) => {
  const ids = await round.found("deals", () => dealsToSee(caller, round));
  const from = ids.findIndex((id) => id > place.after);
  const batch = from < 0 ? [] : ids.slice(from, from + MOST_READ);
  if (batch.length === 0) return undefined;
  const [deals, marks, pipelines] = await Promise.all([
    dealsAt(caller, batch),
    marksAt(caller, batch),
    pipelinesOf(caller),
  ]);
  const clients = await clientsAt(caller, [...new Set([...deals.values()].map(({ clientId }) => clientId))]);
  const summarised = new Set(place.summaries.map(([userId]) => userId));
  const recipients = recipientsOf(round.company);
  const notices = new Map<string, Notice[]>();
  let actions = 0;
  let after = place.after;
  for (const id of batch) {
    const deal = deals.get(id);
    const client = deal && clients.get(deal.clientId);
    const pipeline = pipelines.find((one) => one.id === deal?.pipelineId);
    const signals = deal && client && pipeline ? signalsNow(round, deal, client, pipeline) : [];
    const mark = marks.get(id);
    const news = newsOf(mark, signals);
    const told = news.length === 0 || !deal ? [] : recipients(deal.managerId).filter((one) => !summarised.has(one));
    const fresh = told.filter((one) => !notices.has(one)).length;
    const cost = 2 + told.length * news.length * NOTICE_ACTIONS + fresh * READER_ACTIONS;
    if (actions > 0 && actions + cost > MOST_ACTIONS) break;
    actions += told.length > 0 ? cost : 1;
    after = id;
    setMark(tx, id, mark, signals);
    if (!deal || !client || !pipeline || told.length === 0) continue;
    // Whoever closes or moves it at this moment wins: then it is looked at anew.
    holdDeal(tx, deal);
    const its = news.map((signal) => noticeOf(caller, round, deal, client, pipeline, signal));
    for (const one of told) notices.set(one, [...(notices.get(one) ?? []), ...its]);
  }
  for (const [userId, its] of notices) await notify(caller, tx, userId, its);
  return { ...place, after };
};

/** Ids of the deals of which something is to be told, marked or forgotten, in their order. */
async function dealsToSee(caller: Caller, { today }: Round): Promise<string[]> {
  const [watched, marks] = await Promise.all([watchedDeals(caller, today), allMarks(caller)]);
  const found: string[] = [];
  for (const [slot, id] of watched.deals.ids.entries()) {
    const signals = watched.signals(slot);
    if (!isMarked(marks.get(id), signals)) found.push(id);
  }
  // Of a deal that was deleted long ago nothing is known any more.
  for (const id of marks.keys()) if (watched.deals.versionOf(id) === undefined) found.push(id);
  return found.sort();
}

/** The signals of a deal as its record is now. */
function signalsNow(
  { today, company }: Round,
  { state, stageId, stageSince, openedOn }: Deal,
  { lastContactAt }: Client,
  pipeline: Pipeline,
): Signal[] {
  if (state !== "open") return [];
  const dayOf = (at: Instant) => dayIn(at, company.company.timeZone);
  const contactOn = lastContactAt === undefined ? undefined : dayOf(lastContactAt);
  return signalsOf({ stageId, openedOn, stageOn: dayOf(stageSince), contactOn }, pipeline, today);
}

/** Who is told of a manager's deals: he and who answers for him; of nobody's deals whoever leads the sellers. */
function recipientsOf(company: CompanyContext): (managerId: string | null | undefined) => readonly string[] {
  const known = new Map<string, readonly string[]>();
  return (managerId) => {
    const key = managerId ?? "";
    let found = known.get(key);
    if (!found) {
      const both = managerId ? [managerId, headOf(company, managerId)] : [headOfAll(company)];
      const active = both.filter((id): id is string => id !== undefined && company.employee(id)?.state === "active");
      known.set(key, (found = active));
    }
    return found;
  };
}

function noticeOf(
  caller: Caller,
  { company }: Round,
  deal: Deal,
  client: Client,
  { stages }: Pipeline,
  { kind, days, norm }: Signal,
): Notice {
  return {
    kind: kinds[kind],
    about: { kind: "deal", id: deal.id },
    path: `deals/${deal.id}`,
    values: {
      what: deal.title,
      client: client.name,
      days: String(days),
      norm: String(norm),
      stage: stages.find(({ id }) => id === deal.stageId)?.name ?? "",
      who: (deal.managerId && company.employee(deal.managerId)?.name) ?? "",
    },
    at: caller.now,
  };
}
