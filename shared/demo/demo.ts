import type { Caller } from "../caller.ts";
import { get as companyOf, setDemo } from "../companies/companies.ts";
import { Problem } from "../errors.ts";
import { jobView, request } from "../jobs/jobs.ts";
import type { JobView } from "../jobs/schema.ts";
import { add as addPipeline } from "../pipelines/pipelines.ts";
import { pipelinesOf } from "../pipelines/lookup.ts";
import { storeOf } from "../table/store.ts";
import { lastAccount } from "./account.ts";
import { DEMO_CLIENTS } from "./load.ts";

/** Loads demo data; a company that sells by no pipeline yet is given the seven stages. */
export async function load(caller: Caller): Promise<JobView> {
  if ((await companyOf(caller)).demo) throw new Problem("invalid_state", { reason: "demo_is_there" });
  if ((await pipelinesOf(caller)).length === 0) {
    // The answer of this request is the job's: the pipeline is not what a repeat is told.
    const { idempotency: _own, ...rest } = caller;
    await addPipeline(rest, { template: "seven" });
  }
  const tx = storeOf(caller).tx();
  const job = request(caller, tx, { kind: "demo_load", total: DEMO_CLIENTS });
  await setDemo(caller, tx, true);
  return tx.commit(jobView(caller, job));
}

/** Takes demo data away. */
export async function remove(caller: Caller): Promise<JobView> {
  const last = await lastAccount(caller);
  if (!last) throw new Problem("invalid_state", { reason: "no_demo" });
  const tx = storeOf(caller).tx();
  return tx.commit(jobView(caller, request(caller, tx, { kind: "demo_remove", total: last.number })));
}
