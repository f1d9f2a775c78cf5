import type { Caller } from "../caller.ts";
import { readStream } from "../files/files.ts";
import type { JobKindRules } from "../jobs/run.ts";
import { storeOf } from "../table/store.ts";
import { ColumnLook } from "./look.ts";
import { guessPlan } from "./guess.ts";
import { headerPrint } from "./ids.ts";
import { jobRules, mustImport } from "./lifecycle.ts";
import type { ColumnPlan, Import } from "./schema.ts";
import { BrokenFile, rowsOf, sniff, type SourceFormat } from "./source.ts";
import { ImportTable, RememberedPlanTable } from "./table.ts";

const PREVIEW_ROWS = 20;
const MOST_COLUMNS = 200;
const NAME_CHARACTERS = 100;
/** Characters of the preview in all: it lies in the item of the import. */
const PREVIEW_CHARACTERS = 40_000;

type Analysis = Pick<Import, "encoding" | "delimiter" | "rows" | "columns" | "preview" | "guess" | "remembered">;

/** Reads the whole file once, in one chunk: how it is written, what its columns hold, its first rows. */
export const analysis: JobKindRules = jobRules({
  open: () =>
    Promise.resolve({
      async step({ caller, job, tx }) {
        const subject = await mustImport(caller, job);
        try {
          const found = await analyse(caller, subject);
          tx.update(ImportTable, subject, { ...found, state: "mapping", failure: undefined });
          return { cursor: {}, done: found.rows ?? 0, total: found.rows, finished: true };
        } catch (error) {
          // What is wrong with the file is the answer, not a failure of the job.
          if (!(error instanceof BrokenFile)) throw error;
          tx.update(ImportTable, subject, { state: "broken", failure: { reason: error.reason, params: error.params } });
          return { cursor: {}, done: 0, finished: true };
        }
      },
    }),
});

async function analyse(caller: Caller, subject: Import): Promise<Analysis> {
  const { encoding, delimiter } = subject;
  const given = { ...(encoding ? { encoding } : {}), ...(delimiter ? { delimiter } : {}) };
  try {
    return await read(caller, subject, given);
  } catch (error) {
    // The beginning may be plain ASCII and the first letter that is not may come late.
    if (!(error instanceof BrokenFile) || error.reason !== "broken_characters" || encoding) throw error;
    return read(caller, subject, { ...given, encoding: "windows-1251" });
  }
}

async function read(caller: Caller, subject: Import, given: Partial<SourceFormat>): Promise<Analysis> {
  const { format, whole } = await sniff(await readStream(caller, subject.fileId), given);
  let looks: ColumnLook[] | undefined;
  const preview: string[][] = [];
  let rows = 0;
  for await (const { cells } of rowsOf(whole, format)) {
    if (!looks) {
      if (cells.length > MOST_COLUMNS) throw new BrokenFile("too_many_columns", { most: MOST_COLUMNS });
      looks = cells.map((name) => new ColumnLook(name.slice(0, NAME_CHARACTERS)));
      continue;
    }
    rows++;
    for (const [index, look] of looks.entries()) look.add(cells[index] ?? "");
    if (preview.length < PREVIEW_ROWS) preview.push(cells.slice(0, looks.length));
  }
  if (!looks) throw new BrokenFile("empty_file");
  if (rows === 0) throw new BrokenFile("no_rows");
  const columns = looks.map((look) => look.seen());
  const known = await remembered(caller, subject, columns);
  return {
    ...format,
    rows,
    columns,
    preview: cut(preview),
    guess: known ?? guessPlan(subject.entity, columns),
    remembered: known !== undefined,
  };
}

async function remembered(
  caller: Caller,
  { entity }: Import,
  columns: Import["columns"],
): Promise<ColumnPlan[] | undefined> {
  const id = headerPrint(
    entity,
    columns.map(({ name }) => name),
  );
  return (await storeOf(caller).get(RememberedPlanTable, { id }))?.columns;
}

function cut(rows: string[][]): string[][] {
  const cells = rows.reduce((sum, row) => sum + row.length, 0);
  const most = Math.min(100, Math.max(10, Math.floor(PREVIEW_CHARACTERS / Math.max(1, cells))));
  return rows.map((row) => row.map((cell) => (cell.length > most ? `${cell.slice(0, most - 1)}…` : cell)));
}
