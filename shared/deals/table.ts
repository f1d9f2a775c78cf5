import { cardPartition } from "../clients/table.ts";
import { defineTable, type Item } from "../table/entity.ts";
import { dealColumns } from "./columns.ts";
import { DealRef, type Deal, type StageEntry } from "./schema.ts";

/** Deals lie on the card of their client under this prefix, above all else, so that many of them push nothing out. */
export const DEAL_PREFIX = "DR#";

/** Deals, with what their client's card shows of them as a mirror. */
export const DealTable = defineTable<Deal>({
  entity: "deal",
  version: 1,
  key: ({ id }) => ({ pk: `D#${id}`, sk: "#" }),
  columns: dealColumns,
  unique: (deal) => (deal.externalId ? [{ field: "deal_external", value: deal.externalId }] : []),
  mirrors: (deal) => [
    { pk: cardPartition(deal.clientId), sk: DEAL_PREFIX + deal.id, entity: "deal_ref", d: refOf(deal) },
  ],
});

function refOf(deal: Deal): DealRef {
  const {
    id,
    clientId,
    title,
    pipelineId,
    stageId,
    state,
    amountMinor,
    currency,
    managerId,
    createdBy,
    openedOn,
    closedOn,
  } = deal;
  return {
    id,
    clientId,
    title,
    pipelineId,
    stageId,
    state,
    amountMinor,
    currency,
    managerId,
    createdBy,
    openedOn,
    closedOn,
  };
}

/** The mirror of a deal in an item of the card. */
export function dealRefOf(item: Item): DealRef {
  return item["d"] as DealRef;
}

/** The stage journal of a deal, in order. */
export const StageEntryTable = defineTable<StageEntry, { dealId: string; id: string }>({
  entity: "stage_entry",
  version: 1,
  key: ({ dealId, id }) => ({ pk: `D#${dealId}`, sk: `S#${id}` }),
});
