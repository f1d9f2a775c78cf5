"use client";
import { useLayoutEffect, useState, type RefObject } from "react";

/** Rows drawn above and below those in view. */
const MORE = 12;
/** Rows drawn before the box has been measured. */
const FIRST = 30;

interface Span {
  from: number;
  to: number;
}

/**
 * Which rows of one height are in view of the box they scroll in: from one to before another, some more on both sides;
 * and what brings a row into view. The box's own head and foot stick to its edges and are as high as a row.
 */
export function useRowsInView(
  box: RefObject<HTMLElement | null>,
  count: number,
  height: number,
): Span & { show: (index: number) => void } {
  const [span, setSpan] = useState<Span>({ from: 0, to: FIRST });
  useLayoutEffect(() => {
    const element = box.current;
    if (!element) return undefined;
    const measure = () => setSpan((last) => measured(element, height, last));
    const resized = new ResizeObserver(measure);
    resized.observe(element);
    element.addEventListener("scroll", measure, { passive: true });
    return () => {
      resized.disconnect();
      element.removeEventListener("scroll", measure);
    };
  }, [box, height]);
  const show = (index: number) => {
    const element = box.current;
    if (!element) return;
    const least = (index + 3) * height - element.clientHeight;
    element.scrollTo({ top: Math.min(index * height, Math.max(least, element.scrollTop)) });
    setSpan((last) => measured(element, height, last));
  };
  const to = Math.min(count, span.to);
  return { from: Math.min(span.from, to), to, show };
}

/** The rows in view now; what was known, where it is still so. */
function measured({ scrollTop, clientHeight }: HTMLElement, height: number, last: Span): Span {
  const top = Math.floor(scrollTop / height);
  const from = Math.max(0, top - MORE);
  const to = top + Math.ceil(clientHeight / height) + MORE;
  return last.from === from && last.to === to ? last : { from, to };
}
