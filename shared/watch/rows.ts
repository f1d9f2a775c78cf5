import type { Caller } from "../caller.ts";
import { clientColumns } from "../clients/columns.ts";
import { companyContext, type CompanyContext } from "../companies/context.ts";
import { dealColumns } from "../deals/columns.ts";
import { signalsOf, type Signal } from "../deals/signals.ts";
import { notFound } from "../errors.ts";
import { pipelinesOf } from "../pipelines/lookup.ts";
import { modelOf } from "../query/model.ts";
import type { Rows } from "../query/rows.ts";
import { dayIn, type Day } from "../time.ts";

/** Deals of a company with what their signals are told from. */
export interface WatchedDeals {
  deals: Rows;
  clients: Rows;
  /** Slot of the client of a deal. */
  clientOf: (slot: number) => number | undefined;
  /** The signals of a deal; none where it is closed, deleted, or its pipeline or client is gone. */
  signals: (slot: number) => readonly Signal[];
}

const NONE: readonly Signal[] = [];

/** The company of a caller, which is there. */
export async function companyOf(caller: Caller): Promise<CompanyContext> {
  const context = await companyContext(caller.tenant, caller);
  if (!context) throw notFound();
  return context;
}

/** The days of moments in a zone; each moment is reckoned once, since an import gives thousands the same. */
export function daysOf(timeZone: string): (at: unknown) => Day | undefined {
  const known = new Map<unknown, Day>();
  return (at) => {
    if (typeof at !== "string") return undefined;
    let day = known.get(at);
    if (day === undefined) known.set(at, (day = dayIn(at, timeZone)));
    return day;
  };
}

/** Deals and clients of the company as the read model has them, with the signals of a day. */
export async function watchedDeals(caller: Caller, today: Day, see?: string): Promise<WatchedDeals> {
  const [{ company }, deals, clients, pipelines] = await Promise.all([
    companyOf(caller),
    modelOf(caller, dealColumns, see),
    modelOf(caller, clientColumns, see),
    pipelinesOf(caller),
  ]);
  const byId = new Map(pipelines.map((one) => [one.id, one]));
  const clientOf = deals.link("clientId", clients);
  const dayOf = daysOf(company.timeZone);
  const read = {
    state: deals.reader("state"),
    pipelineId: deals.reader("pipelineId"),
    stageId: deals.reader("stageId"),
    stageSince: deals.reader("stageSince"),
    openedOn: deals.reader("openedOn"),
    contact: clients.reader("lastContactAt"),
  };
  return {
    deals,
    clients,
    clientOf,
    signals(slot) {
      if (!deals.alive[slot] || read.state(slot) !== "open") return NONE;
      const pipeline = byId.get(String(read.pipelineId(slot)));
      const client = clientOf(slot);
      if (!pipeline || client === undefined) return NONE;
      const openedOn = String(read.openedOn(slot));
      const deal = {
        stageId: String(read.stageId(slot)),
        openedOn,
        stageOn: dayOf(read.stageSince(slot)) ?? openedOn,
        contactOn: dayOf(read.contact(client)),
      };
      return signalsOf(deal, pipeline, today);
    },
  };
}

/** Clients that have neither a next step nor a parking beyond a day: the test of a slot. */
export function forgottenIn(clients: Rows, today: Day): (slot: number) => boolean {
  const step = clients.reader("nextStepAt");
  const parked = clients.reader("parkedUntil");
  return (slot) => {
    if (!clients.alive[slot] || step(slot) !== null) return false;
    const until = parked(slot);
    return until === null || String(until) <= today;
  };
}

/** The day of the last contact of a client; of the first one where no other is known. */
export function contactDayIn(clients: Rows, timeZone: string): (slot: number) => Day {
  const last = clients.reader("lastContactAt");
  const first = clients.reader("firstContactOn");
  const dayOf = daysOf(timeZone);
  return (slot) => dayOf(last(slot)) ?? String(first(slot));
}
