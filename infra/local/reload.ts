import { watch } from "node:fs";
import { fileURLToPath } from "node:url";
import { Worker } from "node:worker_threads";
import type { HandlerName } from "#functions/handlers.ts";
import type { Functions } from "./handlers.ts";

/** A run of a function, asked of its thread. */
export interface Asked {
  id: number;
  name: HandlerName;
  event: unknown;
}

/** What the thread tells when it ended. */
export interface Told {
  id: number;
  answer?: unknown;
  failure?: string;
}

/** Sources whose change makes a new thread. */
const watched = ["functions", "shared"];
/** Editors write a file in several steps. */
const SETTLE_MS = 100;

/** A thread and the runs it has not ended. */
interface Thread {
  worker: Worker;
  open: Map<number, { resolve(answer: unknown): void; reject(error: Error): void }>;
  /** No new run is given to it; it ends with the last. */
  old: boolean;
}

/**
 * Functions in a thread of their own that is replaced when a source changes: the next run finds the new code, runs in
 * work end with the old.
 */
export function reloadingFunctions(onReload: (file: string) => void): Functions {
  let current = newThread();
  let count = 0;
  let timer: NodeJS.Timeout | undefined;

  const watchers = watched.map((folder) =>
    watch(fileURLToPath(new URL(`../../${folder}`, import.meta.url)), { recursive: true }, (_event, file) => {
      clearTimeout(timer);
      timer = setTimeout(() => {
        const before = current;
        current = newThread();
        before.old = true;
        endIfDone(before);
        onReload(`${folder}/${file ?? ""}`);
      }, SETTLE_MS);
    }),
  );

  return {
    invoke(name, event) {
      if (current.old) current = newThread();
      const { worker, open } = current;
      const id = ++count;
      return new Promise((resolve, reject) => {
        open.set(id, { resolve, reject });
        worker.postMessage({ id, name, event } satisfies Asked);
      });
    },
    async stop() {
      clearTimeout(timer);
      for (const watcher of watchers) watcher.close();
      await current.worker.terminate();
    },
  };
}

function newThread(): Thread {
  const worker = new Worker(new URL("./function-worker.ts", import.meta.url), { env: process.env });
  const thread: Thread = { worker, open: new Map(), old: false };
  worker.on("message", ({ id, answer, failure }: Told) => {
    const run = thread.open.get(id);
    thread.open.delete(id);
    if (failure === undefined) run?.resolve(answer);
    else run?.reject(new Error(failure));
    endIfDone(thread);
  });
  worker.on("error", (error) => {
    thread.old = true;
    for (const run of thread.open.values()) run.reject(error instanceof Error ? error : new Error(String(error)));
    thread.open.clear();
  });
  return thread;
}

function endIfDone({ worker, open, old }: Thread): void {
  if (old && open.size === 0) void worker.terminate();
}
