import type { PlainAnswer } from "#infra/local/http-event.ts";
import type { Engine } from "#test/support/engine.ts";
import { journey } from "./journey.ts";
import { make } from "./step.ts";

/** What an operation asks of the database: calls, read units and write units. */
export interface Cost {
  calls: number;
  read: number;
  write: number;
}

/** Costs by the name of the operation. */
export type Costs = Map<string, Cost>;

/**
 * Costs of every operation of the journey as the database reports them, with warm caches: each is made twice and the
 * second call counts. The clock that caches age by stands still meanwhile, so that none grows old in between.
 */
export async function measureCosts(engine: Engine): Promise<Costs> {
  process.env["EXPOSE_CAPACITY"] = "1";
  const { steps } = await journey(engine);
  const restore = stopCaches();
  try {
    const costs: Costs = new Map();
    for (const step of steps) {
      await make(engine, step);
      costs.set(step.name, costOf(await make(engine, step)));
    }
    return costs;
  } finally {
    restore();
  }
}

/** Lets no cache grow old until the answered function is called. */
function stopCaches(): () => void {
  const still = performance.now();
  performance.now = () => still;
  return () => delete (performance as { now?: unknown }).now;
}

function costOf({ headers }: PlainAnswer): Cost {
  const told = new URLSearchParams(String(headers["x-capacity"]).replaceAll(";", "&"));
  const [calls, read, write] = ["calls", "read", "write"].map((name) => Number(told.get(name) ?? Number.NaN));
  if (![calls, read, write].every(Number.isFinite)) throw new Error(`No capacity in ${told}`);
  return { calls: calls!, read: read!, write: write! };
}
