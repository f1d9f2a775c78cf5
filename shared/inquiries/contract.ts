import * as z from "zod";
import { ChangeClient, ClientView } from "../clients/schema.ts";
import { listQuery } from "../query/list.ts";
import { Email, Phone, Seen } from "../fields.ts";
import { jsonText } from "../http/client.ts";
import { operation } from "../http/contract.ts";
import { idOf } from "../ids.ts";
import { paragraph } from "../fields.ts";
import { Filter } from "../query/tree.ts";
import {
  AddInquiry,
  Answer,
  AskerMatch,
  ChangeInquiry,
  CloseInquiry,
  Inquiry,
  InquiryEvent,
  InquiryRow,
  InquirySettings,
  InquiryView,
  SetInquirySettings,
} from "./schema.ts";

const one = z.object({ id: idOf("inquiry") });

/** Incoming requests, from their coming to their outcome. */
export const inquiriesContract = {
  add: operation({
    method: "POST",
    path: "/inquiries",
    access: ["inquiries", "create"],
    summary: "Write down an inquiry; without an assignee the rules of routing find one",
    body: AddInquiry,
    output: InquiryView,
    status: 201,
  }),
  mine: operation({
    method: "GET",
    path: "/inquiries/mine",
    access: ["inquiries", "read"],
    summary: "Open inquiries of the caller, the earliest deadline first",
    output: z.object({ inquiries: z.array(Inquiry.extend({ clientName: z.string().optional(), late: z.boolean() })) }),
  }),
  match: operation({
    method: "POST",
    path: "/inquiries/match",
    access: ["inquiries", "create"],
    summary: "Clients who have a telephone number or an e-mail, as it is being typed",
    body: z.object({ phone: Phone.optional(), email: Email.optional() }),
    output: z.object({ clients: z.array(AskerMatch) }),
  }),
  settings: operation({
    method: "GET",
    path: "/inquiries/settings",
    access: ["settings", "read"],
    summary: "Rules of routing and norms of the first answer; version 0 where none were set yet",
    output: InquirySettings.pick({ rules: true, fallbackId: true, norms: true }).extend({ ver: z.int() }),
  }),
  set: operation({
    method: "PUT",
    path: "/inquiries/settings",
    access: ["settings", "write"],
    summary: "Set the rules of routing, in their order, and the norms",
    body: SetInquirySettings,
    output: InquirySettings.pick({ rules: true, fallbackId: true, norms: true }).extend({ ver: z.int() }),
  }),
  get: operation({
    method: "GET",
    path: "/inquiries/{id}",
    access: ["inquiries", "read"],
    summary: "An inquiry with its journal, and clients it may come from where none is chosen",
    params: one,
    output: z.object({
      inquiry: InquiryView,
      clientName: z.string().optional(),
      contactName: z.string().optional(),
      dealTitle: z.string().optional(),
      journal: z.array(InquiryEvent),
      proposals: z.array(AskerMatch),
    }),
  }),
  change: operation({
    method: "PATCH",
    path: "/inquiries/{id}",
    access: ["inquiries", "write"],
    summary: "Change what is known of an open inquiry",
    params: one,
    body: ChangeInquiry.extend({ ver: Seen }),
    output: InquiryView,
  }),
  assign: operation({
    method: "POST",
    path: "/inquiries/{id}/assign",
    access: ["inquiries", "write"],
    summary: "Give an open inquiry to somebody; who passes it on says why",
    params: one,
    body: z.object({ assigneeId: idOf("employee"), reason: paragraph(1000).optional(), ver: Seen }),
    output: InquiryView,
  }),
  answer: operation({
    method: "POST",
    path: "/inquiries/{id}/answer",
    access: ["inquiries", "write"],
    summary: "Write down the first answer: it ends the deadline and becomes an entry of the client's History",
    params: one,
    body: Answer.extend({ ver: Seen }),
    output: InquiryView,
  }),
  close: operation({
    method: "POST",
    path: "/inquiries/{id}/close",
    access: ["inquiries", "write"],
    summary: "End an inquiry with its outcome; one that is a deal names it or opens it",
    params: one,
    body: CloseInquiry.extend({ ver: Seen }),
    output: InquiryView,
  }),
  reopen: operation({
    method: "POST",
    path: "/inquiries/{id}/reopen",
    access: ["inquiries", "write"],
    summary: "Take a closed inquiry up again; its outcome goes",
    params: one,
    body: z.object({ reason: paragraph(1000).min(2), ver: Seen }),
    output: InquiryView,
  }),
  makeClient: operation({
    method: "POST",
    path: "/inquiries/{id}/client",
    access: ["clients", "create"],
    summary: "Make a client of an inquiry: what is known of whoever asks fills the card, unless it is said otherwise",
    params: one,
    body: ChangeClient.pick({ kind: true, name: true, taxNumber: true, curatorId: true }).extend({ ver: Seen }),
    output: z.object({ inquiry: InquiryView, client: ClientView }),
    status: 201,
  }),
};

/** Lists and figures of inquiries, answered from the read model. */
export const inquiryQueries = {
  list: operation({
    method: "GET",
    path: "/inquiries",
    access: ["inquiries", "read"],
    answerer: "query",
    summary: "Inquiries by conditions, ordered, page by page, with their count; `late` is a field to ask about",
    query: listQuery,
    output: z.object({ rows: z.array(InquiryRow), total: z.int(), cursor: z.string().optional() }),
  }),
  report: operation({
    method: "GET",
    path: "/inquiries/report",
    access: ["inquiries", "read"],
    answerer: "query",
    summary:
      "How many came, were answered in time or late, and the median minutes to the first answer, by one dimension",
    query: z.object({
      by: z.enum(["assigneeId", "channel", "state", "regionId", "triggerId", "sourceId", "outcome"]),
      filter: jsonText(Filter).optional(),
      see: z.string().max(80).optional(),
    }),
    output: z.object({
      rows: z.array(
        z.object({
          key: z.string().nullable(),
          count: z.int(),
          open: z.int(),
          /** Answered, or closed, by the deadline; after it. */
          inTime: z.int(),
          tooLate: z.int(),
          /** Not answered, the deadline over. */
          late: z.int(),
          medianMinutes: z.number().nullable(),
        }),
      ),
    }),
  }),
};
