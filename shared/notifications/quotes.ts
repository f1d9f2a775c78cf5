import type { Caller } from "../caller.ts";
import { beginningsOf } from "../messages/beginnings.ts";
import type { Notification } from "./schema.ts";

/** Notices with the words of messages they tell of, as these are now: a message taken back has none any more. */
export async function quoted(caller: Caller, notices: readonly Notification[]): Promise<readonly Notification[]> {
  const messages = notices.flatMap(({ about, messageId }) =>
    messageId === undefined ? [] : [{ conversationId: about.id, id: messageId }],
  );
  if (messages.length === 0) return notices;
  const texts = await beginningsOf(caller, messages);
  return notices.map((one) =>
    one.messageId === undefined ? one : { ...one, values: { ...one.values, what: texts.get(one.messageId) ?? "" } },
  );
}
