import { readDay, readNumber } from "./cells.ts";
import { dateFormats, type DateFormat, type Decimal, type ImportColumn } from "./schema.ts";

const MOST_SAMPLES = 5;
const SAMPLE_CHARACTERS = 60;

/** Looks at the values of one column as they go by. */
export class ColumnLook {
  readonly #name: string;
  readonly #samples = new Set<string>();
  #blank = 0;
  #filled = 0;
  #dates: DateFormat[] = [...dateFormats];
  #point = true;
  #comma = true;
  /** Whether some value is another number by the one sign than by the other. */
  #differs = false;

  constructor(name: string) {
    this.#name = name;
  }

  /** Takes the next value. */
  add(cell: string): void {
    if (cell === "") {
      this.#blank++;
      return;
    }
    this.#filled++;
    if (this.#samples.size < MOST_SAMPLES) this.#samples.add(cell.slice(0, SAMPLE_CHARACTERS));
    if (this.#dates.length > 0) this.#dates = this.#dates.filter((format) => readDay(cell, format) !== undefined);
    if (!this.#point && !this.#comma) return;
    const byPoint = this.#point ? readNumber(cell, ".") : undefined;
    const byComma = this.#comma ? readNumber(cell, ",") : undefined;
    this.#point = byPoint !== undefined;
    this.#comma = byComma !== undefined;
    if (byPoint !== byComma) this.#differs = true;
  }

  /** What was seen. `missing` are rows that ended before this column. */
  seen(): ImportColumn {
    const some = this.#filled > 0;
    const numbers: Decimal[] = [...(this.#point ? (["."] as const) : []), ...(this.#comma ? ([","] as const) : [])];
    return {
      name: this.#name,
      samples: [...this.#samples],
      blank: this.#blank,
      dates: some ? this.#dates : [],
      // Numbers without a fraction and without groups are the same either way: there is nothing to choose.
      decimals: !some ? [] : this.#differs ? numbers : numbers.slice(0, 1),
    };
  }
}
