import { Problem } from "../errors.ts";

const MOST_TRIES = 6;

/**
 * Runs a rule that reads and then writes, again when another writer came between. A change that depends on what the user
 * saw asks {@link mustBeSeen} in each try, and lets him decide.
 */
export async function retryStale<T>(run: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await run();
    } catch (error) {
      if (!(error instanceof Problem && error.details.raced) || attempt === MOST_TRIES) throw error;
      await new Promise((done) => setTimeout(done, Math.random() * 10 * 2 ** attempt));
    }
  }
}

/** Somebody else was faster with what both make anew: {@link retryStale} finds it there when it reads again. */
export function raced(): Problem {
  return new Problem("conflict", { reason: "busy", raced: true });
}

/** Refuses a change made on a version that is no longer the current one, telling the current record. */
export function mustBeSeen(record: { ver: number }, ver: number): void {
  if (record.ver !== ver) throw new Problem("conflict", { reason: "stale", current: record });
}

/** A change as asked, where null takes a value away: the store leaves out what is undefined. */
export function nullsOut<T extends object>(input: T): { [K in keyof T]: Exclude<T[K], null> } {
  return Object.fromEntries(Object.entries(input).map(([name, value]) => [name, value ?? undefined])) as {
    [K in keyof T]: Exclude<T[K], null>;
  };
}
