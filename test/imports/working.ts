import { randomUUID } from "node:crypto";
import { newId } from "#shared/ids.ts";
import { jobRequested } from "#shared/jobs/events.ts";
import type { Engine } from "../support/engine.ts";

/** The message that brings a job to its worker, as the bus puts it into the queue. */
export function jobMessage(tenant: string, jobId: string, time = new Date()): { Records: object[] } {
  const envelope = {
    id: newId("event"),
    name: jobRequested.name,
    v: jobRequested.version,
    at: time.toISOString(),
    tenant,
    actor: "system",
    entity: { kind: "job", id: jobId, ver: 1 },
    payload: { jobId },
  };
  const body = JSON.stringify({
    "detail-type": jobRequested.name,
    source: "prodano",
    time: envelope.at,
    detail: envelope,
  });
  return { Records: [{ messageId: randomUUID(), body, attributes: { ApproximateReceiveCount: "1" } }] };
}

/**
 * Runs a job by its function alone: what its thousands of records cause besides, as their audit trail, stays in the
 * stream. Rejects where the message would come again.
 */
export async function work(engine: Engine, tenant: string, jobId: string, time?: Date): Promise<void> {
  const answer = (await engine.invoke("jobs", jobMessage(tenant, jobId, time))) as { batchItemFailures: unknown[] };
  if (answer.batchItemFailures.length > 0) throw new Error("The job's message failed");
}
