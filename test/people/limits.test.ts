import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { newMeter } from "#shared/caller.ts";
import { peopleContract } from "#shared/people/contract.ts";
import { countTry, limits } from "#shared/people/limits.ts";
import { PlatformStore } from "#shared/table/platform.ts";
import { startEngine, type Engine } from "../support/engine.ts";
import { calling, comingFrom, signedUp } from "../support/people.ts";
import { problemOf } from "../support/problems.ts";

let engine: Engine;
beforeAll(async () => void (engine = await startEngine()));
afterAll(() => engine.stop());

const password = "correct horse battery";

interface Try {
  email: string;
  password?: string;
  browser?: string;
}

/** Tries to sign in from an address; answers the code of the refusal, or the session. */
async function signIn(address: string, given: Try) {
  const call = calling(engine, await comingFrom(address));
  return call(peopleContract.signIn, { password, ...given });
}

async function refusal(address: string, given: Try) {
  return (await problemOf(signIn(address, given))).code;
}

/** Ten tries by a wrong password. */
async function guess(address: (index: number) => string, given: Try) {
  const codes = [];
  for (let index = 0; index < 10; index++) {
    codes.push(await refusal(address(index), { password: `wrong ${index}`, ...given }));
  }
  expect(new Set(codes)).toEqual(new Set(["unauthenticated"]));
}

describe("tries to sign in", () => {
  test("by one network are ten at an account; its owner comes in from elsewhere", async () => {
    const { email } = (await signedUp(engine)).input;
    await guess(() => "203.0.113.1", { email });
    expect(await problemOf(signIn("203.0.113.1", { email }))).toMatchObject({ status: 429, code: "rate_limited" });
    expect(await signIn("203.0.113.2", { email })).toMatchObject({ language: "en" });
  });

  test("by addresses of one IPv6 network are those of one visitor", async () => {
    const { email } = (await signedUp(engine)).input;
    await guess((index) => `2001:db8:7:7::${index}`, { email });
    expect(await refusal("2001:db8:7:7:ffff::1", { email })).toBe("rate_limited");
    expect(await signIn("2001:db8:7:8::1", { email })).toMatchObject({ language: "en" });
  });

  test("from everywhere are a hundred an hour; a browser that signed in to the account before is not held up by them", async () => {
    const { email } = (await signedUp(engine)).input;
    const stranger = (await signedUp(engine)).input;
    const { browser } = await signIn("203.0.113.3", { email });
    const { browser: foreign } = await signIn("203.0.113.3", { email: stranger.email });
    const store = new PlatformStore(newMeter());
    for (let index = 0; index < 100; index++) {
      await countTry(store, limits.signInByAccount, email, new Date().toISOString()).catch(() => undefined);
    }
    expect(await refusal("203.0.113.4", { email })).toBe("rate_limited");
    for (const forged of [
      foreign,
      `${browser}x`,
      `x${browser}`,
      browser.replace(/\.\d+\./, ".99999999999."),
      "a.b.c",
      "",
    ]) {
      expect(await refusal("203.0.113.4", { email, browser: forged }), forged).toBe("rate_limited");
    }
    expect(await signIn("203.0.113.4", { email, browser })).toMatchObject({ language: "en" });
    // Nor by those of others in its own network.
    await guess(() => "203.0.113.5", { email: stranger.email });
    expect(await signIn("203.0.113.5", { email: stranger.email, browser: foreign })).toMatchObject({ language: "en" });
  });

  test("from a known browser are ten, wherever it is, and half a year after its last sign-in it is known no more", async () => {
    const { email } = (await signedUp(engine)).input;
    const { browser } = await signIn("203.0.113.6", { email });
    await guess((index) => `203.0.113.${100 + index}`, { email, browser });
    expect(await refusal("203.0.113.120", { email, browser })).toBe("rate_limited");
    const late = { at: new Date(Date.now() + 181 * 24 * 3600_000), method: "POST", path: "/api/v1/sessions" };
    const store = new PlatformStore(newMeter());
    for (let index = 0; index < 100; index++) {
      await countTry(store, limits.signInByAccount, email, late.at.toISOString());
    }
    expect(await engine.request({ ...late, body: { email, password, browser } })).toMatchObject({ status: 429 });
  });
});

test("a browser that signed in by a password is known no longer than that password", async () => {
  const { call, input } = await signedUp(engine);
  const { email } = input;
  const { browser } = await signIn("203.0.113.8", { email });
  await call(peopleContract.changePassword, { current: password, password: "another password" });
  const store = new PlatformStore(newMeter());
  for (let index = 0; index < 100; index++) {
    await countTry(store, limits.signInByAccount, email, new Date().toISOString()).catch(() => undefined);
  }
  expect(await refusal("203.0.113.9", { email, browser })).toBe("rate_limited");
});

test("letters that a stranger has sent to an e-mail do not use up those of its owner", async () => {
  const { email } = (await signedUp(engine)).input;
  const forgot = async (address: string) =>
    calling(engine, await comingFrom(address))(peopleContract.forgot, { email });
  for (let index = 0; index < 8; index++) await forgot("203.0.113.10");
  await engine.pump();
  const before = (await engine.inbox(email)).length;
  await forgot("203.0.113.10");
  await engine.pump();
  expect((await engine.inbox(email)).length).toBe(before);
  await forgot("203.0.113.11");
  await engine.pump();
  expect((await engine.inbox(email)).length).toBe(before + 1);
});

test("tries at the present password are limited apart from those to sign in", async () => {
  const { call, input } = await signedUp(engine);
  for (let index = 0; index < 10; index++) {
    await problemOf(call(peopleContract.changePassword, { current: `wrong ${index}`, password: "another password" }));
  }
  const change = call(peopleContract.changePassword, { current: password, password: "another password" });
  expect(await problemOf(change)).toMatchObject({ code: "rate_limited" });
  expect(await signIn("203.0.113.7", { email: input.email })).toMatchObject({ language: "en" });
});
