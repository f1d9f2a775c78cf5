import { loadDemo } from "#shared/demo/load.ts";
import { removeDemo } from "#shared/demo/remove.ts";
import { analysis } from "#shared/imports/analysis.ts";
import { check } from "#shared/imports/check.ts";
import { revertImport } from "#shared/imports/revert.ts";
import { runImport } from "#shared/imports/run.ts";
import type { JobKinds } from "#shared/jobs/run.ts";
import { dailyRound } from "#shared/watch/run.ts";

/** The rules of every kind of job. */
export const jobKinds: JobKinds = {
  import_analysis: analysis,
  import_check: check,
  import: runImport,
  import_revert: revertImport,
  demo_load: loadDemo,
  demo_remove: removeDemo,
  daily_round: dailyRound,
};
