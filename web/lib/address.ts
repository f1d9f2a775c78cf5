"use client";
import { useSearchParams } from "next/navigation";
import { useCallback } from "react";

/**
 * The question in the address of the page, and a way to change parts of it: an empty value takes a part away.
 * The page is not asked for again, and the way back does not lead through every change.
 */
export function useAddress(): [ReadonlyURLSearchParams, (changes: Record<string, string | undefined>) => void] {
  const search = useSearchParams();
  const change = useCallback((changes: Record<string, string | undefined>) => {
    const next = new URLSearchParams(location.search);
    for (const [name, value] of Object.entries(changes)) {
      if (value) next.set(name, value);
      else next.delete(name);
    }
    const text = next.toString();
    history.replaceState(null, "", text ? `?${text}` : location.pathname);
  }, []);
  return [search, change];
}

type ReadonlyURLSearchParams = ReturnType<typeof useSearchParams>;
