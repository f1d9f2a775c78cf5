import { newId } from "#shared/ids.ts";
import { jobRequested } from "#shared/jobs/events.ts";
import { run } from "#shared/jobs/run.ts";
import { jobKinds } from "./lib/job-kinds.ts";
import { log } from "./lib/log.ts";
import { busEvent, sendMessage } from "./lib/queues.ts";
import { subscribe } from "./lib/subscribe.ts";

/** Works on a job chunk by chunk; shortly before its own end it sends itself the rest. */
export const handler = subscribe("jobs", jobRequested, async (caller, envelope, context) => {
  const { jobId } = envelope.payload;
  const outcome = await run(caller, jobId, jobKinds, {
    id: `${context.awsRequestId}/${caller.requestId}`,
    msLeft: () => context.getRemainingTimeInMillis(),
  });
  const { tenant, requestId, meter } = caller;
  log("info", "job", { jobId, tenant, requestId, outcome, read: meter.read, write: meter.write, calls: meter.calls });
  if (outcome === "more") await sendMessage("jobs", busEvent({ ...envelope, id: newId("event") }, caller.now));
});
