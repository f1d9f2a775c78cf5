import * as z from "zod";
import { Done, line, Seen } from "../fields.ts";
import { operation } from "../http/contract.ts";
import { idOf } from "../ids.ts";
import { Conversation, ConversationView, Message, MOST_MEMBERS, SendMessage, StartConversation } from "./schema.ts";
import { unreadMessages } from "./unread.ts";

const ofConversation = z.object({ id: idOf("conversation") });
const ofMessage = ofConversation.extend({ messageId: idOf("message") });
const cursor = z.string().max(2000).optional();

/** Messages between employees. */
export const messagesContract = {
  start: operation({
    method: "POST",
    path: "/conversations",
    access: "employee",
    summary: "Start a conversation with a colleague, of a team, of some people or at a record; the one that is there",
    body: StartConversation,
    output: ConversationView,
    status: 201,
  }),
  change: operation({
    method: "PATCH",
    path: "/conversations/{id}",
    access: "employee",
    summary: "Rename a group, add people to it, take people out of it or leave it; leave the discussion of a record",
    params: ofConversation,
    body: z.object({
      ver: Seen,
      title: line(120).optional(),
      add: z
        .array(idOf("employee"))
        .max(MOST_MEMBERS - 1)
        .default([]),
      remove: z.array(idOf("employee")).max(MOST_MEMBERS).default([]),
    }),
    output: ConversationView,
  }),
  page: operation({
    method: "GET",
    path: "/conversations/{id}/messages",
    access: "employee",
    summary: "Messages of a conversation, newest first; none where it has the version that is known already",
    params: ofConversation,
    query: z.object({ cursor, known: z.coerce.number().int().min(1).optional() }),
    output: z.object({
      conversation: ConversationView,
      /** Number of the newest message the caller has read. */
      seen: z.int().optional(),
      messages: z.array(Message).optional(),
      cursor: z.string().optional(),
    }),
  }),
  at: operation({
    method: "GET",
    path: "/messages/at",
    access: "employee",
    summary: "The conversation at a client or a deal, where there is one",
    query: z.object({ clientId: idOf("client").optional(), dealId: idOf("deal").optional() }),
    output: z.object({ conversation: ConversationView.optional() }),
  }),
  send: operation({
    method: "POST",
    path: "/conversations/{id}/messages",
    access: "employee",
    summary: "Send a message; whoever is mentioned must be able to read the conversation",
    params: ofConversation,
    body: SendMessage,
    output: z.object({ message: Message, conversation: Conversation.pick({ id: true, ver: true, sent: true }) }),
    status: 201,
  }),
  correct: operation({
    method: "PATCH",
    path: "/conversations/{id}/messages/{messageId}",
    access: "employee",
    summary: "Correct one's own message within 15 minutes",
    params: ofMessage,
    body: SendMessage.pick({ text: true }).extend({ ver: Seen }),
    output: Message,
  }),
  takeBack: operation({
    method: "DELETE",
    path: "/conversations/{id}/messages/{messageId}",
    access: "employee",
    summary: "Take one's own message back: its text is gone, its place stays",
    params: ofMessage,
    output: Message,
  }),
  read: operation({
    method: "POST",
    path: "/conversations/{id}/read",
    access: "employee",
    summary: "Say that everything up to a message has been read",
    params: ofConversation,
    body: z.object({ seq: z.int().min(0).meta({ description: "`seq` of the newest message seen" }) }),
    output: Done,
  }),
};

/** A conversation in the list of one's own. */
export const ConversationRow = ConversationView.pick({
  id: true,
  ver: true,
  kind: true,
  title: true,
  memberIds: true,
  teamId: true,
  clientId: true,
  dealId: true,
  sent: true,
}).extend({
  /** When its newest message was sent, ms since 1970; when it was started where there is none. */
  atMs: z.number(),
  lastAuthorId: z.string().optional(),
  /** How the newest message begins; empty where it was taken back. */
  lastText: z.string().optional(),
  /** Name of the record it hangs on. */
  record: z.string().optional(),
  /** Messages of others that the caller has not read; 100 means more than 99. */
  unread: z.int(),
});
/** {@link ConversationRow} as a type. */
export type ConversationRow = z.infer<typeof ConversationRow>;

/** A message that was found. */
export const Found = Message.pick({ id: true, conversationId: true, authorId: true, text: true, createdAt: true });

/** One's own conversations, answered from the read model. */
export const messageQueries = {
  list: operation({
    method: "GET",
    path: "/conversations",
    access: "employee",
    answerer: "query",
    summary: "One's own conversations, the newest message first, with the count of unread ones",
    query: z.object({ cursor, see: z.string().max(80).optional() }),
    output: z.object({ conversations: z.array(ConversationRow), cursor: z.string().optional() }),
  }),
  unread: unreadMessages,
  search: operation({
    method: "GET",
    path: "/messages/search",
    access: "employee",
    answerer: "query",
    summary: "Messages with words that begin so, among the newest 2000 of one's own conversations",
    query: z.object({ q: z.string().trim().min(2).max(100), conversationId: idOf("conversation").optional() }),
    output: z.object({
      messages: z.array(Found),
      /** Whether every message one may read was looked at. */
      whole: z.boolean(),
    }),
  }),
};
