import { PutEventsCommand, EventBridgeClient } from "@aws-sdk/client-eventbridge";
import { PutItemCommand } from "@aws-sdk/client-dynamodb";
import { SESClient, SendEmailCommand } from "@aws-sdk/client-ses";
import { afterAll, beforeAll, expect, test } from "vitest";
import { startEngine, type Engine } from "#test/support/engine.ts";

const received: { stream: unknown[]; audit: string[]; letterEvents: string[] } = {
  stream: [],
  audit: [],
  letterEvents: [],
};
let engine: Engine;

interface Records {
  Records: { body: string; messageId: string; dynamodb: { NewImage: { name: { S: string } } } }[];
}

beforeAll(async () => {
  engine = await startEngine({
    printFailures: false,
    handlers: {
      async stream(event) {
        const bus = new EventBridgeClient();
        for (const { dynamodb } of (event as Records).Records) {
          received.stream.push(dynamodb);
          await bus.send(
            new PutEventsCommand({
              Entries: [
                {
                  Source: "prodano",
                  DetailType: dynamodb.NewImage.name.S,
                  Detail: JSON.stringify({ at: 1 }),
                  EventBusName: "b",
                },
              ],
            }),
          );
        }
      },
      async audit(event) {
        const failed = (event as Records).Records.filter(({ body }) => body.includes("poison"));
        received.audit.push(...(event as Records).Records.filter((r) => !failed.includes(r)).map(({ body }) => body));
        return { batchItemFailures: failed.map(({ messageId }) => ({ itemIdentifier: messageId })) };
      },
      async "letter-events"(event) {
        received.letterEvents.push(...(event as Records).Records.map(({ body }) => body));
      },
    },
  });
});
afterAll(() => engine.stop());

test("an item reaches the subscriber that the registry names for its event", async () => {
  await engine.clients.dynamo.send(
    new PutItemCommand({
      TableName: engine.names.table,
      Item: { pk: { S: "T#a#EV" }, sk: { S: "b" }, name: { S: "record.changed" } },
    }),
  );
  await engine.pump();
  expect(received.stream).toHaveLength(1);
  expect(received.audit.map((body) => JSON.parse(body) as object)).toMatchObject([
    { version: "0", source: "prodano", "detail-type": "record.changed", detail: { at: 1 } },
  ]);
});

test("a message that always fails goes to the dead-letter queue, and the next is handled", async () => {
  await engine.clients.send(engine.names.queueUrls.get("audit")!, "poison");
  await engine.clients.send(engine.names.queueUrls.get("audit")!, "good");
  await engine.pump();
  expect(received.audit.at(-1)).toBe("good");
  expect(await engine.deadLetters("audit")).toEqual(["poison"]);
});

test("a letter is in the inbox, and its events come with its tags", async () => {
  const email = "someone@example.com";
  await new SESClient().send(
    new SendEmailCommand({
      Source: "a@example.com",
      Destination: { ToAddresses: [email] },
      Message: { Subject: { Data: "Hello" }, Body: { Text: { Data: "Text" } } },
      Tags: [{ Name: "letter", Value: "l_1" }],
    }),
  );
  await engine.pump();
  expect(await engine.inbox(email)).toMatchObject([{ subject: "Hello" }]);
  expect(received.letterEvents.map((body) => JSON.parse(body) as object)).toMatchObject([
    { eventType: "Send", mail: { tags: { letter: ["l_1"] }, destination: [email] } },
    { eventType: "Delivery", delivery: { recipients: [email] } },
  ]);
});
