"use client";
import { unreadMessages } from "#shared/messages/unread.ts";
import { UnreadCount } from "../../components/unread-count.tsx";
import { useAnswer } from "../../lib/answers.ts";

/** How often it is asked for while the page is visible. */
const EVERY_MS = 15_000;

/** The number of unread messages, at the place that shows them. */
export function Unread() {
  const { data } = useAnswer(unreadMessages, {}, { again: () => EVERY_MS });
  return <UnreadCount count={data?.count ?? 0} />;
}
