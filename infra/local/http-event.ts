import { isUtf8 } from "node:buffer";
import { randomUUID } from "node:crypto";
import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from "aws-lambda";
import { local } from "./settings.ts";

/** A request as it came, before it is an event. */
export interface PlainRequest {
  method: string;
  /** Path with its query, as on the wire. */
  url: string;
  /** Names in lower case; values of a repeated header joined by commas, as API Gateway gives them. */
  headers: Record<string, string>;
  body: Buffer | undefined;
  sourceIp: string;
}

const textual = /^(text\/|application\/(json|xml|javascript|problem\+json)\b)/i;

/** The event API Gateway's HTTP API (payload 2.0) makes of a request. */
export function httpEvent({ method, url, headers, body, sourceIp }: PlainRequest): APIGatewayProxyEventV2 {
  const question = url.indexOf("?");
  const rawPath = question < 0 ? url : url.slice(0, question);
  const rawQueryString = question < 0 ? "" : url.slice(question + 1);
  const { cookie, ...kept } = headers;
  const now = Date.now();
  const text = body && textual.test(headers["content-type"] ?? "") && isUtf8(body);
  return {
    version: "2.0",
    routeKey: "$default",
    rawPath,
    rawQueryString,
    ...(cookie === undefined ? {} : { cookies: cookie.split(/;\s*/) }),
    headers: kept,
    ...(rawQueryString === "" ? {} : { queryStringParameters: parametersOf(rawQueryString) }),
    requestContext: {
      accountId: local.account,
      apiId: "local",
      domainName: headers["host"] ?? "localhost",
      domainPrefix: "local",
      http: { method, path: rawPath, protocol: "HTTP/1.1", sourceIp, userAgent: headers["user-agent"] ?? "" },
      requestId: randomUUID(),
      routeKey: "$default",
      stage: "$default",
      time: logTime(new Date(now)),
      timeEpoch: now,
    },
    ...(body === undefined || body.length === 0 ? {} : { body: body.toString(text ? "utf8" : "base64") }),
    isBase64Encoded: body !== undefined && body.length > 0 && !text,
  };
}

/** `22/Nov/2026:10:15:00 +0000`, the gateway's form. */
function logTime(now: Date): string {
  const [, day, month, year, time] = now.toUTCString().split(" ");
  return `${day}/${month}/${year}:${time} +0000`;
}

function parametersOf(query: string): Record<string, string> {
  const parameters: Record<string, string> = {};
  for (const [name, value] of new URLSearchParams(query)) {
    parameters[name] = name in parameters ? `${parameters[name]},${value}` : value;
  }
  return parameters;
}

/** An answer as it goes out. */
export interface PlainAnswer {
  status: number;
  headers: Record<string, string | string[]>;
  body: string | Buffer;
}

/** What API Gateway makes of what a handler answered: without a status code the whole of it is the JSON body. */
export function httpAnswer(answered: unknown): PlainAnswer {
  const answer = answered as APIGatewayProxyStructuredResultV2 | null | undefined;
  if (answer === undefined) return { status: 200, headers: { "content-type": "application/json" }, body: "" };
  if (typeof answer !== "object" || answer?.statusCode === undefined) {
    return { status: 200, headers: { "content-type": "application/json" }, body: JSON.stringify(answered) };
  }
  const headers: Record<string, string | string[]> = {};
  for (const [name, value] of Object.entries(answer.headers ?? {})) headers[name.toLowerCase()] = String(value);
  if (answer.cookies) headers["set-cookie"] = answer.cookies;
  const body = answer.body ?? "";
  return { status: answer.statusCode, headers, body: answer.isBase64Encoded ? Buffer.from(body, "base64") : body };
}
