import { Duration, Stack } from "aws-cdk-lib";
import type * as dynamodb from "aws-cdk-lib/aws-dynamodb";
import * as events from "aws-cdk-lib/aws-events";
import * as targets from "aws-cdk-lib/aws-events-targets";
import * as lambda from "aws-cdk-lib/aws-lambda";
import * as sources from "aws-cdk-lib/aws-lambda-event-sources";
import type * as sqs from "aws-cdk-lib/aws-sqs";
import type { Construct } from "constructs";
import { functions, type FunctionEntry } from "#functions/registry.ts";
import { explain } from "./constructs/explain.ts";
import type { HouseFunction } from "./constructs/house-function.ts";
import { grantNeeds, letSend, type Parts } from "./constructs/rights.ts";
import { pascal } from "./events.ts";
import { functionOf } from "./functions.ts";
import { nameOf, type Stage } from "./stage.ts";

/** Copies of one worker at once: a rush of messages leaves room for people in the account's common pool. */
const MOST_COPIES = 10;

/** A function that the clock calls. */
export interface Clock {
  worker: HouseFunction;
  rule: events.Rule;
  timeoutSeconds: number;
}

/** Everything that works without being asked by a person: the stream, the clock and the queues. */
export class WorkersStack extends Stack {
  readonly workers: HouseFunction[];
  readonly clocks: Clock[] = [];

  constructor(
    scope: Construct,
    stage: Stage,
    props: { parts: Parts; streamFailures: sqs.Queue; functionsDir: string },
  ) {
    super(scope, nameOf(stage, "workers"));
    this.workers = functions
      .filter(({ trigger }) => trigger.kind !== "http")
      .map((entry) => {
        const worker = functionOf(this, stage, entry, props.functionsDir);
        grantNeeds(worker, entry, props.parts);
        this.#trigger(stage, worker, entry, props);
        return worker;
      });
  }

  #trigger(
    stage: Stage,
    worker: HouseFunction,
    { trigger, timeoutSeconds }: FunctionEntry,
    props: { parts: Parts; streamFailures: sqs.Queue },
  ): void {
    switch (trigger.kind) {
      case "stream":
        return this.#stream(worker, props.parts.table, props.streamFailures);
      case "schedule":
        this.clocks.push({ worker, timeoutSeconds, rule: this.#schedule(stage, worker, trigger.rateMinutes) });
        return;
      case "queue": {
        const { queue, dead } = props.parts.queues.get(trigger.queue)!;
        // What no retry will mend a worker puts there itself.
        letSend(worker, `${trigger.queue}-dead`, dead);
        worker.fn.addEventSource(
          new sources.SqsEventSource(queue, {
            batchSize: trigger.batch,
            reportBatchItemFailures: true,
            maxConcurrency: MOST_COPIES,
          }),
        );
        return;
      }
      case "http":
        throw new Error(`${worker.name} answers HTTP and is no worker`);
    }
  }

  /** Every record of a company, as it was and as it is; the platform's own items are nobody's event. */
  #stream(worker: HouseFunction, table: dynamodb.ITable, failures: sqs.Queue): void {
    explain(worker.role, {
      "AwsSolutions-IAM5[Resource::*]": "dynamodb:ListStreams has no resource to name; it shows names alone",
    });
    worker.fn.addEventSource(
      new sources.DynamoEventSource(table, {
        startingPosition: lambda.StartingPosition.TRIM_HORIZON,
        batchSize: 100,
        parallelizationFactor: 4,
        reportBatchItemFailures: true,
        bisectBatchOnError: true,
        retryAttempts: 20,
        onFailure: new sources.SqsDlq(failures),
        filters: [
          lambda.FilterCriteria.filter({ dynamodb: { Keys: { pk: { S: lambda.FilterRule.beginsWith("T#") } } } }),
        ],
      }),
    );
  }

  #schedule(stage: Stage, worker: HouseFunction, rateMinutes: number): events.Rule {
    // A tick that failed is not repeated: the next one begins where the last one that ended had come to.
    worker.fn.configureAsyncInvoke({ retryAttempts: 0, maxEventAge: Duration.minutes(rateMinutes) });
    const rule = new events.Rule(this, `${pascal(worker.name)}Rule`, {
      ruleName: nameOf(stage, worker.name),
      schedule: events.Schedule.rate(Duration.minutes(rateMinutes)),
    });
    rule.addTarget(
      new targets.LambdaFunction(worker.fn, { retryAttempts: 0, maxEventAge: Duration.minutes(rateMinutes) }),
    );
    return rule;
  }
}
