import type { QueueReader } from "./queue-reader.ts";
import { STREAM_BATCH, type StreamReader } from "./stream-reader.ts";

/** Work that goes on until it is stopped. */
export interface Loop {
  /** Ends it after the batch in work. */
  stop(): Promise<void>;
}

/** A loop that can be told that there is something to do. */
export interface WakingLoop extends Loop {
  wake(): void;
}

/**
 * Waits between reads of a stream: short while records come, longer with the silence. Even the short one gathers: a batch
 * costs hardly more than one record, and Lambda polls no faster.
 */
const SHORTEST_IDLE_MS = 50;
const LONGEST_IDLE_MS = 250;
/** Waits after failures. */
const FIRST_RETRY_MS = 100;
const LONGEST_RETRY_MS = 10_000;
/** How long a queue is asked to wait for a message. */
const LONG_POLL_SECONDS = 20;

/** Reads the stream from now on. Whoever has just written wakes it, so records are handled within a tenth of a second. */
export function streamLoop(reader: StreamReader, onFailure: (error: unknown) => void): WakingLoop {
  const stopping = new AbortController();
  const stopped = () => stopping.signal.aborted;
  let idleMs = SHORTEST_IDLE_MS;
  let retryMs = FIRST_RETRY_MS;
  let woken: NodeJS.Timeout | undefined;
  let endWait = () => {};
  const wait = (ms: number) =>
    new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, ms);
      endWait = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  const running = (async () => {
    while (!stopped()) {
      try {
        const handled = await reader.step();
        retryMs = FIRST_RETRY_MS;
        idleMs = handled > 0 ? SHORTEST_IDLE_MS : Math.min(idleMs * 2, LONGEST_IDLE_MS);
        if (handled < STREAM_BATCH) await wait(idleMs);
      } catch (error) {
        onFailure(error);
        if (stopped()) break;
        await wait(retryMs);
        retryMs = Math.min(retryMs * 2, LONGEST_RETRY_MS);
      }
    }
  })();
  return {
    wake() {
      woken ??= setTimeout(() => {
        woken = undefined;
        idleMs = SHORTEST_IDLE_MS;
        endWait();
      }, SHORTEST_IDLE_MS);
    },
    async stop() {
      stopping.abort();
      clearTimeout(woken);
      endWait();
      await running;
    },
  };
}

/** Reads a queue from now on, one batch after another. */
export function queueLoop(reader: QueueReader, onHandled: () => void, onFailure: (error: unknown) => void): Loop {
  const stopping = new AbortController();
  const stopped = () => stopping.signal.aborted;
  const running = (async () => {
    while (!stopped()) {
      try {
        if ((await reader.step(LONG_POLL_SECONDS, stopping.signal)) > 0) onHandled();
      } catch (error) {
        if (stopped()) break;
        onFailure(error);
        await new Promise((resolve) => setTimeout(resolve, 1000));
      }
    }
  })();
  return {
    async stop() {
      stopping.abort();
      await running;
    },
  };
}

/** Calls at every full multiple of so many minutes of the clock; a call that takes longer skips what it misses. */
export function clockLoop(rateMinutes: number, onTime: (time: Date) => Promise<void>): Loop {
  const rateMs = rateMinutes * 60_000;
  let timer: NodeJS.Timeout;
  let stopped = false;
  let running: Promise<void> = Promise.resolve();
  const next = () => {
    if (stopped) return;
    const at = (Math.floor(Date.now() / rateMs) + 1) * rateMs;
    timer = setTimeout(() => void (running = onTime(new Date(at)).finally(next)), at - Date.now());
  };
  next();
  return {
    async stop() {
      stopped = true;
      clearTimeout(timer);
      await running.catch(() => undefined);
    },
  };
}
