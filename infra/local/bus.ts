import { randomUUID } from "node:crypto";
import type { PutEventsRequestEntry } from "@aws-sdk/client-eventbridge";
import { readBody, serveLocally, type Part } from "./server.ts";
import { local, queues } from "./settings.ts";

/** Events EventBridge takes at once, and bytes of one call. */
const MOST_ENTRIES = 10;
const MOST_BYTES = 1024 * 1024;

/**
 * EventBridge's `PutEvents` and STS's `AssumeRole` by their wire protocols. An event goes to every queue whose entry in
 * the registry names its detail-type, as the rules of the stack route it; the message is the whole event.
 * @param deliver puts a message into a queue of the registry
 */
export async function startBus(options: {
  port: number;
  deliver(queue: string, body: string): Promise<void>;
}): Promise<Part> {
  return serveLocally(options.port, async (request, response) => {
    const answer = (status: number, type: string, body: string) =>
      response.writeHead(status, { "content-type": type }).end(body);
    const body = await readBody(request, MOST_BYTES);
    const type = request.headers["content-type"] ?? "";
    if (request.headers["x-amz-target"] === "AWSEvents.PutEvents" && type === "application/x-amz-json-1.1") {
      const entries = body && (JSON.parse(body.toString()) as { Entries: Entry[] }).Entries;
      if (!entries || entries.length > MOST_ENTRIES) {
        return void answer(
          400,
          type,
          JSON.stringify({ __type: "ValidationException", message: "Too many or too large entries" }),
        );
      }
      const Entries = await Promise.all(entries.map((entry) => put(entry, options.deliver)));
      const FailedEntryCount = Entries.filter((entry) => "ErrorCode" in entry).length;
      return void answer(200, type, JSON.stringify({ Entries, FailedEntryCount }));
    }
    const form = new URLSearchParams(body?.toString());
    if (form.get("Action") === "AssumeRole" && request.headers.authorization) {
      return void answer(200, "text/xml", assumed(form));
    }
    answer(400, "text/plain", "This address knows PutEvents and AssumeRole");
  });
}

/** An entry on the wire: its time is in epoch seconds. */
type Entry = Omit<PutEventsRequestEntry, "Time"> & { Time?: number };

async function put(entry: Entry, deliver: (queue: string, body: string) => Promise<void>) {
  const { Source, DetailType, Detail } = entry;
  if (!Source || !DetailType || !Detail) {
    return { ErrorCode: "InvalidArgument", ErrorMessage: "Source, DetailType and Detail are required" };
  }
  let detail: unknown;
  try {
    detail = JSON.parse(Detail);
  } catch {
    return { ErrorCode: "MalformedDetail", ErrorMessage: "Detail is malformed" };
  }
  const id = randomUUID();
  const message = JSON.stringify({
    version: "0",
    id,
    "detail-type": DetailType,
    source: Source,
    account: local.account,
    time: new Date(entry.Time === undefined ? Date.now() : entry.Time * 1000).toISOString().replace(/\.\d+Z$/, "Z"),
    region: local.region,
    resources: entry.Resources ?? [],
    detail,
  });
  try {
    const listening = queues.filter(({ events }) => events.includes(DetailType));
    await Promise.all(listening.map(({ queue }) => deliver(queue, message)));
    return { EventId: id };
  } catch (error) {
    return { ErrorCode: "InternalFailure", ErrorMessage: String(error) };
  }
}

function assumed(form: URLSearchParams): string {
  const until = new Date(Date.now() + 3600_000).toISOString();
  const { accessKeyId, secretAccessKey } = local.credentials;
  const name = form.get("RoleSessionName") ?? "session";
  return (
    '<AssumeRoleResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><AssumeRoleResult>' +
    `<Credentials><AccessKeyId>${accessKeyId}</AccessKeyId><SecretAccessKey>${secretAccessKey}</SecretAccessKey>` +
    `<SessionToken>local</SessionToken><Expiration>${until}</Expiration></Credentials>` +
    `<AssumedRoleUser><AssumedRoleId>LOCAL:${name}</AssumedRoleId>` +
    `<Arn>arn:aws:sts::${local.account}:assumed-role/local/${name}</Arn></AssumedRoleUser>` +
    `</AssumeRoleResult><ResponseMetadata><RequestId>${randomUUID()}</RequestId></ResponseMetadata></AssumeRoleResponse>`
  );
}
