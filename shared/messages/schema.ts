import * as z from "zod";
import { line, paragraph } from "../fields.ts";
import { idOf } from "../ids.ts";
import { recordFields } from "../record.ts";
import { Instant } from "../time.ts";

/** Between two people, of a team, of people by name, or at a record. */
export const conversationKinds = ["direct", "team", "group", "client", "deal"] as const;
/** One of {@link conversationKinds}. */
export type ConversationKind = (typeof conversationKinds)[number];

/** People of a group at most, its maker among them. */
export const MOST_MEMBERS = 100;
/** Conversations an employee is part of: with as many a mention at a record brings no more into his list. */
export const MOST_TALKS = 500;
/** Letters of a message at most. */
export const MOST_TEXT = 4000;
/** People a message may mention. */
export const MOST_MENTIONS = 20;
/** How long a message may be corrected, in seconds. */
export const CORRECTION_SECONDS = 15 * 60;
/** Unread messages are counted up to here: this many means 'more than 99'. */
export const MOST_UNREAD = 100;

/** The newest message as lists show it; its text is a beginning, and empty where it was taken back. */
export const LastMessage = z.object({
  id: idOf("message"),
  at: Instant,
  authorId: idOf("employee"),
  text: z.string().max(120),
});

/** Where messages stand. Who reads it is never copied: see `readers.ts`. */
export const Conversation = z.object({
  id: idOf("conversation"),
  ...recordFields,
  kind: z.enum(conversationKinds),
  title: line(120).optional(),
  /** Both people of a direct one, those of a group. */
  memberIds: z.array(idOf("employee")).max(MOST_MEMBERS).optional(),
  teamId: idOf("team").optional(),
  clientId: idOf("client").optional(),
  dealId: idOf("deal").optional(),
  startedBy: idOf("employee"),
  /** Messages ever sent: the number of the newest. */
  sent: z.int().min(0),
  /** Numbers of the messages taken back last, for counts of unread ones. */
  gone: z.array(z.int()),
  last: LastMessage.optional(),
});
/** {@link Conversation} as a type. */
export type Conversation = z.infer<typeof Conversation>;

/** A conversation as it is shown to those who read it. */
export const ConversationView = Conversation.omit({ gone: true });
/** {@link ConversationView} as a type. */
export type ConversationView = z.infer<typeof ConversationView>;

/** One message. Ids of a conversation stand in the order of its messages; `seq` numbers them from 1 on. */
export const Message = z.object({
  id: idOf("message"),
  ...recordFields,
  conversationId: idOf("conversation"),
  seq: z.int().min(1),
  authorId: idOf("employee"),
  text: paragraph(MOST_TEXT).meta({ description: "Empty where it was taken back" }),
  mentions: z.array(idOf("employee")).max(MOST_MENTIONS),
  correctedAt: Instant.optional(),
  takenBackAt: Instant.optional(),
});
/** {@link Message} as a type. */
export type Message = z.infer<typeof Message>;

/** How far an employee has read a conversation; at a record it also says that he takes part in the discussion. */
export interface ReadMark {
  id: string;
  ver: number;
  createdAt: Instant;
  createdBy: string;
  updatedAt: Instant;
  updatedBy: string;
  employeeId: string;
  /** Number of the newest message he has read. */
  seen: number;
}

/** What is asked to start a conversation: with whom or where, one of them. */
export const StartConversation = z.object({
  employeeId: idOf("employee").optional().meta({ description: "Between the two of us" }),
  teamId: idOf("team").optional().meta({ description: "Of my team or one above it" }),
  clientId: idOf("client").optional().meta({ description: "At a client" }),
  dealId: idOf("deal").optional().meta({ description: "At a deal" }),
  memberIds: z
    .array(idOf("employee"))
    .max(MOST_MEMBERS - 1)
    .optional()
    .meta({ description: "Of these people and me, with a title" }),
  title: line(120).optional(),
});

/** What is asked to write a message. */
export const SendMessage = z.object({
  text: paragraph(MOST_TEXT).min(1),
  mentions: z.array(idOf("employee")).max(MOST_MENTIONS).default([]),
});
