import { normalDigits } from "./digits.ts";
import type { Columns, Row } from "./columns.ts";
import { fold, type Read, type Value } from "./tree.ts";

/** Rows changed at most that an order takes in one by one; beyond that it is sorted anew. */
const MOST_PENDING = 500;

/** Rows whose texts are searched as one, 2 to the power of this: asking each row alone costs more than the search in it. */
const BLOCK_BITS = 9;
/** Between two texts of a block; no text holds it, since no record takes control characters. */
const BETWEEN = "\u0000";

type Labels = ReadonlyMap<string, string>;

/** A place that was not found yet. */
const UNKNOWN = -1;

interface Link {
  target: Rows;
  /** Slot in the target by slot here. */
  slots: number[];
}

interface Block {
  text: string;
  /** Where the text of each row begins, and where the last one ends. */
  starts: Int32Array;
}

interface Order {
  slots: Int32Array;
  pending: Set<number>;
  labels: Labels | undefined;
}

/**
 * Rows of one entity of one company, held as columns. A slot is the place of a record in all of them; it stays for good,
 * so that a deleted record can still be told to those who saw it.
 */
export class Rows {
  readonly columns: Columns<never>;
  readonly ids: string[] = [];
  readonly vers: number[] = [];
  /** When each was last written: from the key of its row. */
  readonly at: string[] = [];
  readonly alive: boolean[] = [];
  /** What search looks into: each field folded, after a line end. */
  readonly texts: string[] = [];
  /** Living rows. */
  size = 0;
  readonly #values: (Value | null)[][];
  readonly #slots = new Map<string, number>();
  readonly #orders = new Map<string, Order>();
  readonly #links = new Map<string, Link[]>();
  readonly #interned = new Map<string, string>();
  /** Texts of a column folded, by slot, each when it is first asked for: 3 MB for 20,000 clients. */
  readonly #folded = new Map<string, (string | undefined)[]>();
  readonly #blocks: (Block | undefined)[] = [];
  readonly #index: ReadonlyMap<string, number>;

  constructor(columns: Columns<never>) {
    this.columns = columns;
    this.#values = columns.names.map(() => []);
    this.#index = new Map(columns.names.map((name, index) => [name, index]));
  }

  /** Takes a row in; one that is not newer than what is known changes nothing. */
  apply(row: Row, at: string): void {
    const [rv, id, ver, ...values] = row;
    let slot = this.#slots.get(id);
    if (slot !== undefined && ver <= this.vers[slot]!) return;
    if (slot === undefined) {
      slot = this.ids.length;
      this.#slots.set(id, slot);
      this.ids.push(id);
      this.alive.push(false);
      this.texts.push("");
    }
    this.vers[slot] = ver;
    this.at[slot] = at;
    const lives = rv >= 0;
    if (lives !== this.alive[slot]) this.size += lives ? 1 : -1;
    this.alive[slot] = lives;
    if (lives) {
      for (const [index, column] of this.#values.entries()) column[slot] = this.#intern(values[index] ?? null);
      this.texts[slot] = this.#text(slot);
      this.#blocks[slot >> BLOCK_BITS] = undefined;
    }
    for (const folded of this.#folded.values()) if (slot < folded.length) folded[slot] = undefined;
    for (const order of this.#orders.values()) order.pending.add(slot);
    for (const links of this.#links.values()) for (const { slots } of links) slots[slot] = UNKNOWN;
  }

  /** Slot of a living record. */
  slotOf(id: string | null | undefined): number | undefined {
    const slot = id ? this.#slots.get(id) : undefined;
    return slot !== undefined && this.alive[slot] ? slot : undefined;
  }

  /**
   * Reader of the slot that an id column points at in other rows; undefined where the record is not there or deleted.
   * Places stay for good, so each is looked for once, not for every list.
   */
  link(field: string, target: Rows): (slot: number) => number | undefined {
    const known = this.#links.get(field) ?? [];
    this.#links.set(field, known);
    let link = known.find((one) => one.target === target);
    if (!link) known.push((link = { target, slots: [] }));
    const { slots } = link;
    const id = this.reader(field);
    return (slot) => {
      let place = slots[slot] ?? UNKNOWN;
      if (place === UNKNOWN) slots[slot] = place = target.#slots.get(id(slot) as string) ?? UNKNOWN;
      return place !== UNKNOWN && target.alive[place] ? place : undefined;
    };
  }

  /** Version of a record as known here, living or deleted. */
  versionOf(id: string): number | undefined {
    const slot = this.#slots.get(id);
    return slot === undefined ? undefined : this.vers[slot];
  }

  /** Whether there is such a column. */
  has(field: string): boolean {
    return this.#index.has(field);
  }

  /** Slots whose text contains what is looked for, in their order; those of deleted records too. */
  *containing(needle: string): Iterable<number> {
    if (needle.includes(BETWEEN)) return;
    for (let first = 0; first < this.ids.length; first += 1 << BLOCK_BITS) {
      const { text, starts } = (this.#blocks[first >> BLOCK_BITS] ??= this.#block(first));
      const end = starts.length - 1;
      let row = 0;
      for (let at = text.indexOf(needle); at >= 0 && row < end; at = text.indexOf(needle, starts[row])) {
        while (starts[row + 1]! <= at) row++;
        yield first + row;
        row++;
      }
    }
  }

  #block(first: number): Block {
    const texts = this.texts.slice(first, first + (1 << BLOCK_BITS));
    const starts = new Int32Array(texts.length + 1);
    for (const [row, { length }] of texts.entries()) starts[row + 1] = starts[row]! + length + BETWEEN.length;
    return { text: texts.join(BETWEEN), starts };
  }

  /** Reader of a column by slot; the column must be there. A text is kept folded once it was asked about. */
  reader(field: string): Read<number, Value | null> {
    const column = this.#values[this.#index.get(field) ?? -1];
    if (!column) throw new Error(`No column ${field}`);
    const read = (slot: number) => column[slot] ?? null;
    if (this.columns.columns[field]?.kind !== "text") return read;
    return Object.assign(read, { folded: this.#folder(field, read) });
  }

  #folder(field: string, read: (slot: number) => Value | null): (slot: number) => string {
    const texts = this.#folded.get(field) ?? [];
    this.#folded.set(field, texts);
    return (slot) => {
      const known = texts[slot];
      if (known !== undefined) return known;
      // Filled in order: an array that is first written far from its beginning becomes a slow one.
      while (texts.length <= slot) texts.push(undefined);
      const value = String(read(slot) ?? "");
      const folded = fold(value);
      // One string in memory where folding changes nothing.
      return (texts[slot] = folded === value ? value : folded);
    };
  }

  /**
   * Living slots in the order of a column, empty values last, equal ones by id. Ids that point at named records are
   * ordered by the names given.
   */
  order(field: string, labels?: Labels): Int32Array {
    const known = this.#orders.get(field);
    const key = this.sortKey(field, labels);
    const compare = this.#comparison(key);
    if (!known || known.labels !== labels || known.pending.size > MOST_PENDING) {
      const slots = Int32Array.from(this.#living());
      slots.sort(compare);
      this.#orders.set(field, { slots, pending: new Set(), labels });
      return slots;
    }
    if (known.pending.size > 0) {
      known.slots = merged(known.slots, known.pending, (slot) => this.alive[slot]!, compare);
      known.pending.clear();
    }
    return known.slots;
  }

  /** What a column sorts by: text folded, ids by their label, anything else as it is. */
  sortKey(field: string, labels?: Labels): (slot: number) => string | number | null {
    const read = this.reader(field);
    if (labels) {
      const folded = new Map([...labels].map(([id, label]) => [id, fold(label)]));
      return (slot) => folded.get(String(read(slot))) ?? null;
    }
    const { folded } = read;
    return (slot) => {
      const value = read(slot);
      if (value === null || value === "" || (Array.isArray(value) && value.length === 0)) return null;
      if (typeof value === "number") return value;
      return folded ? folded(slot) : String(value);
    };
  }

  #comparison(key: (slot: number) => string | number | null): (one: number, other: number) => number {
    const keys = new Map<number, string | number | null>();
    const keyOf = (slot: number) => {
      let found = keys.get(slot);
      if (found === undefined) keys.set(slot, (found = key(slot)));
      return found;
    };
    return (one, other) => compareKeys(keyOf(one), keyOf(other)) || compareText(this.ids[one]!, this.ids[other]!);
  }

  *#living(): Iterable<number> {
    for (let slot = 0; slot < this.ids.length; slot++) if (this.alive[slot]) yield slot;
  }

  /** Ids, choices and days repeat a lot: one string in memory for all of them. */
  #intern(value: Value | null): Value | null {
    if (typeof value !== "string" || value.length > 40) return value;
    const known = this.#interned.get(value);
    if (known !== undefined) return known;
    this.#interned.set(value, value);
    return value;
  }

  #text(slot: number): string {
    let text = "";
    for (const [index, name] of this.columns.names.entries()) {
      if (!this.columns.columns[name]!.search) continue;
      const value = this.#values[index]![slot];
      for (const one of Array.isArray(value) ? (value as string[]) : [value]) {
        if (one === null || one === undefined || one === "") continue;
        text += `\n${fold(String(one))}`;
        const digits = name === "phones" ? normalDigits(String(one)) : "";
        if (digits) text += `\n${digits}`;
      }
    }
    return text;
  }
}

/** Order of sort keys: numbers and texts as they are, nothing last. */
export function compareKeys(one: string | number | null, other: string | number | null): number {
  if (one === other) return 0;
  if (one === null) return 1;
  if (other === null) return -1;
  return one < other ? -1 : 1;
}

function compareText(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0;
}

/** An order with the changed slots taken out and put back where they belong now. */
function merged(
  slots: Int32Array,
  changed: ReadonlySet<number>,
  lives: (slot: number) => boolean,
  compare: (one: number, other: number) => number,
): Int32Array {
  const stays = slots.filter((slot) => !changed.has(slot));
  const comes = [...changed].filter(lives).sort(compare);
  const result = new Int32Array(stays.length + comes.length);
  let next = 0;
  let from = 0;
  for (const slot of comes) {
    const place = lowerBound(stays, from, (one) => compare(one, slot) < 0);
    result.set(stays.subarray(from, place), next);
    next += place - from;
    from = place;
    result[next++] = slot;
  }
  result.set(stays.subarray(from), next);
  return result;
}

/** First place from `start` whose slot does not come before what is looked for. */
export function lowerBound(slots: Int32Array, start: number, before: (slot: number) => boolean): number {
  let low = start;
  let high = slots.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (before(slots[middle]!)) low = middle + 1;
    else high = middle;
  }
  return low;
}
