import type { DynamoDBRecord } from "aws-lambda";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { unmarshall } from "@aws-sdk/util-dynamodb";
import type { Envelope } from "#shared/events.ts";
import { aCompany } from "#test/support/callers.ts";
import { startEngine, type Engine } from "#test/support/engine.ts";
import { serveLocally, readBody, type Part } from "#infra/local/server.ts";
import { clientCreated } from "#shared/clients/events.ts";
import { create } from "#shared/clients/clients.ts";
import { handler } from "#functions/stream.ts";
import { queue } from "#shared/letters/queue.ts";
import { storeOf } from "#shared/table/store.ts";
import { Problem } from "#shared/errors.ts";
import type { Context } from "aws-lambda";

interface Entry {
  Source: string;
  DetailType: string;
  Detail: string;
}

let engine: Engine;
let bus: Part;
/** Entries the bus took, by call. */
let calls: Entry[][] = [];
/** Names of entries refused for the moment, each as often as it says. */
let refusals = new Map<string, number>();
let records: DynamoDBRecord[] = [];

beforeAll(async () => {
  engine = await startEngine({
    handlers: {
      stream: (event) => {
        records.push(...(event as { Records: DynamoDBRecord[] }).Records);
        return Promise.resolve({ batchItemFailures: [] });
      },
    },
  });
  // EventBridge is the third party here: what is sent to it is the subject.
  bus = await serveLocally(0, async (request, response) => {
    const { Entries } = JSON.parse((await readBody(request, 10_000_000))!.toString()) as { Entries: Entry[] };
    calls.push(Entries);
    const answered = Entries.map(({ DetailType }) => {
      const left = refusals.get(DetailType) ?? 0;
      refusals.set(DetailType, left - 1);
      return left > 0 ? { ErrorCode: "ThrottlingException" } : { EventId: "1" };
    });
    response.writeHead(200, { "content-type": "application/x-amz-json-1.1" });
    response.end(
      JSON.stringify({ Entries: answered, FailedEntryCount: answered.filter((one) => "ErrorCode" in one).length }),
    );
  });
  process.env["AWS_ENDPOINT_URL_EVENTBRIDGE"] = bus.endpoint;
});
beforeEach(() => {
  calls = [];
  refusals = new Map();
  records = [];
});
afterAll(async () => {
  await engine.stop();
  await bus.stop();
});

const publish = (Records: DynamoDBRecord[]) => handler({ Records }, {} as Context);
const envelopes = () => calls.flat().map(({ Detail }) => JSON.parse(Detail) as Envelope<Record<string, unknown>>);

/** What the table's stream tells of some writes. */
async function told(run: () => Promise<unknown>): Promise<DynamoDBRecord[]> {
  await engine.pump();
  records = [];
  await run();
  await engine.pump();
  return records;
}

test("an event is published as it was written, and every record with what changed in it", async () => {
  const { owner } = await aCompany();
  const stream = await told(() => create(owner, { name: "Пекарня", kind: "organisation", phones: [], emails: [] }));
  expect(await publish(stream)).toEqual({ batchItemFailures: [] });
  expect(calls.flat().every(({ Source }) => Source === "prodano")).toBe(true);
  const [made, changed] = [clientCreated.name, "record.changed"].map((name) =>
    envelopes().filter((one) => one.name === name),
  );
  expect(made).toMatchObject([{ tenant: owner.tenant, actor: owner.actor, v: 1, entity: { kind: "client", ver: 1 } }]);
  expect(changed).toMatchObject([
    {
      tenant: owner.tenant,
      actor: owner.actor,
      at: owner.now,
      entity: { kind: "client", id: made![0]!.entity.id, ver: 1 },
      payload: { entity: "client", ver: 1, after: { name: "Пекарня", kind: "organisation" } },
    },
  ]);
  expect(changed![0]!.payload).not.toHaveProperty("before");
});

test("an event is published if and only if its transaction happens", async () => {
  const { owner } = await aCompany();
  const stream = await told(async () => {
    const tx = storeOf(owner).tx();
    tx.event(clientCreated, { kind: "client", id: "cli_1", ver: 1 }, {});
    tx.mark({ pk: "MARK", sk: "1" }, {}, () => new Problem("conflict"));
    await tx.commit({});
    const second = storeOf(owner).tx();
    second.event(clientCreated, { kind: "client", id: "cli_2", ver: 1 }, {});
    second.mark({ pk: "MARK", sk: "1" }, {}, () => new Problem("conflict"));
    await expect(second.commit({})).rejects.toMatchObject({ code: "conflict" });
  });
  await publish(stream);
  expect(envelopes().map(({ entity }) => entity.id)).toEqual(["cli_1"]);
});

test("what is published again has the same ids", async () => {
  const { owner } = await aCompany();
  const stream = await told(() => create(owner, { name: "Пекарня", kind: "organisation", phones: [], emails: [] }));
  await publish(stream);
  const first = envelopes().map(({ id }) => id);
  calls = [];
  await publish(stream);
  expect(envelopes().map(({ id }) => id)).toEqual(first);
  expect(new Set(first).size).toBe(first.length);
  expect(first.every((id) => /^evt_[0-9A-HJKMNP-TV-Z]{26}$/.test(id))).toBe(true);
});

test("what the bus refuses for the moment is sent again, alone", async () => {
  const { owner } = await aCompany();
  const stream = await told(() => create(owner, { name: "Пекарня", kind: "organisation", phones: [], emails: [] }));
  refusals.set(clientCreated.name, 2);
  expect(await publish(stream)).toEqual({ batchItemFailures: [] });
  expect(calls.map((entries) => entries.map(({ DetailType }) => DetailType).includes(clientCreated.name))).toEqual([
    true,
    true,
    true,
  ]);
  expect(calls.slice(1).map((entries) => entries.length)).toEqual([1, 1]);
});

test("what does not get through is named, so that the stream gives it again from there", async () => {
  const { owner } = await aCompany();
  const stream = await told(() => create(owner, { name: "Пекарня", kind: "organisation", phones: [], emails: [] }));
  refusals.set(clientCreated.name, 1000);
  const event = stream.find(({ dynamodb }) => dynamodb?.NewImage?.["e"]?.S === "event")!;
  expect(await publish(stream)).toEqual({ batchItemFailures: [{ itemIdentifier: event.dynamodb!.SequenceNumber }] });
});

test("a record that cannot be read is named and keeps no other from being published", async () => {
  const { owner } = await aCompany();
  const stream = await told(() => create(owner, { name: "Пекарня", kind: "organisation", phones: [], emails: [] }));
  const broken: DynamoDBRecord = {
    eventID: "broken",
    eventName: "INSERT",
    dynamodb: { SequenceNumber: "1", NewImage: { pk: { S: "T#co_1#X" }, e: { S: "event" } } },
  };
  expect(await publish([broken, ...stream])).toEqual({ batchItemFailures: [{ itemIdentifier: "1" }] });
  expect(
    envelopes()
      .map(({ name }) => name)
      .sort(),
  ).toEqual([clientCreated.name, "record.changed"]);
});

test("entries go ten in a call at most, and large ones within its bytes", async () => {
  const { owner } = await aCompany();
  const stream = await told(async () => {
    for (let index = 0; index < 12; index++) {
      const need = "ж".repeat(index < 4 ? 4000 : 10);
      await create(owner, { name: `Пекарня ${index}`, kind: "organisation", phones: [], emails: [], need });
    }
  });
  await publish(stream);
  expect(envelopes().length).toBe(24);
  for (const call of calls) {
    expect(call.length).toBeLessThanOrEqual(10);
    expect(call.reduce((sum, { Detail }) => sum + Buffer.byteLength(Detail), 0)).toBeLessThan(256 * 1024);
  }
});

test("keys of the platform, unique values and answers kept for repeats tell nothing", async () => {
  const stream = await told(() => aCompany());
  await publish(stream);
  const kinds = new Set(
    stream.map(({ dynamodb }) => unmarshall(dynamodb!.NewImage as Parameters<typeof unmarshall>[0])["e"] as string),
  );
  expect(kinds).toContain("unique");
  expect(new Set(envelopes().map(({ entity }) => entity.kind))).toEqual(new Set(["company", "employee", "dictionary"]));
  expect(JSON.stringify(calls)).not.toContain("personId");
});

test("records that their table calls unaudited tell nothing, their events go out all the same", async () => {
  const { system } = await aCompany();
  const stream = await told(async () => {
    const tx = storeOf(system).tx();
    queue(tx, { to: "a@example.com", language: "en", template: "password_unknown" });
    await tx.commit({});
  });
  await publish(stream);
  expect(envelopes().map(({ name }) => name)).toEqual(["letter.queued"]);
});
