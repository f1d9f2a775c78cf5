/** The middle of some figures, or the one below which a share of them lies; NaN of none. */
export function quantile(figures: readonly number[], share = 0.5): number {
  const sorted = Float64Array.from(figures).sort();
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}

/** A figure with so many digits after the point; a dash where there is none. */
export function shown(figure: number | undefined, fraction = 1): string {
  return figure === undefined || !Number.isFinite(figure) ? "–" : figure.toFixed(fraction);
}

/** Prints a table: the first column to the left, figures to the right. */
export function print(title: string, head: readonly string[], rows: readonly (readonly string[])[]): void {
  const widths = head.map((name, at) => Math.max(name.length, ...rows.map((row) => row[at]?.length ?? 0)));
  const line = (cells: readonly string[]) =>
    cells
      .map((cell, at) => (at === 0 ? cell.padEnd(widths[at]!) : cell.padStart(widths[at]!)))
      .join("  ")
      .trimEnd();
  const rule = widths.map((width) => "─".repeat(width)).join("  ");
  process.stdout.write(["", title, "", line(head), rule, ...rows.map(line), ""].join("\n") + "\n");
}

/** Keeps the functions' log lines out of the tables that this process prints, those of errors aside. */
export function quiet(): void {
  const write = process.stdout.write.bind(process.stdout);
  process.stdout.write = (text: string | Uint8Array) => /^\{"level":"(info|warn)"/.test(String(text)) || write(text);
}
