import * as z from "zod";
import { ClientView } from "../clients/schema.ts";
import { operation } from "../http/contract.ts";
import { idOf } from "../ids.ts";
import { PlanStep, Task } from "../tasks/schema.ts";
import { HistoryEntryView, WriteEntry } from "./schema.ts";

const ofClient = z.object({ clientId: idOf("client") });

/** History of a client. */
export const historyContract = {
  list: operation({
    method: "GET",
    path: "/clients/{clientId}/history",
    access: ["history", "read"],
    summary: "Older entries of History, newest first",
    params: ofClient,
    query: z.object({ cursor: z.string().max(2000).optional() }),
    output: z.object({ history: z.array(HistoryEntryView), cursor: z.string().optional() }),
  }),
  write: operation({
    method: "POST",
    path: "/clients/{clientId}/history",
    access: ["history", "create"],
    summary: "Write what took place, with its result, and plan the next step with it",
    params: ofClient,
    body: WriteEntry.extend({ next: PlanStep.optional() }),
    output: z.object({ entry: HistoryEntryView, client: ClientView, task: Task.optional() }),
    status: 201,
  }),
};
