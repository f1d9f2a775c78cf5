import { mkdtempSync, rmSync, statSync } from "node:fs";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { PutItemCommand } from "@aws-sdk/client-dynamodb";
import { EventBridgeClient, PutEventsCommand } from "@aws-sdk/client-eventbridge";
import { AssumeRoleCommand, STSClient } from "@aws-sdk/client-sts";
import type { APIGatewayProxyEventV2 } from "aws-lambda";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { clientsOf } from "#infra/local/clients.ts";
import { runningOn, tellTick } from "#infra/local/control.ts";
import { invoker, type Handler } from "#infra/local/handlers.ts";
import { checkPorts, freePort } from "#infra/local/ports.ts";
import { local } from "#infra/local/settings.ts";
import { startSystem, type System } from "#infra/local/system.ts";

const dataDir = mkdtempSync(join(tmpdir(), "prodano-system-"));
const requests: APIGatewayProxyEventV2[] = [];
/** `X-Forwarded-For` of the pages that were asked for. */
const forwarded: unknown[] = [];
const ticks: string[] = [];
const audited: string[] = [];
let auditWorks = true;
let refusals = 0;
let system: System;

const api: Handler = async (event) => {
  requests.push(event as APIGatewayProxyEventV2);
  return { statusCode: 201, headers: { "X-Own": "1" }, cookies: ["a=1", "b=2"], body: "made" };
};

const handlers: Record<string, Handler> = {
  api,
  query: async () => ({ found: true }),
  async stream(event) {
    const { Records } = event as { Records: { dynamodb: { Keys: { sk: { S: string } } } }[] };
    const Entries = Records.map(({ dynamodb }) => ({
      Source: "prodano",
      DetailType: "record.changed",
      Detail: JSON.stringify({ sk: dynamodb.Keys.sk.S }),
    }));
    await new EventBridgeClient().send(new PutEventsCommand({ Entries }));
  },
  async audit(event) {
    if (!auditWorks) {
      refusals++;
      throw new Error("The auditor is away");
    }
    const { Records } = event as { Records: { body: string }[] };
    audited.push(...Records.map(({ body }) => (JSON.parse(body) as { detail: { sk: string } }).detail.sk));
  },
  async tick(event) {
    ticks.push((event as { time: string }).time);
  },
};

async function start(): Promise<System> {
  for (;;) {
    const port = await freePort();
    if (port > 65_000 || !(await checkPorts(port).catch(() => undefined))) continue;
    return startSystem({
      port,
      dataDir,
      makeFunctions: async () => ({
        invoke: invoker(async (name) => handlers[name] ?? (async () => undefined)),
        stop: async () => undefined,
      }),
      makeWeb: async () => ({
        async handle(request, response) {
          forwarded.push(request.headers["x-forwarded-for"]);
          response.end(`page ${request.url}`);
        },
        upgrade: async (_request, socket) => void socket.destroy(),
        close: async () => undefined,
      }),
      onFailure: () => undefined,
    });
  }
}

const put = (sk: string) =>
  clientsOf(system.endpoints).dynamo.send(
    new PutItemCommand({ TableName: local.table, Item: { pk: { S: "T#1#EV" }, sk: { S: sk } } }),
  );

beforeAll(async () => {
  system = await start();
});
afterAll(async () => {
  await system.stop();
  rmSync(dataDir, { recursive: true, force: true });
});

test("nothing listens on any address but 127.0.0.1", async () => {
  const connects = (host: string, port: number) =>
    new Promise<boolean>((resolve) => {
      const socket = connect(port, host, () => resolve(true)).on("error", () => resolve(false));
      socket.on("connect", () => socket.destroy());
    });
  for (const url of Object.values(system.endpoints) as string[]) {
    const port = Number(new URL(url).port);
    expect(await connects("127.0.0.1", port)).toBe(true);
    // What listens on every address answers on these too.
    for (const other of ["127.0.0.2", "::1"]) expect(await connects(other, port)).toBe(false);
  }
});

test("a request becomes an event of the gateway, the answer goes back whole", async () => {
  const answer = await fetch(`${system.endpoints.web}/api/v1/things/x%20y?a=1&a=2&b=%D0%B6`, {
    method: "POST",
    headers: { "Content-Type": "application/json", Cookie: "one=1; two=2", "X-Company": "c" },
    body: '{"text":"ж"}',
  });
  expect([answer.status, answer.headers.get("x-own"), answer.headers.getSetCookie(), await answer.text()]).toEqual([
    201,
    "1",
    ["a=1", "b=2"],
    "made",
  ]);
  expect(requests.at(-1)).toMatchObject({
    version: "2.0",
    rawPath: "/api/v1/things/x%20y",
    rawQueryString: "a=1&a=2&b=%D0%B6",
    queryStringParameters: { a: "1,2", b: "ж" },
    cookies: ["one=1", "two=2"],
    headers: { "x-company": "c", "content-type": "application/json" },
    requestContext: { http: { method: "POST", path: "/api/v1/things/x%20y", sourceIp: "127.0.0.1" } },
    body: '{"text":"ж"}',
    isBase64Encoded: false,
  });
  expect(requests.at(-1)?.headers["cookie"]).toBeUndefined();
});

test("whoever calls stands last in X-Forwarded-For, whatever he says of himself", async () => {
  const said: Record<string, string>[] = [{}, { "X-Forwarded-For": "203.0.113.7, 198.51.100.1" }];
  for (const headers of said) {
    await fetch(`${system.endpoints.web}/sign-in`, { headers });
    await fetch(`${system.endpoints.web}/api/v1/things`, { headers });
  }
  const seen = ["127.0.0.1", "203.0.113.7, 198.51.100.1, 127.0.0.1"];
  expect(forwarded).toEqual(seen);
  expect(requests.slice(-2).map(({ headers }) => headers["x-forwarded-for"])).toEqual(seen);
});

test("bytes that are no text go as base64, bodies over 10 MB are refused", async () => {
  const send = (body: Uint8Array<ArrayBuffer>) =>
    fetch(`${system.endpoints.web}/api/v1/things`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body,
    });
  await send(new Uint8Array([0xff, 0xfe]));
  expect(requests.at(-1)).toMatchObject({ body: "//4=", isBase64Encoded: true });
  expect((await send(new Uint8Array(10 * 1024 * 1024 + 1))).status).toBe(413);
});

test("lists go to the query function, what is not the API to the pages", async () => {
  expect(await (await fetch(`${system.endpoints.web}/api/v1/clients?limit=1`)).json()).toEqual({ found: true });
  expect(await (await fetch(`${system.endpoints.web}/api/auth/session`)).text()).toBe("page /api/auth/session");
});

test("an item is with its subscriber within a moment, and once", async () => {
  const from = performance.now();
  await put("first");
  await vi.waitFor(() => expect(audited).toEqual(["first"]), { interval: 5 });
  expect(performance.now() - from).toBeLessThan(1000);
});

test("a tick by hand fires the rule for its moment", async () => {
  await tellTick(dataDir, new Date("2026-12-01T06:00:00Z"));
  expect(ticks).toContain("2026-12-01T06:00:00Z");
});

test("roles are assumed", async () => {
  const { Credentials } = await new STSClient().send(
    new AssumeRoleCommand({ RoleArn: "arn:aws:iam::000000000000:role/tenant", RoleSessionName: "one" }),
  );
  expect(Credentials?.Expiration?.getTime()).toBeGreaterThan(Date.now());
});

test("what was accepted and not handled is handled after a restart, on other ports too; the secret stays", async () => {
  auditWorks = false;
  await put("second");
  await vi.waitFor(() => expect(refusals).toBeGreaterThan(0));
  await put("third");
  const secret = process.env["MASTER_SECRET"];
  await system.stop();
  expect(await runningOn(dataDir)).toBeUndefined();
  auditWorks = true;
  system = await start();
  await vi.waitFor(() => expect(audited.toSorted()).toEqual(["first", "second", "third"]), { timeout: 5000 });
  expect(process.env["MASTER_SECRET"]).toBe(secret);
  expect(statSync(join(dataDir, "master-secret")).mode & 0o777).toBe(0o600);
});
