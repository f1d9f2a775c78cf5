import type { Caller } from "../caller.ts";
import { JobFailure, type JobKindRules } from "../jobs/run.ts";
import type { Job } from "../jobs/schema.ts";
import { storeOf } from "../table/store.ts";
import type { Import } from "./schema.ts";
import { ImportTable } from "./table.ts";

/** The import that a job works on. */
export async function mustImport(caller: Caller, { subject }: Job): Promise<Import> {
  const found = await findImport(caller, subject);
  if (!found) throw new JobFailure("no_such_import");
  return found;
}

async function findImport(caller: Caller, subject: string | undefined): Promise<Import | undefined> {
  return subject === undefined ? undefined : storeOf(caller).get(ImportTable, { id: subject });
}

/** Where an import is left when its job was cancelled or given up. */
const after: Record<string, Import["state"]> = {
  analysing: "broken",
  checking: "mapping",
  running: "stopped",
  reverting: "stopped",
};

/** Rules of a job that works on an import: when it stops, the import says so and keeps where to go on. */
export function jobRules({ open }: Pick<JobKindRules, "open">): JobKindRules {
  return {
    open,
    async stopped(caller, tx, job, failure) {
      const subject = await findImport(caller, job.subject);
      const state = subject && after[subject.state];
      if (!state) return;
      tx.update(ImportTable, subject, {
        state,
        failure: { reason: failure ?? "cancelled" },
        ...(job.kind === "import" ? { resumeAt: job.cursor, counts: job.cursor["counts"] as Import["counts"] } : {}),
        ...(job.kind === "import_revert" ? { reverted: revertedSoFar(subject, job) } : {}),
      });
    },
  };
}

function revertedSoFar({ reverted }: Import, { cursor }: Job): NonNullable<Import["reverted"]> {
  const {
    removed = reverted?.removed ?? 0,
    restored = reverted?.restored ?? 0,
    kept = 0,
  } = cursor as Partial<typeof reverted & object>;
  return { removed, restored, kept };
}
