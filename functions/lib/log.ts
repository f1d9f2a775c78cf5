/** Fields of a log line: ids, codes, counts and times; never what a person typed. */
export type LogFields = Record<string, string | number | boolean | undefined>;

/** Writes one structured line; CloudWatch reads JSON as it is. */
export function log(level: "info" | "warn" | "error", message: string, fields: LogFields = {}): void {
  process.stdout.write(`${JSON.stringify({ level, message, ...fields })}\n`);
}

/** The stack of an error without its message, which may quote what a person typed. */
export function stackOf(error: unknown): string {
  if (!(error instanceof Error)) return typeof error;
  return `${error.name} ${(error.stack ?? "")
    .split("\n")
    .filter((line) => line.trimStart().startsWith("at "))
    .slice(0, 8)
    .join(" | ")}`;
}
