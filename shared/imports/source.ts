import { Readable } from "node:stream";
import { CsvError, parse, type Parser } from "csv-parse";
import type { Delimiter, Encoding } from "./schema.ts";

/** Characters of one row at most; a quote that nobody closes is found by it long before the end of the file. */
const MOST_ROW = 128 * 1024;
/** So much of a file tells how it is written. */
const SAMPLE_BYTES = 64 * 1024;

/** How a file is written. */
export interface SourceFormat {
  encoding: Encoding;
  delimiter: Delimiter;
}

/** A file that cannot be read as rows; `reason` is a key of the texts. */
export class BrokenFile extends Error {
  readonly reason: string;
  readonly params: Record<string, string | number>;
  constructor(reason: string, params: Record<string, string | number> = {}) {
    super(reason);
    this.name = "BrokenFile";
    this.reason = reason;
    this.params = params;
  }
}

/** A row of a file. `row` counts as a spreadsheet does: the header is 1. */
export interface SourceRow {
  row: number;
  cells: string[];
}

/** Finds out how a file is written; what is given stays. Answers the format and the bytes from their beginning on. */
export async function sniff(
  bytes: Readable,
  given: Partial<SourceFormat>,
): Promise<{ format: SourceFormat; whole: AsyncIterable<Uint8Array> }> {
  const source = (bytes as AsyncIterable<Uint8Array>)[Symbol.asyncIterator]();
  const first: Uint8Array[] = [];
  for (let length = 0; length < SAMPLE_BYTES;) {
    const next = await source.next();
    if (next.done) break;
    first.push(next.value);
    length += next.value.length;
  }
  const sample = Buffer.concat(first);
  const encoding = given.encoding ?? encodingOf(sample);
  const delimiter = given.delimiter ?? delimiterOf(new TextDecoder(encoding).decode(sample, { stream: true }));
  return { format: { encoding, delimiter }, whole: rest(sample, source) };
}

async function* rest(sample: Uint8Array, source: AsyncIterator<Uint8Array>): AsyncGenerator<Uint8Array> {
  yield sample;
  for (let next = await source.next(); !next.done; next = await source.next()) yield next.value;
}

function encodingOf(sample: Buffer): Encoding {
  if (sample[0] === 0xff && sample[1] === 0xfe) return "utf-16le";
  if (sample[0] === 0xfe && sample[1] === 0xff) return "utf-16be";
  const zeros = [0, 0];
  for (let at = 0; at < sample.length; at++) if (sample[at] === 0) zeros[at % 2]! += 1;
  const [even = 0, odd = 0] = zeros;
  // Latin letters in UTF-16 have every other byte empty; no other text has any.
  if (odd > even && even <= sample.length / 100) return "utf-16le";
  if (even > odd && odd <= sample.length / 100) return "utf-16be";
  if (even + odd > 0) throw new BrokenFile("not_text");
  try {
    new TextDecoder("utf-8", { fatal: true }).decode(sample, { stream: true });
    return "utf-8";
  } catch {
    return "windows-1251";
  }
}

/** From what text has seldom to what it has often: where two signs part rows equally well, the rarer one is meant. */
const byRarity: readonly Delimiter[] = ["\t", "|", ";", ","];

/** The sign that parts the first rows into the same number of cells most often, the header into the most of them. */
function delimiterOf(sample: string): Delimiter {
  const scores = byRarity.map((delimiter) => {
    const counts = countsOf(sample, delimiter);
    const header = counts[0] ?? 0;
    return { delimiter, header, alike: header === 0 ? 0 : counts.filter((count) => count === header).length };
  });
  scores.sort((one, other) => other.alike - one.alike || other.header - one.header);
  return scores[0]!.alike > 0 ? scores[0]!.delimiter : ",";
}

/** How often the sign stands outside quotes in each of the first 50 rows. */
function countsOf(sample: string, delimiter: string): number[] {
  const counts: number[] = [];
  let count = 0;
  let quoted = false;
  let blank = true;
  for (const sign of sample) {
    if (sign === '"') quoted = !quoted;
    else if (!quoted && (sign === "\n" || sign === "\r")) {
      if (!blank) counts.push(count);
      if (counts.length === 50) return counts;
      count = 0;
      blank = true;
      continue;
    } else if (!quoted && sign === delimiter) count++;
    blank = false;
  }
  // The last row may be cut: it counts only where it is the only one.
  if (counts.length === 0 && !blank) counts.push(count);
  return counts;
}

/**
 * Rows of a file one after another, cells trimmed, empty rows left out; holds little of it at a time.
 * Throws {@link BrokenFile} where quotes or characters are broken, with the line.
 */
export async function* rowsOf(
  whole: AsyncIterable<Uint8Array>,
  { encoding, delimiter }: SourceFormat,
): AsyncGenerator<SourceRow> {
  // Where the last whole record ended: a quote that is never closed was opened after it.
  let line = 0;
  const parser: Parser = parse({
    delimiter,
    relax_column_count: true,
    max_record_size: MOST_ROW,
    on_record: (cells: string[], { lines }) => {
      line = lines;
      return cells;
    },
  });
  const text = Readable.from(decoded(whole, encoding));
  text.on("error", (error) => parser.destroy(error));
  text.pipe(parser);
  let row = 0;
  try {
    for await (const record of parser as AsyncIterable<string[]>) {
      row++;
      const cells = record.map((cell) => cell.trim());
      if (cells.some((cell) => cell !== "")) yield { row, cells };
    }
  } catch (error) {
    if (error instanceof CsvError) throw brokenQuotes(error, line);
    throw error;
  } finally {
    text.destroy();
    parser.destroy();
  }
}

async function* decoded(whole: AsyncIterable<Uint8Array>, encoding: Encoding): AsyncGenerator<string> {
  const decoder = new TextDecoder(encoding, { fatal: true });
  const decode = (bytes?: Uint8Array) => {
    try {
      return bytes ? decoder.decode(bytes, { stream: true }) : decoder.decode();
    } catch {
      throw new BrokenFile("broken_characters", { encoding });
    }
  };
  for await (const bytes of whole) {
    const text = decode(bytes);
    if (text) yield text;
  }
  const end = decode();
  if (end) yield end;
}

function brokenQuotes(error: CsvError, lastLine: number): Error {
  switch (error.code) {
    case "CSV_QUOTE_NOT_CLOSED":
      return new BrokenFile("quote_not_closed", { line: lastLine + 1 });
    case "CSV_MAX_RECORD_SIZE":
      return new BrokenFile("row_too_long", { line: lastLine + 1, most: MOST_ROW / 1024 });
    case "CSV_INVALID_CLOSING_QUOTE":
    case "INVALID_OPENING_QUOTE":
      return new BrokenFile("stray_quote", { line: Number(error["lines"] ?? lastLine + 1) });
    default:
      return error;
  }
}
