import * as z from "zod";
import { signalKinds } from "../deals/signals.ts";
import { pageQuery } from "../fields.ts";
import { operation } from "../http/contract.ts";
import { idOf } from "../ids.ts";
import { ForgottenClient, SilentManager, WatchedDeal, WatchSummary } from "./schema.ts";

/** `none` is nobody. */
const person = z.union([idOf("employee"), z.literal("none")]);
const see = z.string().max(80).optional();

/**
 * What needs a look, answered from the read model: of those one leads, of oneself where one leads nobody, of all where
 * one may change all or none.
 */
export const watchQueries = {
  deals: operation({
    method: "GET",
    path: "/watch/deals",
    access: ["deals", "read"],
    answerer: "query",
    summary: "Open deals with one of the three signals, the longest over its norm first, with their count and sum",
    query: z.object({
      signal: z.enum(signalKinds),
      managerId: person.optional(),
      pipelineId: idOf("pipeline").optional(),
      see,
      ...pageQuery,
    }),
    output: z.object({
      rows: z.array(WatchedDeal),
      total: z.int(),
      sumMinor: z.int(),
      cursor: z.string().optional(),
    }),
  }),
  clients: operation({
    method: "GET",
    path: "/watch/clients",
    access: ["clients", "read"],
    answerer: "query",
    summary: "Clients with neither a dated next step nor a parking until a day to come, the longest silent first",
    query: z.object({ curatorId: person.optional(), see, ...pageQuery }),
    output: z.object({ rows: z.array(ForgottenClient), total: z.int(), cursor: z.string().optional() }),
  }),
  managers: operation({
    method: "GET",
    path: "/watch/managers",
    access: ["history", "read"],
    answerer: "query",
    summary: "Those who sell and have written nothing into History for longer than the company's norm",
    output: z.object({ rows: z.array(SilentManager) }),
  }),
  summary: operation({
    method: "GET",
    path: "/watch/summary",
    access: ["clients", "read"],
    answerer: "query",
    summary: "How much needs a look, in all and by who leads it",
    query: z.object({ see }),
    output: WatchSummary,
  }),
};
