import type { Caller } from "../caller.ts";
import { as } from "../companies/context.ts";
import { Problem } from "../errors.ts";
import type { Envelope, PayloadOf } from "../events.ts";
import type { Told } from "../notifications/tell.ts";
import { storeOf } from "../table/store.ts";
import { beginningOf } from "./beginnings.ts";
import type { messageSent } from "./events.ts";
import { contextOf, mustConversation } from "./readers.ts";
import type { Conversation } from "./schema.ts";
import { ConversationTable, MarkTable, MessageTable } from "./table.ts";

/**
 * Tells those whom a message mentions, and the other of two who write to each other. Whoever has read it meanwhile, or
 * may read the conversation no more, is told nothing; nor is anybody of a message that was taken back.
 */
export async function tellMessage(
  caller: Caller,
  { payload }: Envelope<PayloadOf<typeof messageSent>>,
): Promise<readonly Told[]> {
  const { conversationId, messageId, authorId, mentions } = payload;
  const store = storeOf(caller);
  const [conversation, message] = await Promise.all([
    store.get(ConversationTable, { id: conversationId }),
    store.get(MessageTable, { conversationId, id: messageId }),
  ]);
  if (!conversation || !message || message.takenBackAt) return [];
  const author = (await contextOf(caller)).employee(authorId);
  const values = { who: author?.name ?? "Prodano", what: beginningOf(message.text) };
  const told: Told[] = [];
  for (const userId of new Set([...mentions, ...othersOf(conversation, authorId)])) {
    if (userId === authorId || !(await isUnread(caller, conversation, userId, message.seq))) continue;
    const notice = {
      kind: mentions.includes(userId) ? ("message_mention" as const) : ("message_received" as const),
      about: { kind: "conversation", id: conversationId },
      messageId,
      path: `messages/${conversationId}`,
      values,
      at: message.createdAt,
    };
    told.push({ userId, notice });
  }
  return told;
}

function othersOf({ kind, memberIds = [] }: Conversation, authorId: string): string[] {
  return kind === "direct" ? memberIds.filter((id) => id !== authorId) : [];
}

async function isUnread(caller: Caller, { id }: Conversation, userId: string, seq: number): Promise<boolean> {
  const reader = await as(caller, userId);
  if (!reader) return false;
  try {
    await mustConversation(reader, id);
  } catch (error) {
    if (error instanceof Problem) return false;
    throw error;
  }
  const mark = await storeOf(caller).get(MarkTable, { employeeId: userId, id });
  return (mark?.seen ?? 0) < seq;
}
