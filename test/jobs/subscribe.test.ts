import { randomUUID } from "node:crypto";
import type { Context, SQSBatchResponse, SQSEvent } from "aws-lambda";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { consume, Poison, subscribe } from "#functions/lib/subscribe.ts";
import type { Caller } from "#shared/caller.ts";
import { newId } from "#shared/ids.ts";
import { jobRequested } from "#shared/jobs/events.ts";
import { aCompany, type TestCompany } from "../support/callers.ts";
import { startEngine, type Engine } from "../support/engine.ts";

let engine: Engine;
let company: TestCompany;
beforeAll(async () => {
  engine = await startEngine();
  company = await aCompany();
});
afterAll(() => engine.stop());

const handled: { caller: Caller; jobId: string }[] = [];
beforeEach(() => void (handled.length = 0));

const handler = subscribe("jobs", jobRequested, (caller, { payload }) => {
  if (payload.jobId === "fails") throw new Error("for the moment");
  handled.push({ caller, jobId: payload.jobId });
  return Promise.resolve();
});

const eventName: string = jobRequested.name;

function message(
  jobId: unknown,
  { tenant = company.id, id = newId("event"), time = new Date().toISOString(), name = eventName } = {},
) {
  const detail = {
    id,
    name,
    v: 1,
    at: time,
    tenant,
    actor: "usr_1",
    entity: { kind: "job", id: "job_1", ver: 1 },
    payload: { jobId },
  };
  return { messageId: randomUUID(), body: JSON.stringify({ "detail-type": name, time, detail }) };
}

function give(...records: { messageId: string; body: string }[]): Promise<SQSBatchResponse> {
  return handler({ Records: records } as SQSEvent, {} as Context);
}

test("acts as the system of the company, in its zone and currency, under the actor of the event", async () => {
  expect(await give(message("one"))).toEqual({ batchItemFailures: [] });
  expect(handled[0]).toMatchObject({
    jobId: "one",
    caller: {
      kind: "system",
      tenant: company.id,
      actor: "usr_1",
      timeZone: "Europe/Moscow",
      currency: "RUB",
      language: "ru",
      shards: 1,
    },
  });
});

test("fails the messages that failed and no others", async () => {
  const [good, bad, last] = [message("one"), message("fails"), message("two")];
  expect(await give(good, bad, last)).toEqual({ batchItemFailures: [{ itemIdentifier: bad.messageId }] });
  expect(handled.map(({ jobId }) => jobId)).toEqual(["one", "two"]);
});

test("drops an event it has seen, and handles again what failed the first time", async () => {
  const id = newId("event");
  await give(message("one", { id }));
  await give(message("one", { id }), message("two"));
  expect(handled.map(({ jobId }) => jobId)).toEqual(["one", "two"]);
});

test("puts what no retry will mend into the dead-letter queue at once and goes on", async () => {
  const broken = { messageId: randomUUID(), body: "{not json" };
  const records = [
    broken,
    { messageId: randomUUID(), body: JSON.stringify({ detail: 1 }) },
    message(17),
    message("one", { name: "deal.opened" }),
    message("one", { tenant: "co_2222222222" }),
    message("good"),
  ];
  expect(await give(...records)).toEqual({ batchItemFailures: [] });
  expect(handled.map(({ jobId }) => jobId)).toEqual(["good"]);
  const dead = await engine.deadLetters("jobs");
  expect(dead.sort()).toEqual(
    records
      .slice(0, 5)
      .map(({ body }) => body)
      .sort(),
  );
});

test("its clock is never before the event's: a tick by hand may run ahead", async () => {
  await give(message("one", { time: "2031-05-01T00:00:00Z" }), message("two", { time: "2020-05-01T00:00:00Z" }));
  const nowOf = (jobId: string) => handled.find((one) => one.jobId === jobId)!.caller.now;
  expect(nowOf("one")).toBe("2031-05-01T00:00:00.000Z");
  expect(nowOf("two") > "2026").toBe(true);
});

test("a worker on any queue may call a message poison itself", async () => {
  const worker = consume("audit", (body) => {
    if ((body as { bad?: boolean }).bad) throw new Poison("bad");
    return Promise.resolve();
  });
  const event = {
    Records: [
      { messageId: "1", body: '{"bad":true}' },
      { messageId: "2", body: "{}" },
    ],
  } as SQSEvent;
  expect(await worker(event, {} as Context)).toEqual({ batchItemFailures: [] });
  expect(await engine.deadLetters("audit")).toEqual(['{"bad":true}']);
});
