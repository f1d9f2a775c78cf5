import { afterAll, beforeAll, expect, test } from "vitest";
import { peopleContract } from "#shared/people/contract.ts";
import { startEngine, type Engine } from "../support/engine.ts";
import { browserOf, calling, signedUp, tokenFor } from "../support/people.ts";
import { problemOf } from "../support/problems.ts";

let engine: Engine;
beforeAll(async () => void (engine = await startEngine()));
afterAll(() => engine.stop());

test("every link to set a password ends with that password, however it was changed", async () => {
  const { input, visitor } = await signedUp(engine);
  const letter = async () => {
    await visitor(peopleContract.forgot, { email: input.email });
    return tokenFor(engine, input.email);
  };
  const [first, second] = [await letter(), await letter()];
  await visitor(peopleContract.reset, { token: second, password: "second password" });
  const used = { status: 422, reason: "link_used_or_expired" };
  expect(await problemOf(visitor(peopleContract.reset, { token: first, password: "first password" }))).toMatchObject(
    used,
  );
  const third = await letter();
  const session = await visitor(peopleContract.signIn, { email: input.email, password: "second password" });
  const own = calling(engine, await browserOf(engine, session));
  await own(peopleContract.changePassword, { current: "second password", password: "third password" });
  expect(await problemOf(visitor(peopleContract.reset, { token: third, password: "first password" }))).toMatchObject(
    used,
  );
});
