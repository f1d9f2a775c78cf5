import { defineColumns } from "../query/columns.ts";
import type { Deal } from "./schema.ts";

/** What lists, boards and reports know of a deal. Region, industry and source are those of the close, once closed. */
export const dealColumns = defineColumns<Deal>("deal", 1, {
  title: { kind: "text", of: (one) => one.title, search: true },
  clientId: { kind: "id", of: (one) => one.clientId, to: "client" },
  pipelineId: { kind: "id", of: (one) => one.pipelineId, to: "pipeline" },
  stageId: { kind: "id", of: (one) => one.stageId, to: "stage" },
  stageSince: { kind: "instant", of: (one) => one.stageSince },
  managerId: { kind: "id", of: (one) => one.managerId, to: "employee" },
  state: { kind: "choice", of: (one) => one.state },
  amountMinor: { kind: "money", of: (one) => one.amountMinor },
  baseMinor: { kind: "money", of: (one) => one.baseMinor },
  currency: { kind: "choice", of: (one) => one.currency },
  probability: { kind: "number", of: (one) => one.probability },
  plannedCloseOn: { kind: "day", of: (one) => one.plannedCloseOn },
  openedOn: { kind: "day", of: (one) => one.openedOn },
  closedOn: { kind: "day", of: (one) => one.closedOn },
  productIds: { kind: "ids", of: (one) => one.lines.map(({ productId }) => productId), to: "product" },
  refusalReasonIds: { kind: "ids", of: (one) => one.refusalReasonIds, to: "refusal_reason" },
  refusalStageId: { kind: "id", of: (one) => one.refusalStageId, to: "stage" },
  closingRegionId: { kind: "id", of: (one) => one.closing?.regionId, to: "region" },
  closingIndustryId: { kind: "id", of: (one) => one.closing?.industryId, to: "industry" },
  closingSourceId: { kind: "id", of: (one) => one.closing?.sourceId, to: "source" },
  externalId: { kind: "text", of: (one) => one.externalId, search: true },
  createdBy: { kind: "id", of: (one) => one.createdBy, to: "employee" },
  updatedAt: { kind: "instant", of: (one) => one.updatedAt },
  importId: { kind: "id", of: (one) => one.importId },
});
