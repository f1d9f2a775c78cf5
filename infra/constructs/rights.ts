import type * as dynamodb from "aws-cdk-lib/aws-dynamodb";
import type * as events from "aws-cdk-lib/aws-events";
import * as iam from "aws-cdk-lib/aws-iam";
import type * as s3 from "aws-cdk-lib/aws-s3";
import type * as secrets from "aws-cdk-lib/aws-secretsmanager";
import type * as sqs from "aws-cdk-lib/aws-sqs";
import type { FunctionEntry, Need } from "#functions/registry.ts";
import { platformPrefixes, tenantPrefix, type IndexName } from "#shared/table/layout.ts";
import type { QueuePair } from "../events.ts";
import type { MailStack } from "../mail.ts";
import type { HouseFunction } from "./house-function.ts";

/** The parts of an installation that a function may need. */
export interface Parts {
  webUrl: string;
  table: dynamodb.ITable;
  bucket: s3.Bucket;
  filesPolicy: iam.ManagedPolicy;
  secret: secrets.Secret;
  bus: events.EventBus;
  queues: ReadonlyMap<string, QueuePair>;
  mail: MailStack;
  /** Whether the installation sends text messages. */
  sms: boolean;
  /** Role for the data of one company; only beside the functions that serve people. */
  tenantRole?: iam.Role;
}

/** What the store does with records: no Scan, no PartiQL, no batch write. */
export const RECORD_ACTIONS = [
  "dynamodb:GetItem",
  "dynamodb:BatchGetItem",
  "dynamodb:Query",
  "dynamodb:PutItem",
  "dynamodb:UpdateItem",
  "dynamodb:DeleteItem",
  "dynamodb:ConditionCheckItem",
];

/** Holds a right to keys of this form. `ForAllValues` is content when a request names no key: the second line is not. */
export function keysLike(...patterns: string[]): iam.Conditions {
  return {
    "ForAllValues:StringLike": { "dynamodb:LeadingKeys": patterns },
    Null: { "dynamodb:LeadingKeys": "false" },
  };
}

/** The table with those of its indexes that hold keys of companies; the due index is the platform's. */
export function companyResources(table: dynamodb.ITable): string[] {
  return [table.tableArn, indexArn(table, "changes"), indexArn(table, "work")];
}

function indexArn(table: dynamodb.ITable, index: IndexName): string {
  return `${table.tableArn}/index/${index}`;
}

/**
 * Keys of companies that transactions across the platform write: what a sign-up, an invitation or a key of the API makes
 * in a company with the first reminders of its people, and the letters of the reserved company `platform`. Cards, deals and files are not among them.
 */
export const PLATFORM_COMPANY_KEYS = [
  `${tenantPrefix("platform")}*`,
  ...["META", "USER", "TEAM", "KEY", "LT#*", "R#*", "UQ#*", "EV#*", "IDEM#*"].map((key) => tenantPrefix("co_*") + key),
];

/** Turns the needs of an entry into the environment it reads and the least rights it works with. */
export function grantNeeds(fn: HouseFunction, entry: FunctionEntry, parts: Parts): void {
  fn.env("WEB_URL", parts.webUrl);
  // Whoever tells employees something must know which ways there are.
  if (parts.sms) fn.env("SMS_SENDER", "sns");
  for (const need of entry.needs) grant(fn, need, parts);
}

function grant(fn: HouseFunction, need: Need, parts: Parts): void {
  const { table, bucket, tenantRole } = parts;
  switch (need) {
    case "tenant-data":
      if (!tenantRole)
        throw new Error(
          `${fn.name} needs the data of one company: only functions that answer HTTP have the tenant role`,
        );
      fn.env("TABLE_NAME", table.tableName);
      fn.env("TENANT_ROLE_ARN", tenantRole.roleArn);
      return fn.allow(["sts:AssumeRole", "sts:TagSession"], [tenantRole.roleArn]);
    case "platform-data":
      fn.env("TABLE_NAME", table.tableName);
      return fn.allow(
        RECORD_ACTIONS,
        [table.tableArn],
        keysLike(...platformPrefixes.map((prefix) => `${prefix}*`), ...PLATFORM_COMPANY_KEYS),
      );
    case "system-data":
      fn.env("TABLE_NAME", table.tableName);
      return fn.allow(RECORD_ACTIONS, companyResources(table), keysLike("T#*"));
    case "due":
      fn.env("TABLE_NAME", table.tableName);
      return fn.allow(["dynamodb:Query"], [indexArn(table, "due")], keysLike("DUE#*"));
    case "files":
      fn.env("BUCKET_NAME", bucket.bucketName);
      fn.role.addManagedPolicy(parts.filesPolicy);
      return;
    case "bus":
      fn.env("BUS_NAME", parts.bus.eventBusName);
      return fn.allow(["events:PutEvents"], [parts.bus.eventBusArn]);
    case "mail":
      return parts.mail.letSend(fn);
    case "sms":
      if (parts.sms) letText(fn);
      return;
    case "secret":
      fn.env("SECRET_ARN", parts.secret.secretArn);
      return fn.allow(["secretsmanager:GetSecretValue"], [parts.secret.secretArn]);
    default: {
      const name = need.slice("queue:".length);
      const pair = parts.queues.get(name);
      if (!pair) throw new Error(`${fn.name} needs the queue '${name}', which no entry of the registry has`);
      return letSend(fn, name, pair.queue);
    }
  }
}

/** Lets a function send to a queue, which it knows by this name. */
export function letSend(fn: HouseFunction, name: string, queue: sqs.Queue): void {
  fn.env(`QUEUE_URL_${name.toUpperCase().replaceAll("-", "_")}`, queue.queueUrl);
  fn.allow(["sqs:SendMessage"], [queue.queueArn]);
}

/** Lets a function send text messages: a telephone number is no resource, so all are allowed but topics and endpoints. */
function letText(fn: HouseFunction): void {
  fn.role.addToPolicy(new iam.PolicyStatement({ actions: ["sns:Publish"], notResources: ["arn:*:sns:*:*:*"] }));
}
