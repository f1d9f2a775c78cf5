import type { Caller } from "../caller.ts";
import { changesPartition } from "../table/entity.ts";
import { tenantPrefix } from "../table/layout.ts";
import { storeOf } from "../table/store.ts";
import { unpackedRow, type Columns } from "./columns.ts";
import { Rows } from "./rows.ts";

/** The change index may show a write this much later than a newer one: what lies within is read again. */
const OVERLAP_MS = 60_000;
/** How often the overlap is read again; in between a refresh reads only what is newer than the newest known. */
const OVERLAP_EVERY_MS = 5_000;
/** Rows kept in memory over all companies; the company asked longest ago goes first. */
const MOST_ROWS = 3_000_000;
/** How long an answer waits for the caller's own write to show in the index. */
const SEE_WAITS_MS = [10, 20, 40, 80, 160, 320, 640];

/** The read model of one entity of one company, kept up with the change index. */
export class Model {
  readonly rows: Rows;
  readonly #entity: string;
  /** Newest sort key known, by shard. */
  readonly #newest: string[] = [];
  #overlapReadAt = -Infinity;
  #running: Promise<void> | undefined;
  #next: Promise<void> | undefined;

  constructor(columns: Columns<never>) {
    this.rows = new Rows(columns);
    this.#entity = columns.entity;
  }

  /**
   * Takes in what changed before this call. A refresh that began earlier may have missed it, so callers that come
   * while one runs share the one after it.
   */
  refresh(caller: Caller): Promise<void> {
    if (!this.#running) return (this.#running = this.#read(caller).finally(() => (this.#running = undefined)));
    this.#next ??= this.#running
      .catch(() => undefined)
      .then(() => {
        this.#next = undefined;
        return (this.#running = this.#read(caller).finally(() => (this.#running = undefined)));
      });
    return this.#next;
  }

  /** Waits, a second at most, until a version of a record is known; `see` is `<id>:<ver>`. */
  async see(caller: Caller, see: string | undefined): Promise<void> {
    const [id, version] = (see ?? "").split(":");
    if (!id || !version) return;
    for (const wait of SEE_WAITS_MS) {
      if ((this.rows.versionOf(id) ?? 0) >= Number(version)) return;
      await new Promise((done) => setTimeout(done, wait));
      await this.refresh(caller);
    }
  }

  async #read(caller: Caller): Promise<void> {
    const now = performance.now();
    const overlap = now - this.#overlapReadAt > OVERLAP_EVERY_MS;
    const store = storeOf(caller);
    const prefix = tenantPrefix(caller.tenant);
    await Promise.all(
      Array.from({ length: caller.shards }, async (_, shard) => {
        const newest = this.#newest[shard];
        const from = newest && (overlap ? earlier(newest) : newest);
        let after: Record<string, unknown> | undefined;
        do {
          const page = await store.items({
            pk: changesPartition(caller.tenant, this.#entity, shard).slice(prefix.length),
            index: "changes",
            ...(from ? { from } : {}),
            ...(after ? { after } : {}),
            limit: PAGE_ROWS,
          });
          for (const item of page.items) {
            const key = String(item["csk"]);
            this.rows.apply(unpackedRow(item["row"]), key.slice(0, key.indexOf("#")));
            if (key > (this.#newest[shard] ?? "")) this.#newest[shard] = key;
          }
          after = page.after;
        } while (after);
      }),
    );
    if (overlap) this.#overlapReadAt = now;
  }
}

/** Rows taken in at once: the reader yields between pages, so that one large company does not hold up the others. */
const PAGE_ROWS = 4000;

function earlier(key: string): string {
  return new Date(Date.parse(key.slice(0, key.indexOf("#"))) - OVERLAP_MS).toISOString();
}

const models = new Map<string, Map<string, Model>>();

/** The read model of an entity for the caller's company, fresh, and knowing the write that `see` names. */
export async function modelOf<R>(caller: Caller, columns: Columns<R>, see?: string): Promise<Rows> {
  const { tenant } = caller;
  const own = models.get(tenant) ?? new Map<string, Model>();
  // Asked last, forgotten last.
  models.delete(tenant);
  models.set(tenant, own);
  let model = own.get(columns.entity);
  if (!model) own.set(columns.entity, (model = new Model(columns)));
  await model.refresh(caller);
  await model.see(caller, see);
  forgetOldest(tenant);
  return model.rows;
}

function forgetOldest(keep: string): void {
  let total = 0;
  for (const own of models.values()) for (const { rows } of own.values()) total += rows.ids.length;
  for (const [tenant, own] of models) {
    if (total <= MOST_ROWS) return;
    if (tenant === keep) continue;
    for (const { rows } of own.values()) total -= rows.ids.length;
    models.delete(tenant);
  }
}
