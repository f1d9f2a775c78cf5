import { defineTable } from "../table/entity.ts";
import { conversationColumns } from "./columns.ts";
import type { Conversation, Message, ReadMark } from "./schema.ts";

/** Partition of a conversation: itself and its messages. */
export function talkPartition(conversationId: string): string {
  return `TALK#${conversationId}`;
}

/** Partition of how far an employee has read. */
export function marksPartition(employeeId: string): string {
  return `READ#${employeeId}`;
}

/** Partition of the conversations an employee has started. */
export function startedPartition(employeeId: string): string {
  return `STARTED#${employeeId}`;
}

/** Sort keys of messages begin so; the id carries the order. */
export const MESSAGE_PREFIX = "M#";

/** The value by which a conversation is the only one of its people, team or record; a group is one of many. */
export function placeOf({
  kind,
  memberIds = [],
  teamId,
  clientId,
  dealId,
}: Pick<Conversation, "kind" | "memberIds" | "teamId" | "clientId" | "dealId">) {
  const value = kind === "direct" ? memberIds.toSorted().join(" ") : (teamId ?? clientId ?? dealId);
  return kind === "group" || value === undefined ? undefined : { field: "conversation", value };
}

/** Conversations. What colleagues write to each other is no business of the audit trail, which heads read. */
export const ConversationTable = defineTable<Conversation>({
  entity: "conversation",
  version: 1,
  key: ({ id }) => ({ pk: talkPartition(id), sk: "#" }),
  columns: conversationColumns,
  unique: (one) => {
    const place = placeOf(one);
    return place ? [place] : [];
  },
  audited: false,
});

/** Messages. */
export const MessageTable = defineTable<Message, { conversationId: string; id: string }>({
  entity: "message",
  version: 1,
  key: ({ conversationId, id }) => ({ pk: talkPartition(conversationId), sk: MESSAGE_PREFIX + id }),
  audited: false,
});

/** How far people have read; the id is that of the conversation. */
export const MarkTable = defineTable<ReadMark, { employeeId: string; id: string }>({
  entity: "read_mark",
  version: 1,
  key: ({ employeeId, id }) => ({ pk: marksPartition(employeeId), sk: id }),
  audited: false,
});
