import { Duration, RemovalPolicy, Stack } from "aws-cdk-lib";
import * as events from "aws-cdk-lib/aws-events";
import * as targets from "aws-cdk-lib/aws-events-targets";
import * as iam from "aws-cdk-lib/aws-iam";
import * as sns from "aws-cdk-lib/aws-sns";
import * as subscriptions from "aws-cdk-lib/aws-sns-subscriptions";
import * as sqs from "aws-cdk-lib/aws-sqs";
import type { Construct } from "constructs";
import { functions, type FunctionEntry } from "#functions/registry.ts";
import { explain } from "./constructs/explain.ts";
import { MailStack } from "./mail.ts";
import { nameOf, type Stage } from "./stage.ts";

/** The queue that SES feeds through SNS. */
const LETTER_EVENTS = "letter-events";

/** A queue with the one where its poison ends. */
export interface QueuePair {
  queue: sqs.Queue;
  dead: sqs.Queue;
}

/** What happened travels here: the bus, and for each worker of the registry a rule, a queue and a dead-letter queue. */
export class EventsStack extends Stack {
  readonly bus: events.EventBus;
  /** By the name the registry gives the queue. */
  readonly queues: ReadonlyMap<string, QueuePair>;
  /** Batches of the table's stream that no attempt got through. */
  readonly streamFailures: sqs.Queue;
  /** SES writes here what became of a letter. */
  readonly letterEvents: sns.Topic;

  constructor(scope: Construct, stage: Stage) {
    super(scope, nameOf(stage, "events"));
    this.bus = new events.EventBus(this, "Bus", { eventBusName: nameOf(stage, "bus") });
    this.queues = new Map(queueTriggers().map((trigger) => [trigger.queue, this.#pair(stage, trigger)]));
    this.streamFailures = this.#queue("StreamFailures", nameOf(stage, "stream-dead"), {
      retentionPeriod: Duration.days(14),
    });
    explain(this.streamFailures, { "AwsSolutions-SQS3": "It is itself where failed batches of the stream end" });
    this.letterEvents = new sns.Topic(this, "LetterEvents", {
      topicName: nameOf(stage, LETTER_EVENTS),
      enforceSSL: true,
    });
    this.letterEvents.addToResourcePolicy(
      new iam.PolicyStatement({
        actions: ["sns:Publish"],
        resources: [this.letterEvents.topicArn],
        principals: [new iam.ServicePrincipal("ses.amazonaws.com")],
        conditions: {
          StringEquals: {
            "AWS:SourceAccount": this.account,
            "AWS:SourceArn": this.formatArn({
              service: "ses",
              resource: "configuration-set",
              resourceName: MailStack.configurationSetOf(stage),
            }),
          },
        },
      }),
    );
    const { queue, dead } = this.queues.get(LETTER_EVENTS)!;
    this.letterEvents.addSubscription(new subscriptions.SqsSubscription(queue, { deadLetterQueue: dead }));
  }

  #pair(stage: Stage, trigger: QueueTrigger): QueuePair {
    const id = pascal(trigger.queue);
    const dead = this.#queue(`${id}Dead`, nameOf(stage, `${trigger.queue}-dead`), {
      retentionPeriod: Duration.days(14),
    });
    const queue = this.#queue(`${id}Queue`, nameOf(stage, trigger.queue), {
      visibilityTimeout: Duration.seconds(trigger.visibilitySeconds),
      retentionPeriod: Duration.days(14),
      deadLetterQueue: { queue: dead, maxReceiveCount: trigger.maxReceives },
    });
    if (trigger.events.length > 0) {
      new events.Rule(this, `${id}Rule`, {
        ruleName: nameOf(stage, trigger.queue),
        eventBus: this.bus,
        eventPattern: { detailType: [...trigger.events] },
        targets: [
          new targets.SqsQueue(queue, { deadLetterQueue: dead, retryAttempts: 185, maxEventAge: Duration.hours(24) }),
        ],
      });
    }
    return { queue, dead };
  }

  #queue(id: string, queueName: string, props: sqs.QueueProps): sqs.Queue {
    return new sqs.Queue(this, id, {
      queueName,
      encryption: sqs.QueueEncryption.SQS_MANAGED,
      enforceSSL: true,
      removalPolicy: RemovalPolicy.DESTROY,
      ...props,
    });
  }
}

type QueueTrigger = Extract<FunctionEntry["trigger"], { kind: "queue" }>;

function queueTriggers(): QueueTrigger[] {
  return functions.map(({ trigger }) => trigger).filter((trigger) => trigger.kind === "queue");
}

/** `letter-events` as the id of a construct: `LetterEvents`. */
export function pascal(name: string): string {
  return name.replace(/(^|-)(\w)/g, (_, __, letter: string) => letter.toUpperCase());
}
