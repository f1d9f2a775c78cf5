"use client";
import { useQueryClient, type Query } from "@tanstack/react-query";
import { useEffect } from "react";
import { changedRecords } from "#shared/search/changes.ts";
import { call } from "./api.ts";

const EVERY_MS = 15_000;

/** Features whose answers show records of a kind. */
const shownBy: Record<string, readonly string[]> = {
  client: ["clients", "deals", "tasks", "day", "watch"],
  contact: ["clients"],
  activity: ["clients", "watch"],
  task: ["clients", "tasks", "day", "schedule", "watch"],
  deal: ["deals", "clients", "watch"],
};

/**
 * Learns what others changed, every 15 seconds while the page is visible and whenever it becomes so, and marks what shows
 * it as old.
 */
export function useChanges(company: string): void {
  const answers = useQueryClient();
  useEffect(() => {
    let since = new Date().toISOString();
    let asking = false;
    const ask = async () => {
      if (asking || document.visibilityState !== "visible") return;
      asking = true;
      try {
        const { now, changes, more } = await call(changedRecords, { since });
        since = now;
        if (more) await answers.invalidateQueries({ predicate: ({ queryKey }) => queryKey[0] === company });
        else if (changes.length > 0)
          await answers.invalidateQueries({ predicate: (query) => isTouched(query, company, changes) });
      } catch {
        // The next round asks for the same span again.
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
  }, [answers, company]);
}

/** A list is touched by any record of the kinds it shows, an answer about one record by that record or by its parts. */
function isTouched({ queryKey }: Query, company: string, changes: readonly { kind: string; id: string }[]): boolean {
  const [of, feature, , input] = queryKey as [string, string, string, { id?: string } | undefined];
  if (of !== company) return false;
  return changes.some(({ kind, id }) => {
    const features = shownBy[kind] ?? [`${kind}s`];
    if (!features.includes(feature)) return false;
    return features[0] !== feature || input?.id === undefined || input.id === id;
  });
}
