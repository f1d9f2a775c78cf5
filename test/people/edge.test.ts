import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, expect, test } from "vitest";
import { EDGE_HEADER } from "#shared/edge.ts";
import { peopleContract } from "#shared/people/contract.ts";
import { startEngine, type Engine } from "../support/engine.ts";
import { anEmail, calling } from "../support/people.ts";
import { problemOf } from "../support/problems.ts";

const SECRET = "proof-of-the-edge";
/** Secrets Manager as far as it is asked. */
const secrets = createServer((_, response) => response.end(JSON.stringify({ SecretString: SECRET })));

let engine: Engine;
beforeAll(async () => {
  engine = await startEngine();
  await new Promise<void>((done) => secrets.listen(0, "127.0.0.1", done));
  process.env["AWS_ENDPOINT_URL_SECRETS_MANAGER"] = `http://127.0.0.1:${(secrets.address() as AddressInfo).port}`;
  process.env["EDGE_SECRET_ARN"] = "arn:aws:secretsmanager:eu-central-1:000000000000:secret:edge";
});
afterAll(async () => {
  await engine.stop();
  secrets.close();
});

const ask = (forwarded: string, shown = SECRET) =>
  calling(engine, { "x-forwarded-for": forwarded, [EDGE_HEADER]: shown })(peopleContract.forgot, { email: anEmail() });

test("limits by address count whom CloudFront saw: neither CloudFront itself nor what a visitor says of himself", async () => {
  for (let index = 0; index < 30; index++) await ask(`10.0.0.${index}, 198.51.100.7, 130.176.0.1`);
  expect(await problemOf(ask("10.9.9.9, 198.51.100.7, 130.176.0.2"))).toMatchObject({ status: 429 });
  expect(await ask("198.51.100.7, 198.51.100.8, 130.176.0.1")).toEqual({});
});

test("a whole IPv6 network counts as one visitor, since one visitor has all of it", async () => {
  for (let index = 0; index < 30; index++) await ask(`2001:db8:1:2::${index.toString(16)}, 130.176.0.1`);
  expect(await problemOf(ask("2001:0db8:0001:0002:ffff::1, 130.176.0.1"))).toMatchObject({ status: 429 });
  expect(await ask("2001:db8:1:3::1, 130.176.0.1")).toEqual({});
});

test("without the proof of CloudFront what is said of the visitor does not count", async () => {
  for (let index = 0; index < 30; index++) await ask(`203.0.113.${index}, 130.176.0.1`, "forged");
  expect(await problemOf(ask("203.0.113.99, 130.176.0.1", "forged"))).toMatchObject({ status: 429 });
});
