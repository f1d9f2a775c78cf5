import { afterAll, beforeAll, expect, test } from "vitest";
import { add } from "#shared/employees/employees.ts";
import { aCompany } from "#test/support/callers.ts";
import { startEngine, type Engine } from "#test/support/engine.ts";
import { anEmail } from "#test/support/people.ts";

let engine: Engine;
beforeAll(async () => void (engine = await startEngine()));
afterAll(() => engine.stop());

test("a company invites a hundred an hour at most: it is no way to write to strangers", async () => {
  const { owner } = await aCompany();
  const { owner: other } = await aCompany();
  const invite = (by: typeof owner) => add(by, { name: "Anna", role: "observer", email: anEmail() });
  for (let index = 0; index < 100; index++) await invite(owner);
  await expect(invite(owner)).rejects.toMatchObject({ code: "rate_limited" });
  expect(await add(owner, { name: "By name alone", role: "observer" })).toMatchObject({ state: "no_sign_in" });
  expect(await invite(other)).toMatchObject({ state: "invited" });
}, 60_000);
