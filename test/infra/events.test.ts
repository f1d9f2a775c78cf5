import { describe, expect, test } from "vitest";
import { functions, type FunctionEntry } from "#functions/registry.ts";
import { queryPaths } from "#functions/query-paths.ts";
import { ACCOUNT, REGION } from "./cloud.ts";
import { synthesised } from "./fixture.ts";

const cloud = synthesised({ stage: "dev" });
const sources = cloud.all("AWS::Lambda::EventSourceMapping");
const rules = cloud.all("AWS::Events::Rule");
const routes = cloud.all("AWS::ApiGatewayV2::Route");

const arnOf = (name: string) => `arn:aws:lambda:${REGION}:${ACCOUNT}:function:prodano-dev-${name}`;
const queueArn = (queue: string) => `arn:aws:sqs:${REGION}:${ACCOUNT}:prodano-dev-${queue}`;
const sourcesOf = (name: string) =>
  sources.filter(({ properties }) => properties["FunctionName"] === `prodano-dev-${name}`);

/** Routes of the HTTP APIs that lead to a function. */
function routesTo(name: string): string[] {
  const integrations = cloud
    .all("AWS::ApiGatewayV2::Integration")
    .filter(({ properties }) => properties["IntegrationUri"] === arnOf(name));
  return routes
    .filter(({ stack, properties }) =>
      integrations.some((one) => one.stack === stack && properties["Target"] === `integrations/${one.id}`),
    )
    .map(({ properties }) => String(properties["RouteKey"]))
    .toSorted();
}

/** Rules that call a function. */
function rulesTo(name: string) {
  return rules.filter(({ properties }) =>
    (properties["Targets"] as { Arn: string }[]).some(({ Arn }) => Arn === arnOf(name)),
  );
}

describe.each(functions.map((entry) => [entry.name, entry] as const))(
  "%s",
  (name, { trigger, memoryMb, timeoutSeconds }) => {
    test("runs with the memory and the time of the registry on Node 24 and arm64, and logs JSON that is not kept for ever", () => {
      const { properties } = cloud.one("AWS::Lambda::Function", "FunctionName", `prodano-dev-${name}`);
      expect(properties).toMatchObject({
        Runtime: "nodejs24.x",
        Architectures: ["arm64"],
        MemorySize: memoryMb,
        Timeout: timeoutSeconds,
        LoggingConfig: { LogFormat: "JSON", LogGroup: `/prodano/dev/${name}` },
      });
      expect(
        cloud.one("AWS::Logs::LogGroup", "LogGroupName", `/prodano/dev/${name}`).properties["RetentionInDays"],
      ).toBe(14);
    });

    test("has its trigger and no other", () => {
      expect(routesTo(name)).toEqual(expectedRoutes(trigger));
      expect(rulesTo(name).map(({ properties }) => properties["ScheduleExpression"])).toEqual(
        expectedSchedule(trigger),
      );
      expect(sourcesOf(name).map(({ properties }) => properties["EventSourceArn"])).toEqual(expectedSource(trigger));
    });
  },
);

function expectedRoutes(trigger: FunctionEntry["trigger"]): string[] {
  if (trigger.kind !== "http") return [];
  if (trigger.answerer === "api") return ["ANY /api/v1/{proxy+}"];
  return queryPaths.map(({ method, path }) => `${method} /api/v1${path}`).toSorted();
}

function expectedSchedule(trigger: FunctionEntry["trigger"]): string[] {
  return trigger.kind === "schedule"
    ? [`rate(${trigger.rateMinutes} minute${trigger.rateMinutes === 1 ? "" : "s"})`]
    : [];
}

function expectedSource(trigger: FunctionEntry["trigger"]): string[] {
  if (trigger.kind === "stream") return [`arn:aws:dynamodb:${REGION}:${ACCOUNT}:table/prodano-dev-table/stream/1`];
  return trigger.kind === "queue" ? [queueArn(trigger.queue)] : [];
}

describe("the stream", () => {
  test("gives again what failed and no more, halves a batch that breaks, and keeps what nobody could handle", () => {
    const [source] = sourcesOf("stream");
    expect(source!.properties).toMatchObject({
      BisectBatchOnFunctionError: true,
      FunctionResponseTypes: ["ReportBatchItemFailures"],
      StartingPosition: "TRIM_HORIZON",
      DestinationConfig: { OnFailure: { Destination: queueArn("stream-dead") } },
    });
  });
});

describe("queues", () => {
  const queues = cloud.all("AWS::SQS::Queue");
  const entries = functions.flatMap(({ name, trigger }) => (trigger.kind === "queue" ? [{ name, trigger }] : []));

  test("are those of the registry with a dead-letter queue each, and the one for the stream", () => {
    expect(queues.map(({ properties }) => properties["QueueName"]).toSorted()).toEqual(
      [...entries.flatMap(({ trigger: { queue } }) => [queue, `${queue}-dead`]), "stream-dead"]
        .map((queue) => `prodano-dev-${queue}`)
        .toSorted(),
    );
  });

  test.each(entries.map(({ name, trigger }) => [trigger.queue, name, trigger] as const))(
    "%s bears its worker's time, moves poison away, and gives again only what failed",
    (queue, name, trigger) => {
      const { properties } = cloud.one("AWS::SQS::Queue", "QueueName", `prodano-dev-${queue}`);
      expect(properties["RedrivePolicy"]).toEqual({
        deadLetterTargetArn: queueArn(`${queue}-dead`),
        maxReceiveCount: trigger.maxReceives,
      });
      expect(properties["VisibilityTimeout"]).toBe(trigger.visibilitySeconds);
      const { timeoutSeconds } = functions.find((entry) => entry.name === name)!;
      expect(trigger.visibilitySeconds).toBeGreaterThan(timeoutSeconds);
      expect(sourcesOf(name)[0]!.properties).toMatchObject({
        BatchSize: trigger.batch,
        FunctionResponseTypes: ["ReportBatchItemFailures"],
      });
    },
  );

  test.each(
    entries
      .filter(({ trigger }) => trigger.events.length > 0)
      .map(({ trigger }) => [trigger.queue, trigger.events] as const),
  )("%s is filled by one rule with its events", (queue, events) => {
    const feeding = rules.filter(({ properties }) =>
      (properties["Targets"] as { Arn: string }[]).some(({ Arn }) => Arn === queueArn(queue)),
    );
    expect(feeding.map(({ properties }) => properties["EventPattern"])).toEqual([{ "detail-type": [...events] }]);
  });

  test("of letter events hears SES through SNS, which admits the configuration set alone", () => {
    const [subscription] = cloud.all("AWS::SNS::Subscription");
    expect(subscription!.properties).toMatchObject({ Protocol: "sqs", Endpoint: queueArn("letter-events") });
    const policy = JSON.stringify(cloud.all("AWS::SNS::TopicPolicy").map(({ properties }) => properties));
    expect(policy).toContain(
      `"AWS:SourceArn":"arn:aws:ses:${REGION}:${ACCOUNT}:configuration-set/prodano-dev-letters"`,
    );
  });

  test("are encrypted and answer over TLS alone", () => {
    const policies = cloud.all("AWS::SQS::QueuePolicy").map(({ properties }) => JSON.stringify(properties));
    for (const { properties } of queues) {
      expect(properties["SqsManagedSseEnabled"]).toBe(true);
      const arn = queueArn(String(properties["QueueName"]).replace("prodano-dev-", ""));
      expect(
        policies.find((policy) => policy.includes(`"${arn}"`)),
        arn,
      ).toContain('"aws:SecureTransport":"false"');
    }
  });
});
