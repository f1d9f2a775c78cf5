import * as z from "zod";
import { Can, line, paragraph } from "../fields.ts";
import { idOf } from "../ids.ts";
import { AmountMinor, Currency } from "../money.ts";
import { recordFields } from "../record.ts";
import { Day, Instant } from "../time.ts";

/** How a deal stands. */
export const dealStates = ["open", "success", "refusal"] as const;

/** A decimal quantity as text, up to six digits after the point. */
export const Quantity = z.string().regex(/^\d{1,9}(\.\d{1,6})?$/, { error: "wrong_format" });

/** One product of a deal. The amount is price by quantity, rounded half away from zero. */
export const DealLine = z.strictObject({
  productId: idOf("product"),
  quantity: Quantity.default("1"),
  priceMinor: AmountMinor,
});

/** Facts of the day of the close: a later change of the card does not rewrite history (rule 6). */
export const ClosingFacts = z.object({
  managerId: z.string().optional(),
  teamId: z.string().optional(),
  regionId: z.string().optional(),
  industryId: z.string().optional(),
  sourceId: z.string().optional(),
});

/** A bounded set of work with a client that ends in success or refusal. */
export const Deal = z.object({
  id: idOf("deal"),
  ...recordFields,
  deletedAt: Instant.optional(),
  clientId: idOf("client"),
  title: line(200),
  pipelineId: idOf("pipeline"),
  stageId: idOf("stage"),
  stageSince: Instant,
  /** The open entry of the stage journal. */
  stageEntryId: idOf("stageEntry").optional(),
  managerId: idOf("employee").optional(),
  /** Who led it before, the last one first: they are told how it ends. */
  formerManagerIds: z.array(idOf("employee")).max(10).optional(),
  state: z.enum(dealStates),
  amountMinor: AmountMinor,
  currency: Currency,
  /** The amount in the company's currency by the rate of `rateDate`. */
  baseMinor: AmountMinor,
  rateDate: Day,
  lines: z.array(DealLine).max(50),
  plannedCloseOn: Day.optional(),
  probability: z.int().min(0).max(100).optional(),
  openedOn: Day,
  closedOn: Day.optional(),
  refusalReasonIds: z.array(idOf("entry")).max(10).optional(),
  refusalStageId: idOf("stage").optional(),
  refusalNote: paragraph(4000).optional(),
  closedBy: z.string().optional(),
  closing: ClosingFacts.optional(),
  /** Its number where it came from, as an import names it. */
  externalId: line(80).optional(),
  importId: z.string().optional(),
});
/** {@link Deal} as a type. */
export type Deal = z.infer<typeof Deal>;

/** One entry of the stage journal. */
export const StageEntry = z.object({
  id: idOf("stageEntry"),
  ...recordFields,
  dealId: idOf("deal"),
  stageId: idOf("stage"),
  startedAt: Instant,
  endedAt: Instant.optional(),
  performerId: idOf("employee").optional(),
});
/** {@link StageEntry} as a type. */
export type StageEntry = z.infer<typeof StageEntry>;

/** What is asked to open a deal; it begins at the first stage unless another is named. */
export const OpenDeal = z.object({
  clientId: idOf("client"),
  title: line(200),
  pipelineId: idOf("pipeline").optional(),
  stageId: idOf("stage").optional(),
  managerId: idOf("employee").optional(),
  amountMinor: AmountMinor.optional().meta({ description: "Planned amount; with lines it is their sum" }),
  lines: z.array(DealLine).max(50).default([]),
  plannedCloseOn: Day.optional(),
  probability: z.int().min(0).max(100).optional(),
  openedOn: Day.optional(),
});

/** What may be changed of a deal; null takes a value away. */
export const ChangeDeal = z.object({
  title: line(200).optional(),
  managerId: idOf("employee").optional(),
  amountMinor: AmountMinor.optional(),
  lines: z.array(DealLine).max(50).optional(),
  plannedCloseOn: Day.nullable().optional(),
  probability: z.int().min(0).max(100).nullable().optional(),
});

/** How a deal ends. A refusal names its reasons. */
export const CloseDeal = z.object({
  outcome: z.enum(["success", "refusal"]),
  reasonIds: z.array(idOf("entry")).max(10).default([]),
  note: paragraph(4000).optional(),
  closedOn: Day.optional(),
});

/** A deal with what the caller may do. */
export const DealView = Deal.extend({ can: Can });
/** {@link DealView} as a type. */
export type DealView = z.infer<typeof DealView>;

/** A deal as the card of its client shows it. */
export const DealRef = Deal.pick({
  id: true,
  clientId: true,
  title: true,
  pipelineId: true,
  stageId: true,
  state: true,
  amountMinor: true,
  currency: true,
  managerId: true,
  createdBy: true,
  openedOn: true,
  closedOn: true,
});
/** {@link DealRef} as a type. */
export type DealRef = z.infer<typeof DealRef>;

/** A row of the list of deals. */
export const DealRow = z.object({
  id: idOf("deal"),
  ver: z.int(),
  title: z.string(),
  clientId: z.string(),
  clientName: z.string(),
  pipelineId: z.string(),
  stageId: z.string(),
  stageSince: z.string(),
  managerId: z.string().nullable(),
  state: z.enum(dealStates),
  amountMinor: z.int(),
  baseMinor: z.int(),
  currency: z.string(),
  probability: z.int().nullable(),
  plannedCloseOn: z.string().nullable(),
  openedOn: z.string(),
  closedOn: z.string().nullable(),
  /** Of the client: whoever talks to him talks about all his deals. */
  lastContactAt: z.string().nullable(),
  createdBy: z.string(),
  updatedAt: z.string(),
});
/** {@link DealRow} as a type. */
export type DealRow = z.infer<typeof DealRow>;
