"use client";
import { useEffect, useRef } from "react";
import { news as newsOf } from "#shared/notifications/news.ts";
import { useAnswer, useRefresh } from "../../lib/answers.ts";
import { call } from "../../lib/api.ts";

const EVERY_MS = 15_000;

/**
 * Asks every 15 seconds while the page is visible, and at once when it becomes so, what one was told, and lets it pop
 * up. Answers how much is unread.
 */
export function useNews(): number {
  const { data } = useAnswer(newsOf, {});
  const refresh = useRefresh();
  const after = useRef<string>(undefined);
  const first = data?.after;
  useEffect(() => {
    after.current ??= first;
  }, [first]);
  useEffect(() => {
    const shown = new Set<string>();
    let asking = false;
    const ask = async () => {
      if (asking || !after.current || document.visibilityState !== "visible") return;
      asking = true;
      try {
        const news = await call(newsOf, { after: after.current });
        const fresh = news.notifications.filter(({ id }) => !shown.has(id));
        after.current = news.after ?? after.current;
        if (fresh.length === 0) return;
        for (const { id } of fresh) shown.add(id);
        const { popUp } = await import("./pop-up.tsx");
        popUp(fresh, refresh);
        await refresh("notifications");
      } catch {
        // The next round asks after the same one again.
      } finally {
        asking = false;
      }
    };
    const soon = () => void ask();
    const timer = setInterval(soon, EVERY_MS);
    document.addEventListener("visibilitychange", soon);
    addEventListener("focus", soon);
    return () => {
      clearInterval(timer);
      document.removeEventListener("visibilitychange", soon);
      removeEventListener("focus", soon);
    };
  }, [refresh]);
  return data?.unread ?? 0;
}
