/**
 * Answers kept for a short while, the oldest forgotten first; several who ask at once share one answer.
 * A failure is never kept, and neither is undefined: what was not there a moment ago may be there now.
 */
export class Memory<V> {
  readonly #most: number;
  readonly #freshMs: number;
  readonly #kept = new Map<string, { until: number; value: Promise<V> }>();

  constructor(most: number, freshMs: number) {
    this.#most = most;
    this.#freshMs = freshMs;
  }

  /** The value of a name, made anew when it is too old. */
  get(name: string, make: () => Promise<V>): Promise<V> {
    const now = performance.now();
    const known = this.#kept.get(name);
    if (known && known.until > now) return known.value;
    const value = make();
    this.#kept.delete(name);
    this.#kept.set(name, { until: now + this.#freshMs, value });
    void value.then(
      (found) => found === undefined && this.#drop(name, value),
      () => this.#drop(name, value),
    );
    if (this.#kept.size > this.#most) this.#kept.delete(this.#kept.keys().next().value!);
    return value;
  }

  #drop(name: string, value: Promise<V>): void {
    if (this.#kept.get(name)?.value === value) this.#kept.delete(name);
  }

  /** Forgets a name: its owner has just changed it. */
  forget(name: string): void {
    this.#kept.delete(name);
  }
}
