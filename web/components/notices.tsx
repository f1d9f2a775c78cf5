"use client";
import dynamic from "next/dynamic";
import { useEffect, useState, type ReactNode } from "react";

/** A short message at the edge of the screen. */
export interface Notice {
  message: ReactNode;
  tone?: "good" | "bad" | "plain";
  /** Whether it stays until it is closed; screen readers then break off for it. */
  stays?: boolean;
}

const waiting: Notice[] = [];
let wake: (() => void) | undefined;

/** Shows a notice; screen readers say it. */
export function notify(notice: Notice): void {
  waiting.push(notice);
  wake?.();
}

/** Takes the notices that are to be shown. */
export function takeNotices(): Notice[] {
  return waiting.splice(0);
}

const Shelf = dynamic(() => import("./notice-shelf.tsx").then(({ NoticeShelf }) => NoticeShelf), { ssr: false });

/** Where notices appear; what shows them is loaded with the first one. */
export function Notices() {
  const [count, setCount] = useState(0);
  useEffect(() => {
    wake = () => setCount((last) => last + 1);
    if (waiting.length > 0) wake();
    return () => {
      wake = undefined;
    };
  }, []);
  return count > 0 ? <Shelf count={count} /> : null;
}
