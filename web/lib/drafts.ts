"use client";
import { useEffect, useState, type Dispatch, type SetStateAction } from "react";

/**
 * State that outlives the page it was typed on, until the tab is closed: nothing typed is lost by leaving a page.
 * A value equal to the initial one is not kept.
 */
export function useDraft<V>(name: string, initial: V): [V, Dispatch<SetStateAction<V>>] {
  const key = `draft ${name}`;
  const [value, setValue] = useState<V>(() => (readDraft(key) as V | undefined) ?? initial);
  useEffect(() => {
    try {
      const text = JSON.stringify(value);
      if (text === JSON.stringify(initial)) sessionStorage.removeItem(key);
      else sessionStorage.setItem(key, text);
    } catch {
      // Without room or leave to store, the draft lives as long as its page.
    }
  }, [key, value, initial]);
  return [value, setValue];
}

function readDraft(key: string): unknown {
  try {
    const text = sessionStorage.getItem(key);
    return text === null ? undefined : (JSON.parse(text) as unknown);
  } catch {
    return undefined;
  }
}

/** Forgets a draft that became what it was meant to be. */
export function forgetDraft(name: string): void {
  try {
    sessionStorage.removeItem(`draft ${name}`);
  } catch {
    // Nothing was kept then.
  }
}
