import { describe, expect, test } from "vitest";
import { functions } from "#functions/registry.ts";
import { layout } from "#shared/table/layout.ts";
import { production, synthesised } from "./fixture.ts";

const cloud = synthesised(production);
const alarms = new Map(
  cloud.all("AWS::CloudWatch::Alarm").map(({ properties }) => [String(properties["AlarmName"]), properties]),
);
const alarm = (name: string) => alarms.get(`prodano-prod-${name}`);

describe("an alarm tells", () => {
  test.each([...functions.map(({ name }) => name), "web"])("of errors and throttles of %s", (name) => {
    for (const [kind, MetricName] of [
      ["errors", "Errors"],
      ["throttles", "Throttles"],
    ]) {
      expect(alarm(`${name}-${kind}`)).toMatchObject({
        Namespace: "AWS/Lambda",
        MetricName,
        Dimensions: [{ Name: "FunctionName", Value: `prodano-prod-${name}` }],
        Threshold: 1,
      });
    }
  });

  test.each([...functions.flatMap(({ trigger }) => (trigger.kind === "queue" ? [trigger.queue] : [])), "stream"])(
    "of the first message in the dead-letter queue of %s",
    (queue) => {
      expect(alarm(`${queue}-dead`)).toMatchObject({
        MetricName: "ApproximateNumberOfMessagesVisible",
        Dimensions: [{ Name: "QueueName" }],
        Threshold: 1,
      });
    },
  );

  test("of records of the stream that wait", () => {
    expect(alarm("stream-age")).toMatchObject({ MetricName: "IteratorAge", Statistic: "Maximum", Threshold: 300_000 });
  });

  test("of a clock that stopped, could not be called, or is behind", () => {
    expect(alarm("tick-missed")).toMatchObject({
      MetricName: "Invocations",
      ComparisonOperator: "LessThanThreshold",
      TreatMissingData: "breaching",
    });
    expect(alarm("tick-uncalled")).toMatchObject({ Namespace: "AWS/Events", MetricName: "FailedInvocations" });
    expect(alarm("tick-lag")).toMatchObject({
      MetricName: "TickLagSeconds",
      Dimensions: [{ Name: "Table", Value: "prodano-prod-table" }],
      Threshold: 300,
    });
  });

  test.each(["api", "web"])("of server errors of the HTTP API %s", (name) => {
    expect(alarm(`${name}-http-5xx`)).toMatchObject({ Namespace: "AWS/ApiGateway", MetricName: "5xx" });
  });

  test.each([undefined, ...Object.keys(layout.indexes)])("of throttles of the table, index %s", (index) => {
    for (const kind of ["read", "write"]) {
      const { Dimensions } = alarm(`table${index ? `-${index}` : ""}-${kind}-throttles`) as {
        Dimensions: { Name: string; Value: string }[];
      };
      expect(Dimensions.find(({ Name }) => Name === "TableName")!.Value).toBe("prodano-prod-table");
      expect(Dimensions.find(({ Name }) => Name === "GlobalSecondaryIndexName")?.Value).toBe(index);
    }
  });

  test("of bounces and complaints before SES acts on them", () => {
    expect(alarm("mail-bounces")).toMatchObject({ MetricName: "Reputation.BounceRate", Threshold: 0.05 });
    expect(alarm("mail-complaints")).toMatchObject({ MetricName: "Reputation.ComplaintRate", Threshold: 0.001 });
  });
});

test("every alarm is heard by the address of the stage, and says what it means", () => {
  expect(alarms.size).toBeGreaterThan(30);
  const [subscription] = cloud
    .all("AWS::SNS::Subscription")
    .filter(({ properties }) => properties["Protocol"] === "email");
  expect(subscription!.properties["Endpoint"]).toBe(production.alarmEmail);
  for (const properties of alarms.values()) {
    expect(properties["AlarmActions"]).toEqual([subscription!.properties["TopicArn"]]);
    expect(String(properties["AlarmDescription"]).length).toBeGreaterThan(10);
  }
});

test("logs are kept for 90 days in production and 14 in development, and none for ever", () => {
  const days = (context: Record<string, string>) =>
    new Set(
      synthesised(context)
        .all("AWS::Logs::LogGroup")
        .map(({ properties }) => properties["RetentionInDays"]),
    );
  expect(days(production)).toEqual(new Set([90]));
  expect(days({ stage: "dev" })).toEqual(new Set([14]));
});
