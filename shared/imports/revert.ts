import type { Caller } from "../caller.ts";
import { forgetContext } from "../companies/context.ts";
import { hideEntries, mustDictionary } from "../dictionaries/imported.ts";
import type { DictionaryName } from "../dictionaries/schema.ts";
import { Problem } from "../errors.ts";
import type { Chunk, JobKindRules, JobWork, Progress } from "../jobs/run.ts";
import { storeOf } from "../table/store.ts";
import { MOST_ACTIONS } from "../table/tx.ts";
import { chunkCount, chunkOf, keptKey, type Written } from "./chunks.ts";
import { jobRules, mustImport } from "./lifecycle.ts";
import { importPartition, ImportTable, KEPT_PREFIX } from "./table.ts";
import type { Import, KeptRecord } from "./schema.ts";
import { recordsOf } from "./taking-back.ts";
import { usedBesides } from "./used.ts";
import type { Write } from "./writers.ts";

/** The account of what was left alone, and the step of the job. */
const OTHERS = 2;
/** Dictionaries, each of them one item. */
const DICTIONARIES = 8;

interface Cursor {
  /** The chunk of the import that is being taken back; its last one comes first. */
  chunk: number;
  /** How many of its records are done, from its last one. */
  at: number;
  /** Accounts of what was left alone. */
  marks: number;
  removed: number;
  restored: number;
  kept: number;
}

/** Takes back what an import did, its last writes first. What was changed or is used since is left alone and told. */
export const revertImport: JobKindRules = jobRules({
  async open(caller, job): Promise<JobWork> {
    const subject = await mustImport(caller, job);
    const used = await usedBesides(caller, subject);
    return { step: (chunk) => step(chunk, subject, used) };
  },
});

async function step(
  { caller, job, tx, attempt }: Chunk,
  subject: Import,
  used: ReadonlySet<string>,
): Promise<Progress> {
  const cursor = await begun(caller, subject, job.cursor);
  if (cursor.chunk === 0) return finish({ caller, job, tx, attempt }, cursor);
  const account = await chunkOf(caller, subject.id, cursor.chunk);
  const left = (account?.written ?? []).toReversed().slice(cursor.at);
  const kept: KeptRecord[] = [];
  const entries = new Map<DictionaryName, Set<string>>();
  const next = { ...cursor };
  const turns = await Promise.all(left.map((written) => turnOf(caller, written, used, attempt > 1)));
  const touched = new Set<string>();
  for (const [index, written] of left.entries()) {
    if (written.kind === "entry") {
      const within = written.within as DictionaryName;
      entries.set(within, (entries.get(within) ?? new Set()).add(written.id));
      next.removed++;
    } else {
      const turn = turns[index];
      if (turn && "cost" in turn) {
        const keys = turn.keys.map(({ field, value }) => `${field}|${value}`);
        // Two records at the same unique value cannot go in one transaction.
        if (tx.size + turn.cost + OTHERS + DICTIONARIES > MOST_ACTIONS || keys.some((key) => touched.has(key))) break;
        for (const key of keys) touched.add(key);
        turn.write(tx);
        if (written.made) next.removed++;
        else next.restored++;
      } else if (turn) {
        kept.push(turn);
        next.kept++;
      }
    }
    next.at++;
  }
  for (const [name, ids] of entries) hideEntries(caller, tx, await mustDictionary(caller, name), ids);
  if (next.at - cursor.at === left.length) Object.assign(next, { chunk: cursor.chunk - 1, at: 0 });
  if (kept.length > 0) {
    next.marks++;
    tx.mark(
      keptKey(subject.id, next.marks),
      { e: "import_kept", kept },
      () => new Problem("conflict", { reason: "busy" }),
    );
  }
  forgetContext(caller.tenant);
  return { cursor: next, done: next.removed + next.restored + next.kept };
}

/** Where a revert stands; one that is begun again goes through all chunks, passing over what is done. */
async function begun(caller: Caller, subject: Import, cursor: Partial<Cursor>): Promise<Cursor> {
  if (cursor.chunk !== undefined)
    return { at: 0, marks: 0, removed: 0, restored: 0, kept: 0, ...cursor, chunk: cursor.chunk };
  const { items } = await storeOf(caller).items({
    pk: importPartition(subject.id),
    prefix: KEPT_PREFIX,
    consistent: true,
  });
  const { removed = 0, restored = 0 } = subject.reverted ?? {};
  return { chunk: await chunkCount(caller, subject.id), at: 0, marks: items.length, removed, restored, kept: 0 };
}

async function finish({ caller, job, tx }: Chunk, { removed, restored, kept }: Cursor): Promise<Progress> {
  const subject = await mustImport(caller, job);
  tx.update(ImportTable, subject, { state: "reverted", reverted: { removed, restored, kept }, failure: undefined });
  const done = removed + restored + kept;
  return { cursor: {}, done, total: done, finished: true };
}

/** What becomes of one record: a write, a record left alone, or nothing where it is taken back already. */
async function turnOf(
  caller: Caller,
  written: Written,
  used: ReadonlySet<string>,
  careful: boolean,
): Promise<Write | KeptRecord | undefined> {
  const { kind, id, ver, made, before } = written;
  if (kind === "entry") return undefined;
  const records = recordsOf(kind);
  const current = await records.find(caller, id);
  if (!current || current.deletedAt) return undefined;
  const leave = (reason: KeptRecord["reason"]): KeptRecord => ({ kind, id, name: records.nameOf(current), reason });
  if (current.ver !== ver) return isSetBack(current, written) ? undefined : leave("changed");
  if (!made) {
    const write = await records.restore(caller, current, before!);
    // A value it had may belong to another record by now.
    return careful && (await isTaken(caller, write.keys, id)) ? leave("used") : write;
  }
  if (used.has(id) || (await records.isInUse?.(caller, id))) return leave("used");
  return records.takeBack(caller, current);
}

/** Whether an interrupted revert has set a record back already: it is as it was, one version on. */
function isSetBack(current: object & { ver: number }, { ver, made, before }: Written): boolean {
  if (made || !before || current.ver !== ver + 1) return false;
  const bare = ({ ver: _v, updatedAt: _at, updatedBy: _by, ...rest }: Record<string, unknown>) =>
    JSON.stringify(Object.entries(rest).sort());
  return bare({ ...current }) === bare(before);
}

async function isTaken(
  caller: Caller,
  keys: readonly { field: string; value: string }[],
  id: string,
): Promise<boolean> {
  const holders = await Promise.all(keys.map((key) => storeOf(caller).holder(key)));
  return holders.some((holder) => holder !== undefined && holder.id !== id);
}
