import { RetentionDays } from "aws-cdk-lib/aws-logs";
import type { Node } from "constructs";

/** One installation of the product: where it answers, what it sends letters as, and how long it keeps what. */
export interface Stage {
  name: "dev" | "prod";
  /** Domain of the web application; without one, the distribution's own name is used. */
  domain?: string | undefined;
  /** Certificate of the domain, in us-east-1, where CloudFront looks for it. */
  certificateArn?: string | undefined;
  /** Route 53 zone of the domain; without one the record is made by hand. */
  hostedZoneId?: string | undefined;
  /** Address letters come from. */
  mailFrom: string;
  /** SES identity that may send as `mailFrom`: its domain, or the address itself while trying things out. */
  mailIdentity: string;
  /** A table restored from a backup, to be used in place of the stack's own. */
  restored?: { table: string; streamArn: string } | undefined;
  /** Any word; a new one makes CloudFront read its secret anew. */
  edgeSecret?: string | undefined;
  /** Who hears of alarms; nobody when absent. */
  alarmEmail?: string | undefined;
  /** Whether text messages are sent, which cost by the message. */
  sms: boolean;
  /** Whether functions are traced by X-Ray, which costs by the request. */
  tracing: boolean;
  /** Whether data outlive their stack and cannot be deleted by a slip. */
  guarded: boolean;
  /** How long logs are kept. */
  logRetention: RetentionDays;
}

/**
 * The stage that the context (`-c name=value`) asks for. Throws a sentence for whoever deploys
 * when something is missing or does not fit.
 */
export function stageOf(node: Node): Stage {
  const read = (key: string) => {
    const value: unknown = node.tryGetContext(key);
    return typeof value === "string" && value !== "" ? value : undefined;
  };
  const name = read("stage") ?? "dev";
  if (name !== "dev" && name !== "prod") throw new Error(`Unknown stage '${name}': say -c stage=dev or -c stage=prod`);
  const domain = read("domain");
  const certificateArn = read("certificateArn");
  if (domain && !certificateArn) {
    throw new Error("A domain needs its certificate: say -c certificateArn=arn:aws:acm:us-east-1:...");
  }
  if (certificateArn && !certificateArn.includes(":us-east-1:")) {
    throw new Error("CloudFront takes certificates of us-east-1 alone: request this one there");
  }
  const [table, streamArn] = [read("table"), read("tableStream")];
  if (Boolean(table) !== Boolean(streamArn)) {
    throw new Error("A restored table is named with its stream: say -c table=... -c tableStream=arn:aws:dynamodb:...");
  }
  const mailFrom = read("mailFrom") ?? (name === "dev" ? "no-reply@prodano.example" : undefined);
  if (!mailFrom)
    throw new Error("A production stage needs the address of its letters: say -c mailFrom=no-reply@your.domain");
  if (!/^[^@\s]+@[^@\s]+\.[^@\s]+$/.test(mailFrom)) throw new Error(`'${mailFrom}' is no e-mail address`);
  return {
    name,
    domain,
    certificateArn,
    hostedZoneId: read("hostedZoneId"),
    mailFrom,
    mailIdentity: read("mailIdentity") ?? mailFrom.split("@")[1]!,
    restored: table && streamArn ? { table, streamArn } : undefined,
    edgeSecret: read("edgeSecret"),
    alarmEmail: read("alarmEmail"),
    sms: read("sms") === "1",
    tracing: read("tracing") === "1",
    guarded: name === "prod",
    logRetention: name === "prod" ? RetentionDays.THREE_MONTHS : RetentionDays.TWO_WEEKS,
  };
}

/** Name of a part of an installation: `prodano-dev-api`. */
export function nameOf(stage: Stage, part: string): string {
  return `prodano-${stage.name}-${part}`;
}
