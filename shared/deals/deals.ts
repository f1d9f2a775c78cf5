import type { Caller } from "../caller.ts";
import { mustClient } from "../clients/clients.ts";
import { ClientTable } from "../clients/table.ts";
import type { Client } from "../clients/schema.ts";
import { companyContext } from "../companies/context.ts";
import { invalid, Problem } from "../errors.ts";
import type { Input } from "../http/contract.ts";
import { newId } from "../ids.ts";
import { mustPipeline, mustProducts, mustStage, pipelineOfNew } from "../pipelines/lookup.ts";
import { can, demand } from "../policy.ts";
import { mustBeEmployee, mustBeEntry } from "../references.ts";
import { recordOf } from "../table/entity.ts";
import { mustBeSeen, nullsOut } from "../table/retry.ts";
import { storeOf } from "../table/store.ts";
import type { Tx } from "../table/tx.ts";
import { dayIn } from "../time.ts";
import { dealAmount } from "./amounts.ts";
import type { dealsContract } from "./contract.ts";
import { dealClosed, dealManagerChanged, dealOpened, dealReopened, dealStageChanged } from "./events.ts";
import type { Deal, DealView, StageEntry } from "./schema.ts";
import { DealTable, StageEntryTable } from "./table.ts";

type In<K extends keyof typeof dealsContract> = Input<(typeof dealsContract)[K]>;

/** A deal with what the caller may do. */
export function dealView(caller: Caller, deal: Deal): DealView {
  return { ...deal, can: can(caller, "deals", deal) };
}

/** Opens a deal, with the first entry of its stage journal. */
export async function open(caller: Caller, input: In<"open">) {
  await mustClient(caller, input.clientId, "read");
  const pipeline = input.pipelineId ? await mustPipeline(caller, input.pipelineId) : await pipelineOfNew(caller);
  const stage = input.stageId ? mustStage(pipeline, input.stageId) : pipeline.stages[0]!;
  const managerId = input.managerId ?? (caller.kind === "system" ? undefined : caller.userId);
  await Promise.all([mustBeEmployee(caller, "managerId", managerId), mustProducts(caller, input.lines)]);
  const today = dayIn(caller.now, caller.timeZone);
  if (input.openedOn && input.openedOn > today) throw invalid("openedOn", "future");
  const amountMinor = dealAmount(input.lines, input.amountMinor);
  const tx = storeOf(caller).tx();
  const id = newId("deal");
  const entry = startStage(tx, caller, id, stage.id, managerId);
  const { clientId, title, lines, plannedCloseOn, probability } = input;
  const deal = tx.create(DealTable, {
    id,
    clientId,
    title,
    pipelineId: pipeline.id,
    stageId: stage.id,
    stageSince: caller.now,
    stageEntryId: entry.id,
    managerId,
    state: "open",
    amountMinor,
    currency: caller.currency,
    baseMinor: amountMinor,
    rateDate: today,
    lines,
    plannedCloseOn,
    probability,
    openedOn: input.openedOn ?? today,
  });
  demand(caller, "deals", "create", deal);
  hangOnClient(tx, clientId);
  tx.event(dealOpened, about(deal), { clientId, stageId: stage.id, managerId });
  return tx.commit(dealView(caller, deal));
}

/** A deal with its stage journal and the name of its client, in one query and one read. */
export async function get(caller: Caller, { id }: In<"get">) {
  const { items } = await storeOf(caller).items({ pk: `D#${id}` });
  const own = items.find(({ sk }) => sk === "#");
  const deal = demand(caller, "deals", "read", own && recordOf(DealTable, own));
  if (deal.deletedAt) throw new Problem("not_found");
  const client = await mustClient(caller, deal.clientId, "read");
  const journal = items.filter((item) => item["e"] === "stage_entry").map((item) => recordOf(StageEntryTable, item));
  return {
    deal: dealView(caller, deal),
    clientName: client.name,
    ...(client.lastContactAt ? { lastContactAt: client.lastContactAt } : {}),
    journal,
  };
}

/** Changes a deal on the version that was seen. What is closed keeps its facts. */
export async function change(caller: Caller, { id, ver, ...input }: In<"change">) {
  const before = await mustDeal(caller, id, "write");
  mustBeSeen(before, ver);
  mustBeOpen(before);
  const lines = input.lines ?? before.lines;
  await Promise.all([
    mustBeEmployee(caller, "managerId", input.managerId),
    input.lines ? mustProducts(caller, input.lines) : undefined,
  ]);
  const planned = input.amountMinor ?? (input.lines?.length === 0 ? 0 : before.amountMinor);
  const amountMinor = dealAmount(lines, planned);
  const tx = storeOf(caller).tx();
  const wanted = { ...nullsOut(input), lines, amountMinor, baseMinor: amountMinor };
  const given = wanted.managerId !== undefined && wanted.managerId !== before.managerId ? wanted.managerId : undefined;
  const deal = tx.update(DealTable, before, { ...wanted, ...(given ? passedOn(before, given) : {}) });
  if (given) {
    const { clientId, managerId: from } = before;
    tx.event(dealManagerChanged, about(deal), { clientId, from, to: given });
  }
  return tx.commit(dealView(caller, deal));
}

function passedOn({ managerId, formerManagerIds = [] }: Deal, to: string): Pick<Deal, "formerManagerIds"> {
  const led = [...(managerId ? [managerId] : []), ...formerManagerIds].filter((id) => id !== to);
  return { formerManagerIds: [...new Set(led)].slice(0, 10) };
}

/** A deal by id for rules that have checked their caller by other means. */
export function find(caller: Caller, id: string): Promise<Deal | undefined> {
  return storeOf(caller).get(DealTable, { id });
}

/** Moves a deal: one entry of the stage journal ends and the next begins in one transaction. */
export async function move(caller: Caller, { id, stageId, ver }: In<"move">) {
  const before = await mustDeal(caller, id, "write");
  mustBeSeen(before, ver);
  mustBeOpen(before);
  mustStage(await mustPipeline(caller, before.pipelineId), stageId);
  if (stageId === before.stageId) throw new Problem("invalid_state", { reason: "same_stage" });
  const tx = storeOf(caller).tx();
  await endStage(tx, caller, before);
  const entry = startStage(tx, caller, id, stageId, caller.kind === "system" ? before.managerId : caller.userId);
  const deal = tx.update(DealTable, before, { stageId, stageSince: caller.now, stageEntryId: entry.id });
  tx.event(dealStageChanged, about(deal), { clientId: deal.clientId, from: before.stageId, to: stageId });
  return tx.commit(dealView(caller, deal));
}

/** Ends a deal by success or refusal; the facts of the day stay with it. */
export async function close(caller: Caller, { id, ver, outcome, reasonIds, note, closedOn }: In<"close">) {
  const before = await mustDeal(caller, id, "write");
  mustBeSeen(before, ver);
  mustBeOpen(before);
  const refusal = outcome === "refusal";
  if (refusal && reasonIds.length === 0) throw invalid("reasonIds", "reasons_needed");
  if (!refusal && reasonIds.length > 0) throw invalid("reasonIds", "reasons_not_allowed");
  await Promise.all(
    reasonIds.map((reason, index) => mustBeEntry(caller, "refusal_reason", `reasonIds.${index}`, reason)),
  );
  const today = dayIn(caller.now, caller.timeZone);
  if (closedOn && closedOn > today) throw invalid("closedOn", "future");
  if (closedOn && closedOn < before.openedOn) throw invalid("closedOn", "past");
  const client = await storeOf(caller).get(ClientTable, { id: before.clientId }, { bin: true });
  const tx = storeOf(caller).tx();
  await endStage(tx, caller, before);
  const deal = tx.update(DealTable, before, {
    state: outcome,
    closedOn: closedOn ?? today,
    closedBy: caller.actor,
    stageEntryId: undefined,
    ...(refusal
      ? { refusalReasonIds: [...new Set(reasonIds)], refusalStageId: before.stageId, refusalNote: note }
      : {}),
    closing: await closingFacts(caller, before, client),
  });
  tx.event(dealClosed, about(deal), { clientId: deal.clientId, outcome, stageId: deal.stageId, reasonIds });
  return tx.commit(dealView(caller, deal));
}

/** Opens a closed deal again where it was closed. */
export async function reopen(caller: Caller, { id, ver }: In<"reopen">) {
  const before = await mustDeal(caller, id, "write");
  mustBeSeen(before, ver);
  if (before.state === "open") throw new Problem("invalid_state", { reason: "deal_is_open" });
  const tx = storeOf(caller).tx();
  const entry = startStage(tx, caller, id, before.stageId, caller.kind === "system" ? before.managerId : caller.userId);
  const deal = tx.update(DealTable, before, {
    state: "open",
    stageSince: caller.now,
    stageEntryId: entry.id,
    closedOn: undefined,
    closedBy: undefined,
    refusalReasonIds: undefined,
    refusalStageId: undefined,
    refusalNote: undefined,
    closing: undefined,
  });
  hangOnClient(tx, deal.clientId);
  tx.event(dealReopened, about(deal), { clientId: deal.clientId, stageId: deal.stageId });
  return tx.commit(dealView(caller, deal));
}

/** Puts a deal into the recycle bin. */
export async function remove(caller: Caller, { id }: In<"remove">) {
  const deal = await mustDeal(caller, id, "delete");
  const tx = storeOf(caller).tx();
  tx.trash(DealTable, deal);
  return tx.commit({});
}

/** An open deal keeps its client out of the bin, and a client in the bin keeps its deals closed. */
function hangOnClient(tx: Tx, id: string): void {
  tx.touch(ClientTable, { id }, () => new Problem("invalid_state", { reason: "client_in_bin" }));
}

/** Manager, team, region, industry and source as they are on the day of the close (rule 6). */
export async function closingFacts(
  caller: Caller,
  deal: Pick<Deal, "managerId">,
  client: Pick<Client, "regionId" | "industryId" | "sourceId"> | undefined,
): Promise<NonNullable<Deal["closing"]>> {
  const manager = deal.managerId ? (await companyContext(caller.tenant, caller))?.employee(deal.managerId) : undefined;
  const { regionId, industryId, sourceId } = client ?? {};
  return { managerId: deal.managerId, teamId: manager?.teamId, regionId, industryId, sourceId };
}

async function mustDeal(caller: Caller, id: string, action: "write" | "delete"): Promise<Deal> {
  return demand(caller, "deals", action, await storeOf(caller).get(DealTable, { id }));
}

function mustBeOpen({ state }: Deal): void {
  if (state !== "open") throw new Problem("invalid_state", { reason: "deal_is_closed" });
}

function startStage(
  tx: Tx,
  caller: Caller,
  dealId: string,
  stageId: string,
  performerId: string | undefined,
): StageEntry {
  return tx.create(StageEntryTable, { id: newId("stageEntry"), dealId, stageId, startedAt: caller.now, performerId });
}

async function endStage(tx: Tx, caller: Caller, deal: Deal): Promise<void> {
  if (!deal.stageEntryId) return;
  const entry = await storeOf(caller).get(StageEntryTable, { dealId: deal.id, id: deal.stageEntryId });
  if (entry) tx.update(StageEntryTable, entry, { endedAt: caller.now });
}

function about({ id, ver }: Deal): { kind: string; id: string; ver: number } {
  return { kind: "deal", id, ver };
}
