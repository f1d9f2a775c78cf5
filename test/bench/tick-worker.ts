import { invoker, loadHandler } from "#infra/local/handlers.ts";

// The function `tick` in a process of its own, as Lambda runs it: its memory is its own.

/** What one tick took. */
export interface Ticked {
  woken: number;
  ms: number;
  read: number;
  write: number;
  maxBytes: number;
}

let last: { TickReadUnits?: number; TickWriteUnits?: number } = {};
process.stdout.write = (text: string | Uint8Array) => {
  if (String(text).includes("TickReadUnits")) last = JSON.parse(String(text)) as typeof last;
  return true;
};

const invoke = invoker(loadHandler);

process.on("message", (event) => {
  const began = performance.now();
  invoke("tick", event).then(
    (answer) => {
      const ticked: Ticked = {
        woken: (answer as { woken: number }).woken,
        ms: performance.now() - began,
        read: last.TickReadUnits ?? Number.NaN,
        write: last.TickWriteUnits ?? Number.NaN,
        maxBytes: process.resourceUsage().maxRSS * 1024,
      };
      process.send?.(ticked);
    },
    (error: unknown) => {
      console.error(error);
      process.exit(1);
    },
  );
});
