import { afterAll, beforeAll, expect, test } from "vitest";
import { peopleContract } from "#shared/people/contract.ts";
import { startEngine, type Engine } from "../support/engine.ts";
import { signedUp } from "../support/people.ts";
import { problemOf } from "../support/problems.ts";

let engine: Engine;
beforeAll(async () => void (engine = await startEngine()));
afterAll(() => engine.stop());

test("founding a company again under one key founds one", async () => {
  const { call } = await signedUp(engine);
  const input = { company: "Second", language: "en", timeZone: "UTC", currency: "USD" } as const;
  const first = await call(peopleContract.found, input, { idempotencyKey: "once" });
  expect(await call(peopleContract.found, input, { idempotencyKey: "once" })).toEqual(first);
  expect((await call(peopleContract.me, {})).companies).toHaveLength(2);
  const other = call(peopleContract.found, { ...input, company: "Third" }, { idempotencyKey: "once" });
  expect(await problemOf(other)).toMatchObject({ status: 409, reason: "key_of_another_request" });
});
