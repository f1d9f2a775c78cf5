/**
 * The one place that reads the environment. Each value is read when first asked for, so that a function needs only
 * what it uses.
 */
function required(name: string): string {
  const value = process.env[name];
  if (!value) throw new Error(`The environment lacks ${name}`);
  return value;
}

/** Configuration of the functions: names of their parts of the system, and what differs between stages. */
export const config = {
  /** Name of the table. */
  get table() {
    return required("TABLE_NAME");
  },
  /** Name of the bucket of files. */
  get bucket() {
    return required("BUCKET_NAME");
  },
  /** Name of the event bus. */
  get bus() {
    return required("BUS_NAME");
  },
  /** Address of the web application, without a slash at its end. */
  get webUrl() {
    return required("WEB_URL");
  },
  /** Address letters come from. */
  get mailFrom() {
    return required("MAIL_FROM");
  },
  /** Who sends text messages: `sns`, or the sink of one machine; nobody where absent. */
  get smsSender() {
    return process.env["SMS_SENDER"] || undefined;
  },
  /** Address of the sink of text messages, on one machine only. */
  get smsEndpoint() {
    return required("SMS_ENDPOINT");
  },
  /** Origins that take web push besides the browsers' own services; on one machine and in tests only. */
  get pushOrigins() {
    return (process.env["PUSH_ORIGINS"] ?? "").split(" ").filter(Boolean);
  },
  /** SES configuration set; absent on one machine. */
  get mailConfigurationSet() {
    return process.env["MAIL_CONFIGURATION_SET"];
  },
  /** Role assumed with a session tag for each tenant; absent on one machine. */
  get tenantRole() {
    return process.env["TENANT_ROLE_ARN"];
  },
  /** Secret of Secrets Manager with the master secret, made by the stack; on one machine `MASTER_SECRET` carries it instead. */
  get secretArn() {
    return process.env["SECRET_ARN"];
  },
  /** Secret that CloudFront shows with every request it brings; absent on one machine, where it brings none. */
  get edgeSecretArn() {
    return process.env["EDGE_SECRET_ARN"];
  },
  /** The master secret itself, on one machine and in tests only. */
  get localSecret() {
    return process.env["MASTER_SECRET"];
  },
  /** URL of the queue of a subscriber or worker. */
  queueUrl(queue: string) {
    return required(`QUEUE_URL_${queue.toUpperCase().replaceAll("-", "_")}`);
  },
  /** Whether answers carry their consumed capacity in `X-Capacity`, for measurements. */
  get exposeCapacity() {
    return process.env["EXPOSE_CAPACITY"] === "1";
  },
};
