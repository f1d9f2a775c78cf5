"use client";
import { useRef, type RefObject } from "react";
import { useKeys } from "../../lib/keys.ts";

/** j and k walk the links of the rows, d opens 'done' of the one in focus, x cancels it; `more` adds further keys. */
export function useRowKeys(box: RefObject<HTMLElement | null>, more: Record<string, () => void> = {}): void {
  // Where one was stays known when a row that was finished takes the focus away with it.
  const at = useRef(-1);
  const walk = (step: 1 | -1) => {
    const links = [...(box.current?.querySelectorAll<HTMLElement>("[data-step-link]") ?? [])];
    const focused = links.findIndex((link) => link.closest("li")?.contains(document.activeElement));
    const from = focused >= 0 ? focused : at.current - (step > 0 ? 1 : 0);
    at.current = Math.max(0, Math.min(links.length - 1, from + step));
    links[at.current]?.focus();
  };
  const press = (name: string) => () =>
    document.activeElement?.closest("li")?.querySelector<HTMLElement>(name)?.click();
  useKeys({
    KeyJ: () => walk(1),
    KeyK: () => walk(-1),
    KeyD: press("[data-step-done]"),
    KeyX: press("[data-step-cancel]"),
    ...more,
  });
}
