import { randomUUID } from "node:crypto";
import type { PutEventsRequestEntry } from "@aws-sdk/client-eventbridge";
import { readBody, serveLocally, type Part } from "./server.ts";
import { local, queues } from "./settings.ts";

/** Events EventBridge takes at once, and bytes of one call. */
const MOST_ENTRIES = 10;
const MOST_BYTES = 1024 * 1024;

/** Puts messages, ten at most, into a queue of the registry. */
type Deliver = (queue: string, ...bodies: string[]) => Promise<void>;

/**
 * EventBridge's `PutEvents` and STS's `AssumeRole` by their wire protocols. An event goes to every queue whose entry in
 * the registry names its detail-type, as the rules of the stack route it; the message is the whole event.
 */
export async function startBus({ port, deliver }: { port: number; deliver: Deliver }): Promise<Part> {
  return serveLocally(port, async (request, response) => {
    const answer = (status: number, type: string, body: string) =>
      response.writeHead(status, { "content-type": type }).end(body);
    const body = await readBody(request, MOST_BYTES);
    const type = request.headers["content-type"] ?? "";
    if (request.headers["x-amz-target"] === "AWSEvents.PutEvents" && type === "application/x-amz-json-1.1") {
      const entries = body && (JSON.parse(body.toString()) as { Entries: Entry[] }).Entries;
      if (!entries || entries.length > MOST_ENTRIES) {
        const problem = { __type: "ValidationException", message: "Too many or too large entries" };
        return void answer(400, type, JSON.stringify(problem));
      }
      return void answer(200, type, JSON.stringify(await put(entries, deliver)));
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

interface Refused {
  ErrorCode: string;
  ErrorMessage: string;
}

/** An event as rules see it and queues get it. */
interface BusEvent {
  id: string;
  "detail-type": string;
}

async function put(entries: Entry[], deliver: Deliver) {
  const events = entries.map(eventOf);
  const undelivered = new Map<BusEvent | Refused, Refused>();
  await Promise.all(
    queues.map(async ({ queue, events: names }) => {
      const routed = events.filter((event): event is BusEvent => "id" in event && names.includes(event["detail-type"]));
      if (routed.length === 0) return;
      await deliver(queue, ...routed.map((event) => JSON.stringify(event))).catch((error: unknown) => {
        for (const event of routed) {
          undelivered.set(event, { ErrorCode: "InternalFailure", ErrorMessage: String(error) });
        }
      });
    }),
  );
  const Entries = events.map((event) => undelivered.get(event) ?? ("id" in event ? { EventId: event.id } : event));
  return { Entries, FailedEntryCount: Entries.filter((entry) => "ErrorCode" in entry).length };
}

function eventOf({ Source, DetailType, Detail, Time, Resources }: Entry): BusEvent | Refused {
  if (!Source || !DetailType || !Detail) {
    return { ErrorCode: "InvalidArgument", ErrorMessage: "Source, DetailType and Detail are required" };
  }
  let detail: unknown;
  try {
    detail = JSON.parse(Detail);
  } catch {
    return { ErrorCode: "MalformedDetail", ErrorMessage: "Detail is malformed" };
  }
  const event = {
    version: "0",
    id: randomUUID(),
    "detail-type": DetailType,
    source: Source,
    account: local.account,
    time: new Date(Time === undefined ? Date.now() : Time * 1000).toISOString().replace(/\.\d+Z$/, "Z"),
    region: local.region,
    resources: Resources ?? [],
    detail,
  };
  return event;
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
