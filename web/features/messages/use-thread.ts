"use client";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useCallback, useEffect, useRef } from "react";
import { messagesContract } from "#shared/messages/contract.ts";
import type { Message } from "#shared/messages/schema.ts";
import { useCompanyId, useRefresh } from "../../lib/answers.ts";
import { call } from "../../lib/api.ts";
import { merged, withNewest, withOlder, type Thread } from "./thread.ts";

/** How often an open conversation is asked for news while it is visible, and how often while it is lively. */
const EVERY_MS = 5000;
const LIVELY_MS = 2000;
/** How long a conversation is lively after one's own message. */
const LIVELY_FOR_MS = 30_000;

/**
 * An open conversation: kept up with what others write, and said to be read as far as it is on screen. What is known
 * already is not sent again: asking costs one read of the table.
 */
export function useThread(id: string) {
  const company = useCompanyId();
  const answers = useQueryClient();
  const refresh = useRefresh();
  const livelyUntil = useRef(0);
  const key = [company, "conversations", "thread", id];
  const query = useQuery<Thread>({
    queryKey: key,
    queryFn: async () => {
      const last = answers.getQueryData<Thread>(key);
      const page = await call(messagesContract.page, { id, known: last?.conversation.ver });
      return withNewest(answers.getQueryData<Thread>(key), page);
    },
    staleTime: 0,
    refetchInterval: () => (Date.now() < livelyUntil.current ? LIVELY_MS : EVERY_MS),
  });
  const change = (make: (last: Thread) => Thread) =>
    answers.setQueryData<Thread>(key, (last) => (last ? make(last) : last));

  const newest = query.data?.messages.at(-1)?.seq ?? 0;
  const unread = query.data !== undefined && newest > query.data.seen;
  const tellRead = useCallback(async () => {
    if (document.visibilityState !== "visible") return;
    await call(messagesContract.read, { id, seq: newest });
    answers.setQueryData<Thread>([company, "conversations", "thread", id], (last) => last && { ...last, seen: newest });
    void refresh("conversations", "messages");
  }, [answers, company, id, newest, refresh]);
  useEffect(() => {
    if (!unread) return;
    // What could not be said now is said with the next message, or when the page is looked at again.
    const tell = () => void tellRead().catch(() => undefined);
    tell();
    document.addEventListener("visibilitychange", tell);
    return () => document.removeEventListener("visibilitychange", tell);
  }, [unread, tellRead]);

  return {
    thread: query.data,
    /** When it was last asked for, in ms. */
    now: query.dataUpdatedAt,
    error: query.error,
    retry: () => void query.refetch(),
    /** Shows a message that was just sent or changed, and asks for what others wrote meanwhile. */
    take(message: Message) {
      livelyUntil.current = Date.now() + LIVELY_FOR_MS;
      change((last) => ({
        ...last,
        // Whoever writes has read what stands before.
        seen: Math.max(last.seen, message.seq),
        messages:
          message.seq <= (last.messages.at(-1)?.seq ?? 0) + 1 ? merged(last.messages, [message]) : last.messages,
      }));
      void refresh("conversations", "messages");
    },
    async older() {
      const cursor = query.data?.cursor;
      if (!cursor) return;
      const page = await call(messagesContract.page, { id, cursor });
      change((last) => withOlder(last, page));
    },
  };
}
