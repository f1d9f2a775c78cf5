import { defineColumns } from "../query/columns.ts";
import type { Conversation } from "./schema.ts";

/**
 * What lists know of a conversation. What changes with each message is kept as a number or a list: short texts are
 * remembered for good by whoever holds rows in memory.
 */
export const conversationColumns = defineColumns<Conversation>("conversation", 1, {
  kind: { kind: "choice", of: (one) => one.kind },
  title: { kind: "text", of: (one) => one.title },
  memberIds: { kind: "ids", of: (one) => one.memberIds, to: "employee" },
  teamId: { kind: "id", of: (one) => one.teamId, to: "team" },
  clientId: { kind: "id", of: (one) => one.clientId, to: "client" },
  dealId: { kind: "id", of: (one) => one.dealId, to: "deal" },
  startedBy: { kind: "id", of: (one) => one.startedBy, to: "employee" },
  sent: { kind: "number", of: (one) => one.sent },
  gone: { kind: "ids", of: (one) => one.gone.map(String) },
  atMs: { kind: "number", of: (one) => Date.parse(one.last?.at ?? one.createdAt) },
  /** Author and beginning of the newest message. */
  last: { kind: "ids", of: ({ last }) => last && [last.authorId, last.text] },
});
