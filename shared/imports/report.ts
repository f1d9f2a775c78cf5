import type { Caller } from "../caller.ts";
import { readStream, write } from "../files/files.ts";
import { mustText } from "../texts.ts";
import { neutral } from "./cells.ts";
import { chunksOf, type RowNote } from "./chunks.ts";
import type { Import } from "./schema.ts";
import { rowsOf, sniff, type SourceRow } from "./source.ts";
import { sentence } from "./views.ts";

/**
 * Writes the rows that were refused, passed over or not taken whole, as they stand in the file, each with what became
 * of it and why, in the company's language; answers the file, undefined where there are none. Cells that a spreadsheet
 * would take for formulas are neutralised.
 */
export async function writeReport(caller: Caller, subject: Import): Promise<string | undefined> {
  const first = await notesOf(caller, subject).next();
  if (first.done) return undefined;
  const file = await write(caller, {
    name: reportName(caller, subject.fileName),
    contentType: "text/csv; charset=utf-8",
    purpose: "export",
    body: lines(caller, subject),
  });
  return file.id;
}

function reportName(caller: Caller, fileName: string): string {
  const bare = fileName.replace(/\.\w+$/, "").slice(0, 150);
  return `${bare} — ${mustText(caller.language, "imports.report.name")}.csv`;
}

/** Lines of the report. The mark at its beginning tells spreadsheets that it is UTF-8. */
async function* lines(caller: Caller, subject: Import): AsyncGenerator<string> {
  const { encoding = "utf-8", delimiter = "," } = subject;
  const text = (key: string) => mustText(caller.language, `imports.report.${key}`);
  const csv = (cells: string[]) => `${cells.map((cell) => quoted(neutral(cell), delimiter)).join(delimiter)}\r\n`;
  const { format, whole } = await sniff(await readStream(caller, subject.fileId), { encoding, delimiter });
  const rows = rowsOf(whole, format);
  yield `\ufeff${csv([text("row"), text("outcome"), text("reasons"), ...subject.columns.map(({ name }) => name)])}`;
  let source: IteratorResult<SourceRow, void> | undefined;
  try {
    // Rows and links each went through the file in its order.
    const notes = merged(
      notesOf(caller, subject, (note) => note.outcome !== "taken"),
      notesOf(caller, subject, (note) => note.outcome === "taken"),
    );
    for await (const { row, outcome, issues } of notes) {
      while (!source || (!source.done && source.value.row < row)) source = await rows.next();
      const cells = !source.done && source.value.row === row ? source.value.cells : [];
      const reasons = issues.map(({ field, reason, params }) => {
        const column = field === undefined ? undefined : columnName(subject, field);
        return `${column ? `${column}: ` : ""}${sentence(caller, reason, params)}`;
      });
      yield csv([String(row), text(outcome), reasons.join(" "), ...cells]);
    }
  } finally {
    await rows.return(undefined);
  }
}

/** The column of a field by the name it has in the file. */
function columnName({ columns, plan }: Import, field: string): string | undefined {
  const planned = plan?.columns.find((column) => column.field === field);
  return planned && columns[planned.column]?.name;
}

async function* notesOf(
  caller: Caller,
  { id }: Import,
  wanted: (note: RowNote) => boolean = () => true,
): AsyncGenerator<RowNote, void> {
  for await (const { notes } of chunksOf(caller, id)) yield* notes.filter(wanted);
}

/** Two lists that are each in order, as one. */
async function* merged(
  one: AsyncGenerator<RowNote, void>,
  other: AsyncGenerator<RowNote, void>,
): AsyncGenerator<RowNote> {
  let [left, right] = await Promise.all([one.next(), other.next()]);
  while (!left.done || !right.done) {
    if (!left.done && (right.done || left.value.row <= right.value.row)) {
      yield left.value;
      left = await one.next();
    } else if (!right.done) {
      yield right.value;
      right = await other.next();
    }
  }
}

function quoted(cell: string, delimiter: string): string {
  return /["\r\n]/.test(cell) || cell.includes(delimiter) ? `"${cell.replaceAll('"', '""')}"` : cell;
}
