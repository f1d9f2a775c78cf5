import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { TransactWriteItemsCommand } from "@aws-sdk/client-dynamodb";
import { afterEach, beforeEach, expect, test } from "vitest";
import { fileCheckpoints } from "#infra/local/checkpoints.ts";
import { clientsOf } from "#infra/local/clients.ts";
import { startDynamo, type Dynamo } from "#infra/local/dynamo.ts";
import { freePort } from "#infra/local/ports.ts";
import { streamReader } from "#infra/local/stream-reader.ts";
import { ensureTable } from "#infra/local/table.ts";

let directory: string;
let dynamo: Dynamo;

beforeEach(async () => {
  directory = mkdtempSync(join(tmpdir(), "prodano-stream-"));
  await start();
});
afterEach(async () => {
  await dynamo.stop();
  rmSync(directory, { recursive: true, force: true });
});

async function start() {
  const handled = fileCheckpoints(join(directory, "stream.json")).handled();
  dynamo = await startDynamo({ file: join(directory, "table.db"), port: await freePort(), handled });
}

async function write(...names: string[]) {
  const { dynamo: client, destroy } = clientsOf({ dynamo: dynamo.endpoint, aws: dynamo.endpoint });
  await ensureTable(client, "table");
  await client.send(
    new TransactWriteItemsCommand({
      TransactItems: names.map((name) => ({
        Put: { TableName: "table", Item: { pk: { S: name }, sk: { S: "#" }, bytes: { B: Buffer.from("x") } } },
      })),
    }),
  );
  destroy();
}

interface Batch {
  Records: { dynamodb: { SequenceNumber: string; NewImage: { pk: { S: string }; bytes: { B: string } } } }[];
}

/** Reads as a process does that has just started: all it knows is the file. */
async function read(
  handle: (names: string[]) => string[],
  most = 30,
): Promise<{ given: string[][]; givenUp: string[] }> {
  const clients = clientsOf({ dynamo: dynamo.endpoint, aws: dynamo.endpoint });
  const given: string[][] = [];
  const givenUp: string[] = [];
  const nameOf = (record: Batch["Records"][number]) => record.dynamodb.NewImage.pk.S;
  const reader = streamReader({
    client: clients.streams,
    streamArn: await ensureTable(clients.dynamo, "table"),
    checkpoints: fileCheckpoints(join(directory, "stream.json")),
    prefix: "T#",
    async handle(event) {
      const { Records } = event as Batch;
      given.push(Records.map(nameOf));
      const failed = handle(Records.map(nameOf));
      const named = Records.filter((record) => failed.includes(nameOf(record)));
      return { batchItemFailures: named.map(({ dynamodb }) => ({ itemIdentifier: dynamodb.SequenceNumber })) };
    },
    async giveUp(record) {
      givenUp.push(nameOf(record as Batch["Records"][number]));
    },
  });
  for (let step = 0; step < most; step++) await reader.step().catch(() => undefined);
  clients.destroy();
  return { given, givenUp };
}

test("a transaction's records come once, in order, over restarts of the reader and of the database", async () => {
  await write("T#1", "T#2");
  expect((await read(() => [])).given).toEqual([["T#1", "T#2"]]);
  await dynamo.stop();
  await start();
  await write("T#3", "T#4");
  expect((await read(() => [])).given).toEqual([["T#3", "T#4"]]);
  expect((await read(() => [])).given).toEqual([]);
});

test("records that were handled are forgotten at the next start, others are not", async () => {
  await write("T#1", "T#2");
  await read(() => []);
  await write("T#3");
  await dynamo.stop();
  await start();
  const database = new DatabaseSync(join(directory, "table.db"), { readOnly: true });
  const kept = database.prepare("SELECT sequence_number FROM _stream_records").all();
  database.close();
  expect(kept.map((row) => row["sequence_number"])).toEqual(["2", "3"]);
});

test("after a failure only the failed record and those behind it come again", async () => {
  await write("T#1", "T#2", "T#3");
  expect((await read((names) => names.filter((name) => name === "T#2"), 2)).given).toEqual([
    ["T#1", "T#2", "T#3"],
    ["T#2", "T#3"],
  ]);
  expect((await read(() => [])).given).toEqual([["T#2", "T#3"]]);
});

test("a record that always fails is soon tried alone, then given up; the others come through", async () => {
  await write(...Array.from({ length: 40 }, (_, at) => `T#${at}`));
  const passed: string[] = [];
  const { given, givenUp } = await read((names) => {
    if (names.includes("T#17")) throw new Error("poison");
    passed.push(...names);
    return [];
  }, 60);
  expect(givenUp).toEqual(["T#17"]);
  expect(passed).toEqual(Array.from({ length: 40 }, (_, at) => `T#${at}`).filter((name) => name !== "T#17"));
  expect(given.filter((names) => names.length === 1 && names[0] === "T#17")).toHaveLength(20);
});

test("records of the platform's own keys are passed over", async () => {
  await write("LOGIN#1", "T#1", "SESSION#1");
  expect((await read(() => [])).given).toEqual([["T#1"]]);
});
