import { defineTable } from "../table/entity.ts";
import type { Job } from "./schema.ts";

/** Partition of all jobs. */
export const JOBS = "JOB";

/** Jobs lie in the order they were asked for; the clock wakes one whose worker went silent. */
export const JobTable = defineTable<Job>({
  entity: "job",
  version: 1,
  key: ({ id }) => ({ pk: JOBS, sk: id }),
  due: (job) => job.leaseUntil,
  audited: false,
});
