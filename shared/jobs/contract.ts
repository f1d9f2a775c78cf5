import * as z from "zod";
import { operation } from "../http/contract.ts";
import { idOf } from "../ids.ts";
import { JobView } from "./schema.ts";

const one = z.object({ id: idOf("job") });

/** Long work of the company. */
export const jobsContract = {
  list: operation({
    method: "GET",
    path: "/jobs",
    access: ["imports", "read"],
    summary: "Jobs of the last 30 days, newest first",
    output: z.object({ jobs: z.array(JobView) }),
  }),
  get: operation({
    method: "GET",
    path: "/jobs/{id}",
    access: ["imports", "read"],
    summary: "A job with its progress",
    params: one,
    output: JobView,
  }),
  cancel: operation({
    method: "POST",
    path: "/jobs/{id}/cancel",
    access: ["imports", "write"],
    summary: "Ask a job to stop after its present chunk",
    params: one,
    output: JobView,
  }),
};
