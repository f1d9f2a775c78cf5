/** Octets of a line at most, its end not counted (RFC 5545, 3.1). */
const MOST_OCTETS = 75;

const bytes = new TextEncoder();

/** One content line: its name with parameters, and its value as it is written. */
export function line(name: string, value: string): string {
  return folded(`${name}:${value}`);
}

/** A content line whose value is a text of people (RFC 5545, 3.3.11). */
export function textLine(name: string, value: string): string {
  return line(name, escaped(value));
}

/** Lines as one file: each ends by CR and LF. */
export function fileOf(lines: readonly string[]): string {
  return lines.map((one) => `${one}\r\n`).join("");
}

/** A text with what means something to the format written out; control characters have no place in it. */
function escaped(text: string): string {
  return text
    .toWellFormed()
    .replaceAll(/\r\n?/g, "\n")
    .replaceAll(/(?![\t\n])\p{Cc}/gu, "")
    .replaceAll(/[\\;,]/g, "\\$&")
    .replaceAll("\n", "\\n");
}

/** A long line in pieces, never cut within a character. */
function folded(text: string): string {
  if (text.length * 3 <= MOST_OCTETS || bytes.encode(text).length <= MOST_OCTETS) return text;
  const pieces: string[] = [];
  let piece = "";
  let size = 0;
  for (const character of text) {
    const own = octetsOf(character);
    if (size + own > MOST_OCTETS) {
      pieces.push(piece);
      // The blank before what follows counts.
      piece = "";
      size = 1;
    }
    piece += character;
    size += own;
  }
  return [...pieces, piece].join("\r\n ");
}

function octetsOf(character: string): number {
  const code = character.codePointAt(0)!;
  return code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
}
