import { scryptSync } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import { newMeter } from "#shared/caller.ts";
import { peopleContract } from "#shared/people/contract.ts";
import { personByEmail, personItem, personOf } from "#shared/people/persons.ts";
import { openSession } from "#shared/people/sessions.ts";
import { PlatformStore } from "#shared/table/platform.ts";
import { startEngine, type Engine } from "../support/engine.ts";
import { browserOf, calling, signedUp, tokenFor } from "../support/people.ts";
import { problemOf } from "../support/problems.ts";

let engine: Engine;
beforeAll(async () => void (engine = await startEngine()));
afterAll(() => engine.stop());

const [old, fresh] = ["correct horse battery", "another good password"];

/** A sign-in that has checked the password and has not opened its session yet. */
async function halfSignedIn(email: string) {
  const person = (await personByEmail(new PlatformStore(newMeter()), email))!;
  return async () => {
    const sessionId = await openSession(newMeter(), new Date().toISOString(), person, "slow browser");
    return calling(engine, await browserOf(engine, { sessionId, personId: person.id }));
  };
}

async function resetTo({ input, visitor }: Awaited<ReturnType<typeof signedUp>>, password: string) {
  await visitor(peopleContract.forgot, { email: input.email });
  return visitor(peopleContract.reset, { token: await tokenFor(engine, input.email), password });
}

test("a session that a sign-in opens while the password is set anew does not outlive it", async () => {
  const signed = await signedUp(engine);
  const finish = await halfSignedIn(signed.input.email);
  const { ticket } = await resetTo(signed, fresh);
  const late = await finish();
  expect(await problemOf(late(peopleContract.me, {}))).toMatchObject({ status: 401 });
  const session = await signed.visitor(peopleContract.signIn, { ticket });
  const own = calling(engine, await browserOf(engine, session));
  expect(await own(peopleContract.me, {})).toMatchObject({ email: signed.input.email });
});

test("nor does one opened while the password is changed; the browser that changed it stays signed in", async () => {
  const { input, session, call } = await signedUp(engine);
  const finish = await halfSignedIn(input.email);
  await call(peopleContract.changePassword, { current: old, password: fresh });
  const late = await finish();
  expect(await problemOf(late(peopleContract.me, {}))).toMatchObject({ status: 401 });
  // A cookie made anew is not among those remembered.
  const again = calling(engine, await browserOf(engine, session));
  expect(await again(peopleContract.me, {})).toMatchObject({ email: input.email });
  await again(peopleContract.changePassword, { current: fresh, password: old });
  expect(await again(peopleContract.me, {})).toMatchObject({ email: input.email });
});

test("a ticket ends with the password it was given for", async () => {
  const signed = await signedUp(engine);
  const first = await resetTo(signed, fresh);
  const second = await resetTo(signed, old);
  expect(await problemOf(signed.visitor(peopleContract.signIn, { ticket: first.ticket }))).toMatchObject({
    reason: "link_used_or_expired",
  });
  expect(await signed.visitor(peopleContract.signIn, { ticket: second.ticket })).toMatchObject({ language: "en" });
});

test("a session that was ended changes no password", async () => {
  const { input, visitor, call } = await signedUp(engine);
  // From now on this process remembers the session for a while.
  await call(peopleContract.me, {});
  const other = await visitor(peopleContract.signIn, { email: input.email, password: old });
  const elsewhere = calling(engine, await browserOf(engine, other));
  await elsewhere(peopleContract.signOutEverywhere, {});
  expect(await problemOf(call(peopleContract.changePassword, { current: old, password: fresh }))).toMatchObject({
    status: 401,
  });
});

test("a password kept under weaker parameters is hashed anew at sign-in, and ends no session by it", async () => {
  const { input, visitor, session } = await signedUp(engine);
  const store = new PlatformStore(newMeter());
  const person = (await personByEmail(store, input.email))!;
  const { salt } = person.password;
  const value = scryptSync(old, Buffer.from(salt, "base64"), 32, { N: 1024, r: 8, p: 1 }).toString("base64");
  await store.put(personItem({ ...person, password: { n: 1024, r: 8, p: 1, salt, value } }));
  await visitor(peopleContract.signIn, { email: input.email, password: old });
  expect((await personOf(store, person.id))!.password.n).toBe(2 ** 15);
  const own = calling(engine, await browserOf(engine, session));
  expect((await own(peopleContract.sessions, {})).sessions).toHaveLength(2);
});
