import { Duration } from "aws-cdk-lib";
import type * as gateway from "aws-cdk-lib/aws-apigatewayv2";
import * as cloudwatch from "aws-cdk-lib/aws-cloudwatch";
import type * as dynamodb from "aws-cdk-lib/aws-dynamodb";
import type * as sqs from "aws-cdk-lib/aws-sqs";
import { functions } from "#functions/registry.ts";
import { layout } from "#shared/table/layout.ts";
import type { QueuePair } from "../events.ts";
import type { Clock } from "../workers.ts";
import type { HouseFunction } from "./house-function.ts";

const MINUTE = Duration.minutes(1);
const FIVE_MINUTES = Duration.minutes(5);
const HOUR = Duration.hours(1);

/** What is watched. */
export interface Watched {
  functions: readonly HouseFunction[];
  queues: ReadonlyMap<string, QueuePair>;
  streamFailures: sqs.Queue;
  clocks: readonly Clock[];
  table: dynamodb.ITable;
  httpApis: Readonly<Record<"api" | "web", gateway.HttpApi>>;
}

/** One condition that somebody must hear of. */
export interface Watch {
  id: string;
  says: string;
  metric: cloudwatch.IMetric;
  threshold: number;
  /** Periods in a row; 1 where absent. */
  periods?: number;
  /** Alarm when the figure is below the threshold, or missing. */
  below?: boolean;
}

/** Everything that somebody must hear of. */
export function watchesOf(watched: Watched): Watch[] {
  return [
    ...watched.functions.flatMap((one) => ofFunction(one)),
    ...[...watched.queues].flatMap(([name, pair]) => ofQueue(name, pair)),
    deadLetters("stream", watched.streamFailures),
    ...ofStream(watched.functions),
    ...watched.clocks.flatMap((clock) => ofClock(clock, watched.table)),
    ...Object.entries(watched.httpApis).flatMap(([name, api]) => ofHttpApi(name, api)),
    ...ofTable(watched.table),
    ...ofMail(),
  ];
}

/** How long the oldest record of the stream waits, in ms. */
export function iteratorAge({ fn }: HouseFunction): cloudwatch.Metric {
  return fn.metric("IteratorAge", { period: MINUTE, statistic: "max" });
}

/** The tick's own figure: how long ago, in s, the oldest record it met was due. */
export function tickLag(table: dynamodb.ITable): cloudwatch.Metric {
  return new cloudwatch.Metric({
    namespace: "Prodano",
    metricName: "TickLagSeconds",
    dimensionsMap: { Table: table.tableName },
    statistic: "max",
    period: MINUTE,
  });
}

function ofFunction({ name, fn }: HouseFunction): Watch[] {
  return [
    {
      id: `${name}-errors`,
      says: `${name} failed: look at its log`,
      metric: fn.metricErrors({ period: FIVE_MINUTES }),
      threshold: 1,
    },
    {
      id: `${name}-throttles`,
      says: `${name} was refused a copy: the account's concurrency is used up`,
      metric: fn.metricThrottles({ period: FIVE_MINUTES }),
      threshold: 1,
    },
  ];
}

function ofQueue(name: string, { queue, dead }: QueuePair): Watch[] {
  return [
    deadLetters(name, dead),
    {
      id: `${name}-waiting`,
      says: `The oldest message of ${name} waits longer than 15 minutes: its worker is stuck or too slow`,
      metric: queue.metricApproximateAgeOfOldestMessage({ period: FIVE_MINUTES, statistic: "max" }),
      threshold: 900,
      periods: 3,
    },
  ];
}

function deadLetters(name: string, dead: sqs.Queue): Watch {
  return {
    id: `${name}-dead`,
    says: `A message of ${name} ended in its dead-letter queue: read it, mend the cause, move it back`,
    metric: dead.metricApproximateNumberOfMessagesVisible({ period: FIVE_MINUTES, statistic: "max" }),
    threshold: 1,
  };
}

/** The table's stream forgets after 24 hours: an hour behind is time enough to act. */
function ofStream(all: readonly HouseFunction[]): Watch[] {
  return all
    .filter(({ name }) => functions.some((entry) => entry.name === name && entry.trigger.kind === "stream"))
    .map((one) => ({
      id: `${one.name}-age`,
      says: "Events are published more than 5 minutes late",
      metric: iteratorAge(one),
      threshold: 300_000,
      periods: 5,
    }));
}

/** A tick that does not run, or runs longer than its minute, makes every reminder late. */
function ofClock({ worker: { name, fn }, rule, timeoutSeconds }: Clock, table: dynamodb.ITable): Watch[] {
  return [
    {
      id: `${name}-missed`,
      says: `${name} did not run for 5 minutes: reminders are late`,
      metric: fn.metricInvocations({ period: FIVE_MINUTES }),
      threshold: 1,
      below: true,
    },
    {
      id: `${name}-lag`,
      says: "What was due is woken more than 5 minutes late",
      metric: tickLag(table),
      threshold: 300,
      periods: 3,
    },
    {
      id: `${name}-slow`,
      says: `${name} needs nearly all of its time: what is due comes faster than it is worked off`,
      metric: fn.metricDuration({ period: MINUTE, statistic: "max" }),
      threshold: timeoutSeconds * 900,
      periods: 3,
    },
    {
      id: `${name}-uncalled`,
      says: `EventBridge could not call ${name}`,
      metric: new cloudwatch.Metric({
        namespace: "AWS/Events",
        metricName: "FailedInvocations",
        dimensionsMap: { RuleName: rule.ruleName },
        statistic: "sum",
        period: FIVE_MINUTES,
      }),
      threshold: 1,
    },
  ];
}

function ofHttpApi(name: string, api: gateway.HttpApi): Watch[] {
  return [
    {
      id: `${name}-http-5xx`,
      says: `The HTTP API ${name} answered with server errors`,
      metric: api.metricServerError({ period: FIVE_MINUTES, statistic: "sum" }),
      threshold: 1,
    },
  ];
}

function ofTable(table: dynamodb.ITable): Watch[] {
  const metric = (metricName: string, dimensions: Record<string, string>) =>
    new cloudwatch.Metric({
      namespace: "AWS/DynamoDB",
      metricName,
      dimensionsMap: { TableName: table.tableName, ...dimensions },
      statistic: "sum",
      period: FIVE_MINUTES,
    });
  const places = [
    { id: "table", says: "The table", dimensions: {} },
    ...Object.keys(layout.indexes).map((index) => ({
      id: `table-${index}`,
      says: `The index ${index}`,
      dimensions: { GlobalSecondaryIndexName: index },
    })),
  ];
  return [
    ...places.flatMap(({ id, says, dimensions }) =>
      (["Read", "Write"] as const).map((kind) => ({
        id: `${id}-${kind.toLowerCase()}-throttles`,
        says: `${says} refuses to ${kind.toLowerCase()}: a partition is too hot; an index that does holds up the table`,
        metric: metric(`${kind}ThrottleEvents`, dimensions),
        threshold: 1,
      })),
    ),
    // Each failure of the service shows in the calls the store makes most.
    ...["GetItem", "Query", "TransactWriteItems"].map((Operation) => ({
      id: `table-faults-${Operation.toLowerCase()}`,
      says: `DynamoDB itself failed at ${Operation}`,
      metric: metric("SystemErrors", { Operation }),
      threshold: 1,
    })),
  ];
}

/** SES pauses an account at 10 % of bounces or 0.5 % of complaints; half of that is time enough to act. */
function ofMail(): Watch[] {
  const rate = (metricName: string) =>
    new cloudwatch.Metric({ namespace: "AWS/SES", metricName, statistic: "avg", period: HOUR });
  return [
    {
      id: "mail-bounces",
      says: "Over 5 % of letters bounce: SES will put the account under review",
      metric: rate("Reputation.BounceRate"),
      threshold: 0.05,
    },
    {
      id: "mail-complaints",
      says: "Over 0.1 % of letters are complained of",
      metric: rate("Reputation.ComplaintRate"),
      threshold: 0.001,
    },
  ];
}
