import * as z from "zod";
import { listQuery } from "../query/list.ts";
import { Done, Seen } from "../fields.ts";
import { jsonText } from "../http/client.ts";
import { operation } from "../http/contract.ts";
import { idOf } from "../ids.ts";
import { Filter } from "../query/tree.ts";
import { Instant } from "../time.ts";
import { ChangeDeal, CloseDeal, DealRow, DealView, OpenDeal, StageEntry } from "./schema.ts";

const one = z.object({ id: idOf("deal") });

/** Deals and their way through the stages. */
export const dealsContract = {
  open: operation({
    method: "POST",
    path: "/deals",
    access: ["deals", "create"],
    summary: "Open a deal with a client, at the first contact",
    body: OpenDeal,
    output: DealView,
    status: 201,
  }),
  get: operation({
    method: "GET",
    path: "/deals/{id}",
    access: ["deals", "read"],
    summary: "A deal with its stage journal",
    params: one,
    output: z.object({
      deal: DealView,
      clientName: z.string(),
      /** Of the client. */
      lastContactAt: Instant.optional(),
      journal: z.array(StageEntry),
    }),
  }),
  change: operation({
    method: "PATCH",
    path: "/deals/{id}",
    access: ["deals", "write"],
    summary: "Change a deal",
    params: one,
    body: ChangeDeal.extend({ ver: Seen }),
    output: DealView,
  }),
  move: operation({
    method: "POST",
    path: "/deals/{id}/move",
    access: ["deals", "write"],
    summary: "Move a deal to another stage: ends one entry of the stage journal and starts the next",
    params: one,
    body: z.object({ stageId: idOf("stage"), ver: Seen }),
    output: DealView,
  }),
  close: operation({
    method: "POST",
    path: "/deals/{id}/close",
    access: ["deals", "write"],
    summary: "End a deal by success, when the rule of its pipeline holds, or by refusal with reasons",
    params: one,
    body: CloseDeal.extend({ ver: Seen }),
    output: DealView,
  }),
  reopen: operation({
    method: "POST",
    path: "/deals/{id}/reopen",
    access: ["deals", "write"],
    summary: "Open a closed deal again, at the stage it was closed at",
    params: one,
    body: z.object({ ver: Seen }),
    output: DealView,
  }),
  remove: operation({
    method: "DELETE",
    path: "/deals/{id}",
    access: ["deals", "delete"],
    summary: "Put a deal into the recycle bin",
    params: one,
    output: Done,
  }),
};

/** Lists of deals, answered from the read model. */
export const dealQueries = {
  list: operation({
    method: "GET",
    path: "/deals",
    access: ["deals", "read"],
    answerer: "query",
    summary: "Deals by conditions, ordered, page by page, with their count and sum in the company's currency",
    query: listQuery,
    output: z.object({ rows: z.array(DealRow), total: z.int(), sumMinor: z.int(), cursor: z.string().optional() }),
  }),
  board: operation({
    method: "GET",
    path: "/deals/board",
    access: ["deals", "read"],
    answerer: "query",
    summary: "Open deals of a pipeline by stage, with count and sum of each",
    query: z.object({
      pipelineId: idOf("pipeline"),
      filter: jsonText(Filter).optional(),
      perStage: z.coerce.number().int().min(1).max(200).default(50),
      see: z.string().max(80).optional(),
    }),
    output: z.object({
      stages: z.array(z.object({ stageId: z.string(), count: z.int(), sumMinor: z.int(), rows: z.array(DealRow) })),
      count: z.int(),
      sumMinor: z.int(),
    }),
  }),
  report: operation({
    method: "GET",
    path: "/deals/report",
    access: ["deals", "read"],
    answerer: "query",
    summary: "Count and sum of deals by state and one dimension; every figure equals the rows its filter opens",
    query: z.object({
      by: z.enum([
        "state",
        "managerId",
        "stageId",
        "regionId",
        "industryId",
        "sourceId",
        "refusalReasonIds",
        "productIds",
      ]),
      filter: jsonText(Filter).optional(),
    }),
    output: z.object({
      rows: z.array(z.object({ key: z.string().nullable(), state: z.string(), count: z.int(), sumMinor: z.int() })),
    }),
  }),
};
