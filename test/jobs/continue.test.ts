import type { Context, SQSEvent } from "aws-lambda";
import { afterAll, beforeAll, expect, test } from "vitest";
import { handler } from "#functions/jobs.ts";
import { clientQueries } from "#shared/clients/contract.ts";
import { importsContract } from "#shared/imports/contract.ts";
import { jobsContract } from "#shared/jobs/contract.ts";
import { prepared } from "../imports/importing.ts";
import { jobMessage } from "../imports/working.ts";
import { startEngine, type Engine } from "../support/engine.ts";
import { signedUp } from "../support/people.ts";

let engine: Engine;
beforeAll(async () => {
  engine = await startEngine();
});
afterAll(() => engine.stop());

test("a function whose time ends sends itself the rest of its job, and the job ends whole", async () => {
  const { call, company } = await signedUp(engine);
  const names = Array.from({ length: 500 }, (_, row) => `Client ${row}`);
  const ready = await prepared(engine, call, {
    name: "clients.csv",
    content: Buffer.from(["Name", ...names].join("\n")),
    entity: "clients",
    says: { firstContactOn: { blank: { do: "day", day: "2026-01-15" } } },
  });
  const { id, jobId } = await call(importsContract.start, { id: ready.id, ver: ready.ver });
  let looks = 4;
  const context = {
    awsRequestId: "short",
    getRemainingTimeInMillis: () => (looks-- > 0 ? 600_000 : 60_000),
  } as Context;
  expect(await handler(jobMessage(company, jobId!) as SQSEvent, context)).toEqual({ batchItemFailures: [] });
  const stopped = await call(jobsContract.get, { id: jobId! });
  expect(stopped.state).toBe("running");
  expect(stopped.done).toBeGreaterThan(0);
  expect(stopped.done).toBeLessThan(500);

  await engine.pump();

  expect(await call(jobsContract.get, { id: jobId! })).toMatchObject({ state: "done", done: 500, total: 500 });
  expect(await call(importsContract.get, { id })).toMatchObject({ state: "done", counts: { created: 500 } });
  expect((await call(clientQueries.list, { limit: 1 })).total).toBe(500);
});
