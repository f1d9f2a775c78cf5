import { CfnOutput, Stack } from "aws-cdk-lib";
import * as iam from "aws-cdk-lib/aws-iam";
import * as ses from "aws-cdk-lib/aws-ses";
import type * as sns from "aws-cdk-lib/aws-sns";
import type { Construct } from "constructs";
import type { HouseFunction } from "./constructs/house-function.ts";
import { nameOf, type Stage } from "./stage.ts";

/** Letters: the identity they are sent as, and where SES tells what became of them. */
export class MailStack extends Stack {
  readonly configurationSetName: string;
  readonly #stage: Stage;
  readonly #identityArn: string;

  /** `letterEvents` is told of every send, delivery, bounce, complaint and refusal. */
  constructor(scope: Construct, stage: Stage, { letterEvents }: { letterEvents: sns.Topic }) {
    super(scope, nameOf(stage, "mail"), { terminationProtection: stage.guarded });
    this.#stage = stage;
    this.configurationSetName = MailStack.configurationSetOf(stage);
    const configurationSet = new ses.ConfigurationSet(this, "Letters", {
      configurationSetName: this.configurationSetName,
      reputationMetrics: true,
      sendingEnabled: true,
      // Suppression by company is the product's own truth; SES keeps its list besides, for bounces and complaints.
      suppressionReasons: ses.SuppressionReasons.BOUNCES_AND_COMPLAINTS,
    });
    new ses.CfnConfigurationSetEventDestination(this, "Events", {
      configurationSetName: configurationSet.configurationSetName,
      eventDestination: {
        name: "letter-events",
        enabled: true,
        matchingEventTypes: [
          "SEND",
          "REJECT",
          "BOUNCE",
          "COMPLAINT",
          "DELIVERY",
          "DELIVERY_DELAY",
          "RENDERING_FAILURE",
          "SUBSCRIPTION",
        ],
        snsDestination: { topicArn: letterEvents.topicArn },
      },
    });
    const identity = new ses.EmailIdentity(this, "Identity", {
      identity: stage.mailIdentity.includes("@")
        ? ses.Identity.email(stage.mailIdentity)
        : ses.Identity.domain(stage.mailIdentity),
      configurationSet,
      feedbackForwarding: false,
    });
    this.#identityArn = this.formatArn({ service: "ses", resource: "identity", resourceName: stage.mailIdentity });
    if (!stage.mailIdentity.includes("@")) {
      identity.dkimRecords.forEach(({ name, value }, index) => {
        new CfnOutput(this, `DkimRecord${index + 1}`, { value: `${name} CNAME ${value}` });
      });
    }
  }

  /** Name of the configuration set, known before the stack: the topic admits events of it alone. */
  static configurationSetOf(stage: Stage): string {
    return nameOf(stage, "letters");
  }

  /** Lets a function send letters, by either version of the API, as the stage's address and as nobody else. */
  letSend(fn: HouseFunction): void {
    fn.env("MAIL_FROM", this.#stage.mailFrom);
    fn.env("MAIL_CONFIGURATION_SET", this.configurationSetName);
    fn.allow(
      ["ses:SendEmail", "ses:SendRawEmail"],
      [
        this.#identityArn,
        this.formatArn({ service: "ses", resource: "configuration-set", resourceName: this.configurationSetName }),
      ],
      { StringEquals: { "ses:FromAddress": this.#stage.mailFrom } } satisfies iam.Conditions,
    );
  }
}
