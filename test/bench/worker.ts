import { invoker, loadHandler } from "#infra/local/handlers.ts";
import { quiet } from "./figures.ts";

// The function `jobs` in a process of its own, as Lambda runs it: its memory is its own.

/** What the process answers after each event: how many of its messages failed, and the most memory it ever held. */
export interface Worked {
  failed: number;
  maxBytes: number;
}

quiet();
const invoke = invoker(loadHandler);

process.on("message", (event) => {
  invoke("jobs", event).then(
    (answer) => {
      const { batchItemFailures } = answer as { batchItemFailures: unknown[] };
      const worked: Worked = { failed: batchItemFailures.length, maxBytes: process.resourceUsage().maxRSS * 1024 };
      process.send?.(worked);
    },
    (error: unknown) => {
      console.error(error);
      process.exit(1);
    },
  );
});
