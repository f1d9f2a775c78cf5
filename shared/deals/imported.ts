import type { Caller } from "../caller.ts";
import type { Fresh } from "../record.ts";
import type { Unique } from "../table/entity.ts";
import { storeOf } from "../table/store.ts";
import type { Tx } from "../table/tx.ts";
import type { Instant } from "../time.ts";
import type { ClosingFacts, Deal, StageEntry } from "./schema.ts";
import { DealTable, StageEntryTable } from "./table.ts";
import type * as z from "zod";

/** What an import says of a deal; what is absent is not said. Amounts are in the company's currency. */
export interface ImportedDeal {
  title?: string | undefined;
  managerId?: string | undefined;
  productId?: string | undefined;
  amountMinor?: number | undefined;
  openedOn?: string | undefined;
  plannedCloseOn?: string | undefined;
  probability?: number | undefined;
}

/** Where a deal stands by the file; a closed one says when and, when it was lost, why. */
export type ImportedState =
  | { state: "open"; stageId: string }
  | { state: "success"; stageId: string; closedOn: string; closing: z.infer<typeof ClosingFacts> }
  | { state: "refusal"; stageId: string; closedOn: string; closing: z.infer<typeof ClosingFacts>; reasonId: string };

/** A deal to be written, with the values it takes or frees and the actions of it all. */
export interface DealWrite {
  cost: number;
  keys: Unique[];
  write(tx: Tx): Deal;
}

/** What a new deal of an import needs besides what the file says. */
export interface NewDeal {
  id: string;
  stageEntryId: string;
  importId: string | undefined;
  clientId: string;
  pipelineId: string;
  externalId?: string | undefined;
  said: ImportedDeal & { title: string; amountMinor: number; openedOn: string };
  state: ImportedState;
  /** First moment of a day in the company's zone. */
  momentOf: (day: string) => Instant;
}

/**
 * A new deal of an import with its stage journal: one entry, ended where the deal is closed. What an import closes
 * carries `closedBy: import` and skips the pipeline's rule of success, not the reason of a refusal (rule 4).
 */
export function newDeal(caller: Caller, { id, stageEntryId, said, state, momentOf, ...rest }: NewDeal): DealWrite {
  const { amountMinor, productId, managerId, ...facts } = said;
  const closed = state.state !== "open";
  const startedAt = momentOf(said.openedOn);
  const fresh: Fresh<Deal> = {
    ...rest,
    ...facts,
    id,
    managerId,
    stageId: state.stageId,
    stageSince: startedAt,
    ...(closed ? {} : { stageEntryId }),
    ...closedFields(state),
    state: state.state,
    amountMinor,
    currency: caller.currency,
    baseMinor: amountMinor,
    rateDate: said.openedOn,
    lines: linesOf(productId, amountMinor),
  };
  const entry: Fresh<StageEntry> = {
    id: stageEntryId,
    dealId: id,
    stageId: state.stageId,
    startedAt,
    ...(closed ? { endedAt: momentOf(state.closedOn) } : {}),
    performerId: managerId,
  };
  const keys = externalKeys(rest.externalId);
  return {
    cost: 3 + keys.length,
    keys,
    write(tx) {
      tx.create(StageEntryTable, entry);
      return tx.create(DealTable, fresh);
    },
  };
}

/**
 * What the import says over an open deal as it is: its facts, its way to another stage with the journal, its close.
 * A closed deal keeps where it stands; only its facts are written.
 */
export async function overwriteDeal(
  caller: Caller,
  before: Deal,
  said: ImportedDeal,
  state: ImportedState | undefined,
  newEntryId: string,
): Promise<DealWrite> {
  const { productId, amountMinor, ...facts } = said;
  const amount = amountMinor ?? before.amountMinor;
  const change: Partial<Deal> = {
    ...facts,
    ...(amountMinor === undefined ? {} : { amountMinor, baseMinor: amountMinor }),
    ...(productId === undefined && amountMinor === undefined
      ? {}
      : { lines: linesOf(productId ?? (before.lines.length === 1 ? before.lines[0]!.productId : undefined), amount) }),
  };
  const moves =
    state !== undefined && before.state === "open" && (state.state !== "open" || state.stageId !== before.stageId);
  const entry = moves ? await openEntry(caller, before) : undefined;
  return {
    cost: moves ? 4 : 2,
    keys: [],
    write(tx) {
      if (!moves) return tx.update(DealTable, before, change);
      if (entry) tx.update(StageEntryTable, entry, { endedAt: caller.now });
      const open = state.state === "open";
      if (open) {
        const { managerId = before.managerId } = said;
        tx.create(StageEntryTable, {
          id: newEntryId,
          dealId: before.id,
          stageId: state.stageId,
          startedAt: caller.now,
          performerId: managerId,
        });
      }
      return tx.update(DealTable, before, {
        ...change,
        ...closedFields(state),
        state: state.state,
        stageId: state.stageId,
        stageEntryId: open ? newEntryId : undefined,
        ...(state.stageId === before.stageId ? {} : { stageSince: caller.now }),
      });
    },
  };
}

/** A deal set back to what it was before an import; its journal is opened again where the import ended it. */
export async function restoreDeal(caller: Caller, current: Deal, before: Deal): Promise<DealWrite> {
  const gone = Object.fromEntries(Object.keys(current).map((name) => [name, undefined]));
  const moved = current.stageEntryId !== before.stageEntryId;
  const [made, ended] = moved ? await Promise.all([openEntry(caller, current), openEntry(caller, before)]) : [];
  return {
    cost: 4,
    keys: [],
    write(tx) {
      if (made) tx.remove(StageEntryTable, made);
      if (ended) tx.update(StageEntryTable, ended, { endedAt: undefined });
      return tx.update(DealTable, current, { ...gone, ...before });
    },
  };
}

/** A deal an import made, put into the recycle bin with its number given free, so that the file can be brought again. */
export function takeBackDeal(caller: Caller, deal: Deal): DealWrite {
  const keys = externalKeys(deal.externalId);
  return {
    cost: 2 + keys.length,
    keys,
    write: (tx) => tx.update(DealTable, deal, { deletedAt: caller.now, externalId: undefined }),
  };
}

/** The unique value of a deal's number. */
export function externalKeys(externalId: string | undefined): Unique[] {
  return externalId ? [{ field: "deal_external", value: externalId }] : [];
}

/** Deals by id, those in the bin left out. */
export async function dealsById(caller: Caller, ids: readonly string[]): Promise<Map<string, Deal>> {
  const found = await storeOf(caller).batchGet(
    DealTable,
    ids.map((id) => ({ id })),
  );
  return new Map(found.map((deal) => [deal.id, deal]));
}

/** A deal, one in the bin too. */
export function findDeal(caller: Caller, id: string): Promise<Deal | undefined> {
  return storeOf(caller).get(DealTable, { id }, { bin: true });
}

async function openEntry(caller: Caller, { id, stageEntryId }: Deal): Promise<StageEntry | undefined> {
  return stageEntryId ? storeOf(caller).get(StageEntryTable, { dealId: id, id: stageEntryId }) : undefined;
}

function closedFields(state: ImportedState): Partial<Deal> {
  if (state.state === "open") return {};
  return {
    closedOn: state.closedOn,
    closedBy: "import",
    closing: state.closing,
    ...(state.state === "refusal" ? { refusalReasonIds: [state.reasonId], refusalStageId: state.stageId } : {}),
  };
}

function linesOf(productId: string | undefined, priceMinor: number): Deal["lines"] {
  return productId ? [{ productId, quantity: "1", priceMinor }] : [];
}
