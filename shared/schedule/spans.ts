/** A time between two moments in ms since 1970; the second does not belong to it. */
export interface Ms {
  from: number;
  to: number;
}

/** Times in order, those that touch or overlap as one. */
export function merged(spans: readonly Ms[]): Ms[] {
  const result: Ms[] = [];
  for (const span of [...spans].sort((one, other) => one.from - other.from || one.to - other.to)) {
    const last = result.at(-1);
    if (last && span.from <= last.to) last.to = Math.max(last.to, span.to);
    else if (span.from < span.to) result.push({ ...span });
  }
  return result;
}

/** What is left of times when others are taken out of them; both as {@link merged} gives them. */
export function without(spans: readonly Ms[], taken: readonly Ms[]): Ms[] {
  const result: Ms[] = [];
  let next = 0;
  for (const { from, to } of spans) {
    let at = from;
    while (next < taken.length && taken[next]!.to <= from) next++;
    for (let place = next; place < taken.length && taken[place]!.from < to; place++) {
      const one = taken[place]!;
      if (one.from > at) result.push({ from: at, to: one.from });
      at = Math.max(at, one.to);
    }
    if (at < to) result.push({ from: at, to });
  }
  return result;
}

/** What times have in common; both as {@link merged} gives them. */
export function common(one: readonly Ms[], other: readonly Ms[]): Ms[] {
  const result: Ms[] = [];
  for (let first = 0, second = 0; first < one.length && second < other.length;) {
    const from = Math.max(one[first]!.from, other[second]!.from);
    const to = Math.min(one[first]!.to, other[second]!.to);
    if (from < to) result.push({ from, to });
    if (one[first]!.to < other[second]!.to) first++;
    else second++;
  }
  return result;
}

/** Times within one. */
export function within(spans: readonly Ms[], bounds: Ms): Ms[] {
  return common(spans, [bounds]);
}
