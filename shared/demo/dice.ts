/** Chances that fall the same way each time for the same number: a chunk done again makes the same card. */
export interface Dice {
  between(least: number, most: number): number;
  pick<T>(of: readonly T[]): T;
  chance(share: number): boolean;
}

/** Dice by a number: mulberry32, a generator of 32 bits. */
export function dice(seed: number): Dice {
  let state = seed * 0x9e3779b9;
  const next = () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const between = (least: number, most: number) => least + Math.floor(next() * (most - least + 1));
  return { between, pick: (of) => of[between(0, of.length - 1)]!, chance: (share) => next() < share };
}
