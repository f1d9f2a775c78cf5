import { functions } from "#functions/registry.ts";
import { SMS_PATH } from "./text-sink.ts";

/** Fixed names and credentials of the system on one machine: nothing outside it ever sees them. */
export const local = {
  region: "eu-central-1",
  credentials: { accessKeyId: "local", secretAccessKey: "local" },
  account: "000000000000",
  table: "prodano",
  bucket: "prodano-files",
  bus: "prodano",
  /** Only records of companies are anybody's event; the filter of the stack is the same. */
  streamPrefix: "T#",
  mailFrom: "Prodano <no-reply@prodano.localhost>",
} as const;

/** Addresses of the parts, without a slash at their end. */
export interface Endpoints {
  web: string;
  dynamo: string;
  /** SQS, SNS and S3. */
  aws: string;
  /** SES in both versions of its API, and the inbox page. */
  mail: string;
  /** EventBridge and STS. */
  bus: string;
}

/** Names of what a system keeps its data in. */
export interface Names {
  table: string;
  bucket: string;
  bus: string;
  /** URL of each queue by its name in the registry. */
  queueUrls: ReadonlyMap<string, string>;
}

/** A queue of the registry with what its poller and its dead-letter queue must know. */
export interface QueueEntry {
  queue: string;
  events: readonly string[];
  visibilitySeconds: number;
  maxReceives: number;
  batch: number;
  function: (typeof functions)[number];
}

/** The queues of the registry. */
export const queues: readonly QueueEntry[] = functions.flatMap((entry) =>
  entry.trigger.kind === "queue" ? [{ ...entry.trigger, function: entry }] : [],
);

/** What a developer may have set for the cloud; the SDK would prefer some of it to what is set here. */
const foreign = [
  "AWS_PROFILE",
  "AWS_SESSION_TOKEN",
  "MAIL_CONFIGURATION_SET",
  "SECRET_PARAMETER",
  "TENANT_ROLE_ARN",
] as const;

/** Makes this process's environment what the functions read by `shared/config.ts`, and the AWS SDK by itself. */
export function setEnvironment(endpoints: Endpoints, names: Names, masterSecret: string): void {
  for (const name of foreign) Reflect.deleteProperty(process.env, name);
  Object.assign(process.env, environment(endpoints, names, masterSecret));
}

function environment(endpoints: Endpoints, names: Names, masterSecret: string): Record<string, string> {
  return {
    AWS_REGION: local.region,
    AWS_ACCESS_KEY_ID: local.credentials.accessKeyId,
    AWS_SECRET_ACCESS_KEY: local.credentials.secretAccessKey,
    AWS_ENDPOINT_URL_DYNAMODB: endpoints.dynamo,
    AWS_ENDPOINT_URL_DYNAMODB_STREAMS: endpoints.dynamo,
    AWS_ENDPOINT_URL_S3: endpoints.aws,
    AWS_ENDPOINT_URL_SQS: endpoints.aws,
    AWS_ENDPOINT_URL_SNS: endpoints.aws,
    AWS_ENDPOINT_URL_SES: endpoints.mail,
    AWS_ENDPOINT_URL_SESV2: endpoints.mail,
    AWS_ENDPOINT_URL_EVENTBRIDGE: endpoints.bus,
    AWS_ENDPOINT_URL_STS: endpoints.bus,
    TABLE_NAME: names.table,
    BUCKET_NAME: names.bucket,
    BUS_NAME: names.bus,
    WEB_URL: endpoints.web,
    FILES_ORIGIN: endpoints.aws,
    NEXTAUTH_URL: endpoints.web,
    MAIL_FROM: local.mailFrom,
    SMS_ENDPOINT: endpoints.mail + SMS_PATH,
    MASTER_SECRET: masterSecret,
    ...Object.fromEntries(
      [...names.queueUrls].map(([queue, url]) => [`QUEUE_URL_${queue.toUpperCase().replaceAll("-", "_")}`, url]),
    ),
  };
}
