import { afterAll, beforeAll, expect, test } from "vitest";
import { peopleContract } from "#shared/people/contract.ts";
import { startEngine, type Engine } from "../support/engine.ts";
import { anEmail, calling, comingFrom, tokenFor } from "../support/people.ts";
import { problemOf } from "../support/problems.ts";

let engine: Engine;
beforeAll(async () => void (engine = await startEngine()));
afterAll(() => engine.stop());

const password = "correct horse battery";

/** Asks for an account; answers the token of its letter. */
async function asked(email: string, change: { company?: string; password?: string } = {}): Promise<string> {
  await calling(engine)(peopleContract.signUp, {
    company: "Northern Wind",
    name: "Olga Owner",
    email,
    password,
    language: "en",
    timeZone: "UTC",
    currency: "EUR",
    ...change,
  });
  return tokenFor(engine, email);
}

test("an account asked for by a stranger is not made by the press of a button", async () => {
  const email = anEmail();
  const visitor = calling(engine);
  const strangers = await asked(email, { company: "Stranger", password: "known to a stranger" });
  expect(await visitor(peopleContract.viewSignUp, { token: strangers })).toEqual({ company: "Stranger", email });
  expect(await problemOf(visitor(peopleContract.confirmSignUp, { token: strangers, password }))).toMatchObject({
    status: 400,
    code: "invalid_input",
    reason: "not_the_password",
    issues: [{ path: "password" }],
  });
  // Whose e-mail it is signs up anew and chooses for himself; the stranger's sign-up ends with that.
  const { ticket } = await visitor(peopleContract.confirmSignUp, { token: await asked(email), password });
  expect(await visitor(peopleContract.signIn, { ticket })).toMatchObject({ language: "en" });
  const late = visitor(peopleContract.confirmSignUp, { token: strangers, password: "known to a stranger" });
  expect(await problemOf(late)).toMatchObject({ reason: "link_used_or_expired" });
});

test("a wrong password does not use the link up, but ten of them close it for a while", async () => {
  const [first, second] = [await asked(anEmail()), await asked(anEmail())];
  const tries = async (token: string, address: string, given: string) =>
    calling(engine, await comingFrom(address))(peopleContract.confirmSignUp, { token, password: given });
  expect(await problemOf(tries(first, "203.0.113.1", "wrong"))).toMatchObject({ reason: "not_the_password" });
  expect((await tries(first, "203.0.113.1", password)).company).toMatch(/^co_/);
  for (let index = 0; index < 10; index++) {
    expect(await problemOf(tries(second, `203.0.113.${index}`, "wrong"))).toMatchObject({ reason: "not_the_password" });
  }
  expect(await problemOf(tries(second, "203.0.113.99", password))).toMatchObject({ status: 429 });
});
