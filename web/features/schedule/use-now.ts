"use client";
import { useEffect, useState } from "react";
import { useWhen } from "../../lib/wall.ts";

const MINUTE_MS = 60_000;

/** Wall time now, told anew each minute; empty until the page is in the browser. */
export function useNow(): string {
  const { nowWall } = useWhen();
  const [now, setNow] = useState("");
  useEffect(() => {
    const tell = () => setNow(nowWall());
    const first = setTimeout(tell);
    const timer = setInterval(tell, MINUTE_MS);
    return () => {
      clearTimeout(first);
      clearInterval(timer);
    };
  }, [nowWall]);
  return now;
}
