import { parentPort } from "node:worker_threads";
import { invoker, loadHandler } from "./handlers.ts";
import type { Asked, Told } from "./reload.ts";

// The functions in a thread of their own, for development: a new thread has read the sources anew.
const invoke = invoker(loadHandler);

parentPort?.on("message", ({ id, name, event }: Asked) => {
  invoke(name, event).then(
    (answer) => tell({ id, answer }),
    (error: unknown) => tell({ id, failure: error instanceof Error ? (error.stack ?? error.message) : String(error) }),
  );
});

function tell(told: Told): void {
  parentPort?.postMessage(told);
}
