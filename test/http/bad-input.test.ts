import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { clientQueries } from "#shared/clients/contract.ts";
import { allContracts } from "#shared/contracts.ts";
import { requestOf } from "#shared/http/client.ts";
import { ProblemBody } from "#shared/http/problem.ts";
import { startEngine, type Engine } from "../support/engine.ts";
import { signedUp } from "../support/people.ts";

let engine: Engine;
let company: Awaited<ReturnType<typeof signedUp>>;
beforeAll(async () => {
  engine = await startEngine();
  company = await signedUp(engine);
});
afterAll(() => engine.stop());

async function send(request: {
  method?: string;
  path?: string;
  body?: string | Buffer;
  headers?: Record<string, string>;
}) {
  const { status, headers, body } = await engine.request({
    method: request.method ?? "POST",
    path: request.path ?? "/api/v1/clients",
    headers: { ...company.headers, "content-type": "application/json", ...request.headers },
    ...(request.body === undefined ? {} : { body: request.body }),
  });
  return { status, type: String(headers["content-type"]), problem: JSON.parse(body.toString()) as ProblemBody };
}

const client = (fields: object) => JSON.stringify({ name: "Bad", ...fields });

test.each([
  ["broken JSON", "{ name: ", 400, "broken_json"],
  ["bytes that are no UTF-8", Buffer.from([0x7b, 0x22, 0xff, 0xfe, 0x22, 0x7d]), 400, "broken_json"],
  ["a list for an object", "[]", 400, undefined],
  ["nothing", "", 400, undefined],
  ["a wrong type", client({ name: 7 }), 400, undefined],
  ["an unknown field", client({ admin: true }), 400, undefined],
  ["an unknown field inside", client({ phones: [{ value: "+7 495 1", owner: true }] }), 400, undefined],
  ["a name too long", client({ name: "x".repeat(201) }), 400, undefined],
  ["control characters", client({ name: "Bad\u0000name" }), 400, undefined],
  ["a line end in a line", client({ name: "Bad\r\nBcc: all@example.com" }), 400, undefined],
  ["a day that does not exist", client({ firstContactOn: "2026-02-30" }), 400, undefined],
  ["29 February of a common year", client({ firstContactOn: "2027-02-29" }), 400, undefined],
  ["negative money", client({ turnoverMinor: -1 }), 400, undefined],
  ["money beyond the safe integers", '{"name":"Bad","turnoverMinor":9007199254740993}', 400, undefined],
  ["a fraction of a minor unit", client({ turnoverMinor: 0.5 }), 400, undefined],
  [
    "too many phones",
    client({ phones: Array.from({ length: 11 }, () => ({ value: "+7 495 1234567" })) }),
    400,
    undefined,
  ],
  ["a phone that is none", client({ phones: [{ value: "javascript:alert(1)" }] }), 400, undefined],
  ["an id of another kind", client({ parentId: "deal_01ARZ3NDEKTSV4RRFFQ69G5FAV" }), 400, undefined],
  ["a prototype for a field", '{"name":"Bad","__proto__":{"role":"owner"}}', 400, undefined],
])("%s is answered as a problem and makes nothing", async (_, body, status, reason) => {
  const answer = await send({ body });
  expect(answer.status).toBe(status);
  expect(answer.type).toMatch("application/problem+json");
  expect(ProblemBody.parse(answer.problem)).toMatchObject({ code: "invalid_input", ...(reason ? { reason } : {}) });
  expect((await company.call(clientQueries.list, { find: "bad" })).total).toBe(0);
});

test("a body over the limit and one of another form are refused before they are read", async () => {
  expect((await send({ body: client({ need: "x".repeat(300_000) }) })).status).toBe(413);
  expect(
    (await send({ body: "name=Bad", headers: { "content-type": "application/x-www-form-urlencoded" } })).status,
  ).toBe(415);
});

test("problems speak the user's language and name the field", async () => {
  const { problem } = await send({ body: client({ name: "" }) });
  expect(problem.title).toBe("Something in the request is wrong");
  const { body } = await engine.request({
    method: "GET",
    path: "/api/v1/me",
    headers: { "accept-language": "ru-RU,ru;q=0.9,en;q=0.5" },
  });
  expect(ProblemBody.parse(JSON.parse(body.toString()))).toMatchObject({
    title: "Вы не вошли",
    code: "unauthenticated",
  });
  expect(problem.issues).toEqual([{ path: "name", message: "Too short" }]);
});

describe("a write by cookie", () => {
  test("from another site is refused, with or without its origin", async () => {
    for (const headers of [
      { origin: "https://evil.example" },
      { origin: "null" },
      { origin: "", "sec-fetch-site": "cross-site" },
      { origin: "" },
    ]) {
      const answer = await send({ body: client({}), headers: headers as Record<string, string> });
      expect(answer).toMatchObject({ status: 403, problem: { reason: "foreign_origin" } });
    }
  });

  test("with a forged, cut or foreign cookie is nobody's", async () => {
    const [name, token] = company.headers["cookie"]!.split("=") as [string, string];
    for (const forged of [token.slice(0, -3), `${token.slice(0, -3)}AAA`, "x", `${token}.${token}`]) {
      const { status } = await engine.request({
        method: "GET",
        path: "/api/v1/me",
        headers: { cookie: `${name}=${forged}` },
      });
      expect(status).toBe(401);
    }
  });
});

test("a key that was never made is nobody's", async () => {
  for (const authorization of [
    "Bearer pk_aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
    "Bearer",
    "Basic eDp5",
    `Bearer ${"x".repeat(500)}`,
  ]) {
    const { status } = await engine.request({ method: "GET", path: "/api/v1/company", headers: { authorization } });
    expect(status).toBe(401);
  }
});

test("every answer forbids caches and sniffing and tells its request", async () => {
  const { headers } = await engine.request({ method: "GET", path: "/api/v1/me", headers: company.headers });
  expect(headers).toMatchObject({ "cache-control": "no-store", "x-content-type-options": "nosniff" });
  expect(headers["x-request-id"]).toBeTruthy();
});

test("no route breaks on an empty, a nested or a hostile body", async () => {
  const hostile = [
    {},
    { ver: "1" },
    { name: { $gt: "" } },
    { token: "../../x" },
    { email: { toString: 1 } },
    { lines: [[[[]]]] },
  ];
  for (const contract of allContracts) {
    const { url } = requestOf(contract, { id: "'; DROP TABLE clients", clientId: "%00", cursor: "x" });
    for (const body of hostile) {
      const { status } = await engine.request({
        method: contract.method,
        path: url,
        headers: { ...company.headers, "content-type": "application/json" },
        ...(contract.method === "GET" ? {} : { body }),
      });
      // Sessions ended by this very test answer 401 from there on; nothing may answer 500.
      expect(status, `${contract.method} ${url} ${JSON.stringify(body)}`).toBeLessThan(500);
    }
    if (contract.path === "/me/sessions") company = await signedUp(engine);
  }
});

test("a reference to what is not there is refused and names the field", async () => {
  const answer = await send({ body: client({ regionId: "dic_01ARZ3NDEKTSV4RRFFQ69G5FAV" }) });
  expect(answer).toMatchObject({ status: 400, problem: { issues: [{ path: "regionId" }] } });
});
