import type { messagesContract } from "#shared/messages/contract.ts";
import type { Output } from "#shared/http/contract.ts";
import type { ConversationView, Message } from "#shared/messages/schema.ts";

/** A conversation as a page holds it: its messages oldest first, without a gap. */
export interface Thread {
  conversation: ConversationView;
  /** Number of the newest message the person has read. */
  seen: number;
  messages: readonly Message[];
  /** Where older ones go on. */
  cursor: string | undefined;
}

type Page = Output<typeof messagesContract.page>;

/** The thread with its newest page. Where more was written meanwhile than a page holds, only that page is left. */
export function withNewest(last: Thread | undefined, page: Page): Thread {
  const { conversation, messages, cursor } = page;
  if (!messages) return last ? { ...last, conversation } : { conversation, seen: 0, messages: [], cursor };
  const seen = Math.max(page.seen ?? 0, last?.seen ?? 0);
  const oldest = messages.at(-1)?.seq ?? 1;
  const known = last?.messages.at(-1)?.seq ?? 0;
  if (!last || oldest > known + 1) return { conversation, seen, messages: messages.toReversed(), cursor };
  return { conversation, seen, messages: merged(last.messages, messages), cursor: last.cursor };
}

/** The thread with an older page before it. */
export function withOlder(last: Thread, { messages = [], cursor }: Page): Thread {
  return { ...last, messages: merged(last.messages, messages), cursor };
}

/** Each message once, as it was changed last, in the order of sending. */
export function merged(known: readonly Message[], come: readonly Message[]): Message[] {
  const all = new Map(known.map((one) => [one.seq, one]));
  for (const one of come) if (one.ver >= (all.get(one.seq)?.ver ?? 0)) all.set(one.seq, one);
  return [...all.values()].sort((one, other) => one.seq - other.seq);
}
