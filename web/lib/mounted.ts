"use client";
import { useSyncExternalStore } from "react";

const never = () => () => undefined;

/** Whether this runs in the browser, past the first render: what only the browser knows may be shown then. */
export function useMounted(): boolean {
  return useSyncExternalStore(
    never,
    () => true,
    () => false,
  );
}
