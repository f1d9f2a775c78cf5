import type { Caller } from "../caller.ts";
import { forgetContext } from "../companies/context.ts";
import type { Chunk, JobKindRules, JobWork, Progress } from "../jobs/run.ts";
import { groupsOfImport } from "./groups.ts";
import { markChunk, noCounts, type RowNote, type Written } from "./chunks.ts";
import { collect, readRows } from "./collect.ts";
import { Days } from "./days.ts";
import { Feed } from "./feed.ts";
import { fill, type Matching } from "./fill.ts";
import { readKnown } from "./known.ts";
import { jobRules, mustImport } from "./lifecycle.ts";
import { link, linkField, recordsOfRows, type RowRecords } from "./links.ts";
import { makeNeeded } from "./prepare.ts";
import { writeReport } from "./report.ts";
import { Resolver } from "./resolve.ts";
import type { Import, ImportCounts } from "./schema.ts";
import { ImportTable } from "./table.ts";
import { clientWriter } from "./write-clients.ts";
import { dealWriter } from "./write-deals.ts";
import { employeeWriter, productWriter } from "./write-people.ts";
import type { Run, Writer } from "./writers.ts";

/** prepare: what decisions ask to be made; rows; links: who stands above whom within the file; report. */
type Phase = "prepare" | "rows" | "links" | "report";

interface Cursor {
  phase: Phase;
  /** Chunks written. */
  chunk: number;
  /** The last row done in this phase. */
  row: number;
  counts: ImportCounts;
}

const atStart: Cursor = { phase: "prepare", chunk: 0, row: 1, counts: noCounts };

const writers: Record<Import["entity"], (run: Run) => Writer> = {
  employees: employeeWriter,
  products: productWriter,
  clients: clientWriter,
  deals: dealWriter,
};

/** Writes the rows of an import, a transaction at a time; each leaves an account of what it did for the report and a revert. */
export const runImport: JobKindRules = jobRules({
  async open(caller, job): Promise<JobWork> {
    const subject = await mustImport(caller, job);
    const [found, known, groups] = await Promise.all([
      collect(caller, subject),
      readKnown(caller, subject.plan?.pipelineId),
      groupsOfImport(caller, subject),
    ]);
    const resolver = await Resolver.open(caller, subject, groups, found, known);
    const run: Run = { subject, known, resolver, days: new Days(caller.timeZone) };
    const writer = writers[subject.entity](run);
    const named =
      subject.plan?.key === "name" ? await writer.named(caller, found.names) : new Map<string, string | null>();
    return new ImportWork(caller, run, writer, { named, firstRows: found.names });
  },
});

class ImportWork implements JobWork {
  readonly #run: Run;
  readonly #writer: Writer;
  readonly #matching: Matching;
  readonly #feed: Feed;
  /** Chunk after which so many of what is to be made are done. */
  #made: { chunk: number; count: number } | undefined;
  #records: RowRecords | undefined;
  #careful = false;

  constructor(caller: Caller, run: Run, writer: Writer, matching: Matching) {
    this.#run = run;
    this.#writer = writer;
    this.#matching = matching;
    this.#feed = new Feed(() => readRows(caller, run.subject));
  }

  async step(chunk: Chunk): Promise<Progress> {
    const cursor = { ...atStart, ...(chunk.job.cursor as Partial<Cursor>) };
    if (cursor.phase === "prepare") return this.#prepare(chunk, cursor);
    if (cursor.phase === "rows") return this.#rows(chunk, cursor);
    if (cursor.phase === "links") return this.#links(chunk, cursor);
    return this.#report(chunk, cursor);
  }

  close(): Promise<void> {
    return this.#feed.close();
  }

  async #prepare({ caller, tx }: Chunk, cursor: Cursor): Promise<Progress> {
    const { toMake } = this.#run.resolver;
    if (this.#made && cursor.chunk > this.#made.chunk) toMake.splice(0, this.#made.count);
    this.#made = undefined;
    if (toMake.length === 0) return this.#next(cursor, "rows");
    const { written, taken } = await makeNeeded(caller, tx, this.#run, toMake);
    this.#made = { chunk: cursor.chunk, count: taken };
    const counts = { ...cursor.counts, also: cursor.counts.also + taken };
    return this.#wrote(tx, { ...cursor, counts }, written, []);
  }

  async #rows({ caller, tx, attempt }: Chunk, cursor: Cursor): Promise<Progress> {
    await this.#feed.to(cursor.row);
    this.#careful ||= attempt > 1;
    const { row, written, notes } = await fill(
      caller,
      tx,
      this.#run,
      this.#writer,
      this.#matching,
      this.#feed,
      this.#careful,
    );
    if (row === undefined) return this.#next(cursor, linkField(this.#run) ? "links" : "report");
    const { counts } = cursor;
    const of = (outcome: RowNote["outcome"]) => notes.filter((note) => note.outcome === outcome).length;
    const created = written.filter(({ ver }) => ver === 1).length;
    return this.#wrote(
      tx,
      {
        ...cursor,
        row,
        counts: {
          created: counts.created + created,
          updated: counts.updated + written.length - created,
          skipped: counts.skipped + of("skipped"),
          refused: counts.refused + of("refused"),
          also: counts.also,
        },
      },
      written,
      notes,
    );
  }

  async #links({ caller, tx }: Chunk, cursor: Cursor): Promise<Progress> {
    this.#records ??= await recordsOfRows(caller, this.#run.subject.id);
    await this.#feed.to(cursor.row);
    const { row, written, notes } = await link(caller, tx, this.#run, this.#writer, this.#records, this.#feed);
    return row === undefined ? this.#next(cursor, "report") : this.#wrote(tx, { ...cursor, row }, written, notes);
  }

  async #report({ caller, job, tx }: Chunk, cursor: Cursor): Promise<Progress> {
    const subject = await mustImport(caller, job);
    const reportFileId = await writeReport(caller, subject);
    tx.update(ImportTable, subject, {
      state: "done",
      counts: cursor.counts,
      reportFileId,
      finishedAt: caller.now,
      resumeAt: undefined,
      failure: undefined,
    });
    forgetContext(caller.tenant);
    return { cursor: { ...cursor }, done: subject.rows ?? 0, finished: true };
  }

  /** Nothing more to do in a phase: the next one begins at the first row. */
  #next(cursor: Cursor, phase: Phase): Progress {
    return { cursor: { ...cursor, phase, row: atStart.row }, done: doneOf(cursor.counts) };
  }

  #wrote(tx: Chunk["tx"], cursor: Cursor, written: Written[], notes: RowNote[]): Progress {
    const chunk = cursor.chunk + 1;
    markChunk(tx, this.#run.subject.id, chunk, { written, notes });
    return { cursor: { ...cursor, chunk }, done: doneOf(cursor.counts) };
  }
}

/** Rows that were dealt with. */
function doneOf({ created, updated, skipped, refused }: ImportCounts): number {
  return created + updated + skipped + refused;
}
