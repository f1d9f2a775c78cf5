import { Duration, Stack } from "aws-cdk-lib";
import * as cloudwatch from "aws-cdk-lib/aws-cloudwatch";
import * as actions from "aws-cdk-lib/aws-cloudwatch-actions";
import * as sns from "aws-cdk-lib/aws-sns";
import * as subscriptions from "aws-cdk-lib/aws-sns-subscriptions";
import type { Construct } from "constructs";
import { iteratorAge, tickLag, watchesOf, type Watched } from "./constructs/watches.ts";
import { nameOf, type Stage } from "./stage.ts";

const FIVE_MINUTES = Duration.minutes(5);

/** Alarms with somebody to hear them, and one page that shows the state of everything. */
export class ObservabilityStack extends Stack {
  readonly alarms: cloudwatch.Alarm[];

  constructor(scope: Construct, stage: Stage, watched: Watched) {
    super(scope, nameOf(stage, "observability"));
    const topic = new sns.Topic(this, "Alarms", { topicName: nameOf(stage, "alarms"), enforceSSL: true });
    if (stage.alarmEmail) topic.addSubscription(new subscriptions.EmailSubscription(stage.alarmEmail));
    const heard = new actions.SnsAction(topic);
    this.alarms = watchesOf(watched).map(({ id, says, metric, threshold, periods = 1, below = false }) => {
      const alarm = new cloudwatch.Alarm(this, id, {
        metric,
        alarmName: nameOf(stage, id),
        alarmDescription: says,
        threshold,
        evaluationPeriods: periods,
        comparisonOperator: below
          ? cloudwatch.ComparisonOperator.LESS_THAN_THRESHOLD
          : cloudwatch.ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
        treatMissingData: below ? cloudwatch.TreatMissingData.BREACHING : cloudwatch.TreatMissingData.NOT_BREACHING,
      });
      alarm.addAlarmAction(heard);
      alarm.addOkAction(heard);
      return alarm;
    });
    this.#dashboard(stage, watched);
  }

  #dashboard(stage: Stage, { functions: all, queues, table, httpApis }: Watched): void {
    const graph = (title: string, left: cloudwatch.IMetric[]) => new cloudwatch.GraphWidget({ title, left, width: 12 });
    new cloudwatch.Dashboard(this, "Dashboard", {
      dashboardName: nameOf(stage, "overview"),
      widgets: [
        [new cloudwatch.AlarmStatusWidget({ title: "Alarms", alarms: this.alarms, width: 24, height: 5 })],
        [
          graph("API: answers and errors", [
            httpApis.api.metricCount({ period: FIVE_MINUTES, statistic: "sum" }),
            httpApis.api.metricClientError({ period: FIVE_MINUTES, statistic: "sum" }),
            httpApis.api.metricServerError({ period: FIVE_MINUTES, statistic: "sum" }),
          ]),
          graph("API: time, median and 99th percentile", [
            httpApis.api.metricLatency({ period: FIVE_MINUTES, statistic: "p50" }),
            httpApis.api.metricLatency({ period: FIVE_MINUTES, statistic: "p99" }),
          ]),
        ],
        [
          graph(
            "Functions: errors",
            all.map(({ fn }) => fn.metricErrors({ period: FIVE_MINUTES })),
          ),
          graph(
            "Functions: time, 95th percentile",
            all.map(({ fn }) => fn.metricDuration({ period: FIVE_MINUTES, statistic: "p95" })),
          ),
        ],
        [
          graph(
            "Queues: waiting",
            [...queues.values()].map(({ queue }) =>
              queue.metricApproximateNumberOfMessagesVisible({ period: FIVE_MINUTES }),
            ),
          ),
          graph(
            "Queues: age of the oldest message",
            [...queues.values()].map(({ queue }) =>
              queue.metricApproximateAgeOfOldestMessage({ period: FIVE_MINUTES }),
            ),
          ),
        ],
        [
          graph("Table: capacity", [
            table.metricConsumedReadCapacityUnits({ period: FIVE_MINUTES }),
            table.metricConsumedWriteCapacityUnits({ period: FIVE_MINUTES }),
          ]),
          graph("Stream and clock", [...all.filter(({ name }) => name === "stream").map(iteratorAge), tickLag(table)]),
        ],
      ],
    });
  }
}
