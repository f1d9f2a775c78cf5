import type { ReadRow } from "./rows.ts";

/** Rows of a file read ahead, to be looked at more than once: only a cursor says which of them are done. */
export class Feed {
  readonly #open: () => AsyncGenerator<ReadRow>;
  #rows: AsyncGenerator<ReadRow>;
  #ahead: ReadRow[] = [];
  /** Rows up to here have been let go. */
  #past = 0;
  #ended = false;

  constructor(open: () => AsyncGenerator<ReadRow>) {
    this.#open = open;
    this.#rows = open();
  }

  /** Goes to where row `done` is behind; back to it by reading the file anew. */
  async to(done: number): Promise<void> {
    if (done < this.#past) {
      await this.close();
      this.#rows = this.#open();
      this.#ahead = [];
      this.#ended = false;
    }
    this.#past = done;
    for (;;) {
      const keep = this.#ahead.findIndex(({ row }) => row > done);
      if (keep >= 0) {
        this.#ahead.splice(0, keep);
        return;
      }
      this.#ahead = [];
      if (!(await this.#more())) return;
    }
  }

  /** The next rows, `most` of them at most, left where they are. */
  async peek(most: number): Promise<ReadRow[]> {
    while (this.#ahead.length < most && (await this.#more()));
    return this.#ahead.slice(0, most);
  }

  async close(): Promise<void> {
    await this.#rows.return(undefined);
  }

  async #more(): Promise<boolean> {
    if (this.#ended) return false;
    const next = await this.#rows.next();
    if (next.done) this.#ended = true;
    else this.#ahead.push(next.value);
    return !next.done;
  }
}
