"use client";
import { useEffect, useRef } from "react";

const typing = "textarea, select, [contenteditable], [role=dialog], [role=menu], [popover], input:not([type=checkbox])";

/** Whether a key pressed there is a command: nothing is being typed, and no dialog or menu is open. */
export function isCommand(event: KeyboardEvent): boolean {
  if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return false;
  return !(event.target as HTMLElement).closest(typing) && !document.querySelector("[role=dialog][aria-modal=true]");
}

/** Runs a command of a key anywhere on the page. The key is named by its place (`KeyN`), so any layout will do. */
export function useKeys(commands: Record<string, (() => void) | undefined>): void {
  const latest = useRef(commands);
  useEffect(() => {
    latest.current = commands;
  });
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const run = event.shiftKey ? undefined : latest.current[event.code];
      if (!run || !isCommand(event)) return;
      event.preventDefault();
      run();
    };
    document.addEventListener("keydown", onKey);
    return () => document.removeEventListener("keydown", onKey);
  }, []);
}
