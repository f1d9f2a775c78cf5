import * as z from "zod";
import { Can } from "../fields.ts";
import { idOf } from "../ids.ts";
import { recordFields } from "../record.ts";
import { Instant } from "../time.ts";

/** Kinds of long work. */
export const jobKinds = [
  "import_analysis",
  "import_check",
  "import",
  "import_revert",
  "demo_load",
  "demo_remove",
  "daily_round",
] as const;
/** One of {@link jobKinds}. */
export type JobKind = (typeof jobKinds)[number];

/** `queued` until a worker takes it; the last three are ends. */
export const jobStates = ["queued", "running", "done", "failed", "cancelled"] as const;

/** Long work in chunks: it may stop at any moment and goes on where it was. */
export const Job = z.object({
  id: idOf("job"),
  ...recordFields,
  kind: z.enum(jobKinds),
  state: z.enum(jobStates),
  /** What it works on: the id of an import, say. */
  subject: z.string().optional(),
  done: z.int(),
  total: z.int().optional(),
  /** Where to go on; its form is the kind's own. */
  cursor: z.record(z.string(), z.unknown()),
  /** Who holds it, and until when; the clock wakes it after that. */
  worker: z.string().optional(),
  leaseUntil: Instant.optional(),
  /** How often it was taken since it last got on: what always fails is given up. */
  attempts: z.int(),
  cancelAsked: z.boolean().optional(),
  /** Key of the sentence that says why it failed. */
  failure: z.string().optional(),
  finishedAt: Instant.optional(),
});
/** {@link Job} as a type. */
export type Job = z.infer<typeof Job>;

/** A job as it is shown. */
export const JobView = Job.omit({ cursor: true, worker: true, leaseUntil: true, attempts: true }).extend({ can: Can });
/** {@link JobView} as a type. */
export type JobView = z.infer<typeof JobView>;
