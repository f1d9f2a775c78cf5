import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { companiesContract } from "#shared/companies/contract.ts";
import { employeesContract } from "#shared/employees/contract.ts";
import { peopleContract } from "#shared/people/contract.ts";
import { startEngine, type Engine } from "../support/engine.ts";
import { anEmail, browserOf, calling, joined, signedUp, tokenFor } from "../support/people.ts";
import { problemOf } from "../support/problems.ts";

let engine: Engine;
beforeAll(async () => {
  engine = await startEngine();
});
afterAll(() => engine.stop());

const password = "correct horse battery";

describe("a stranger", () => {
  test("learns nothing of an e-mail from sign-up or a forgotten password; its owner is told by letter", async () => {
    const { input, visitor } = await signedUp(engine);
    const known = await visitor(peopleContract.signUp, input);
    const unknown = await visitor(peopleContract.signUp, { ...input, email: anEmail() });
    expect(known).toEqual(unknown);
    expect(await visitor(peopleContract.forgot, { email: input.email })).toEqual(
      await visitor(peopleContract.forgot, { email: anEmail() }),
    );
    await engine.pump();
    const letters = await engine.inbox(input.email);
    expect(letters.map(({ subject }) => subject)).toHaveLength(3);
    const wrong = await problemOf(visitor(peopleContract.signIn, { email: input.email, password: "not the password" }));
    const nobody = await problemOf(visitor(peopleContract.signIn, { email: anEmail(), password: "not the password" }));
    expect({ ...wrong, requestId: "" }).toEqual({ ...nobody, requestId: "" });
  });
});

describe("a link of a letter", () => {
  test("works once, for what it was made for, and not when forged or late", async () => {
    const visitor = calling(engine);
    const email = anEmail();
    const input = {
      company: "Once",
      name: "Once",
      email,
      password,
      language: "en",
      timeZone: "UTC",
      currency: "USD",
    } as const;
    await visitor(peopleContract.signUp, input);
    const token = await tokenFor(engine, email);
    for (const forged of [`${token}x`, token.slice(1), "a.b", ""]) {
      expect((await problemOf(visitor(peopleContract.confirmSignUp, { token: forged, password }))).reason).toBe(
        "link_used_or_expired",
      );
    }
    expect((await problemOf(visitor(peopleContract.reset, { token, password }))).reason).toBe("link_used_or_expired");
    const both = await Promise.allSettled(
      [1, 2, 3].map(() => visitor(peopleContract.confirmSignUp, { token, password })),
    );
    expect(both.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    expect((await problemOf(visitor(peopleContract.confirmSignUp, { token, password }))).reason).toBe(
      "link_used_or_expired",
    );

    await visitor(peopleContract.signUp, { ...input, email: anEmail() });
    const late = await engine.request({
      method: "POST",
      path: "/api/v1/sign-ups/confirm",
      body: { token, password },
      at: new Date(Date.now() + 25 * 3600_000),
    });
    expect(late.status).toBe(422);
  });
});

describe("a password", () => {
  test("set anew by a link ends every session and lets in by the new one alone", async () => {
    const { input, visitor, headers } = await signedUp(engine);
    await visitor(peopleContract.forgot, { email: input.email });
    const token = await tokenFor(engine, input.email);
    const { ticket } = await visitor(peopleContract.reset, { token, password: "another good password" });
    expect((await problemOf(visitor(peopleContract.signIn, { email: input.email, password }))).reason).toBe(
      "wrong_password",
    );
    const session = await visitor(peopleContract.signIn, { ticket });
    expect((await problemOf(visitor(peopleContract.signIn, { ticket }))).reason).toBe("link_used_or_expired");
    const own = calling(engine, await browserOf(engine, session));
    const { sessions } = await own(peopleContract.sessions, {});
    expect(sessions).toHaveLength(1);
    // The old cookie counts no longer than the ten seconds a session is remembered.
    const late = await engine.request({ method: "GET", path: "/api/v1/me/sessions", headers });
    expect([200, 401]).toContain(late.status);
  });

  test("changed needs the present one and ends the other sessions", async () => {
    const { input, visitor, call } = await signedUp(engine);
    await visitor(peopleContract.signIn, { email: input.email, password });
    expect((await call(peopleContract.sessions, {})).sessions).toHaveLength(2);
    const wrong = await problemOf(
      call(peopleContract.changePassword, { current: "wrong", password: "a quite new password" }),
    );
    expect(wrong).toMatchObject({ status: 400, reason: "not_the_password" });
    await call(peopleContract.changePassword, { current: password, password: "a quite new password" });
    expect((await call(peopleContract.sessions, {})).sessions).toMatchObject([{ current: true }]);
  });

  test("of nine characters is refused", async () => {
    const { call } = await signedUp(engine);
    expect(
      (await problemOf(call(peopleContract.changePassword, { current: password, password: "123456789" }))).issues,
    ).toMatchObject([{ path: "password" }]);
  });
});

test("signing out everywhere ends every session", async () => {
  const { visitor, input, call } = await signedUp(engine);
  for (let index = 0; index < 3; index++) await visitor(peopleContract.signIn, { email: input.email, password });
  await call(peopleContract.signOutEverywhere, {});
  const session = await visitor(peopleContract.signIn, { email: input.email, password });
  const again = calling(engine, await browserOf(engine, session));
  expect((await again(peopleContract.sessions, {})).sessions).toHaveLength(1);
});

describe("a person", () => {
  test("belongs to several companies and works in each under its role", async () => {
    const first = await signedUp(engine, { company: "First" });
    const second = await signedUp(engine, { company: "Second" });
    const employee = await second.call(employeesContract.add, {
      name: "Guest",
      role: "observer",
      email: first.input.email,
    });
    const token = await tokenFor(engine, first.input.email);
    expect(await first.visitor(peopleContract.viewInvitation, { token })).toMatchObject({
      company: "Second",
      known: true,
    });
    expect(await first.visitor(peopleContract.acceptInvitation, { token })).toEqual({ company: second.company });
    const me = await first.call(peopleContract.me, {});
    expect(me.companies.map(({ name, role }) => [name, role])).toEqual([
      ["First", "owner"],
      ["Second", "observer"],
    ]);
    const session = await first.visitor(peopleContract.signIn, { email: first.input.email, password });
    const there = calling(engine, await browserOf(engine, session, second.company));
    expect((await there(companiesContract.get, {})).name).toBe("Second");
    expect((await problemOf(there(companiesContract.change, { ver: 1, name: "Mine" }))).status).toBe(403);
    expect(employee.state).toBe("invited");
  });

  test("whose account in a company was closed has no company there any more", async () => {
    const owner = await signedUp(engine);
    const guest = await joined(engine, owner, { role: "sales_manager", name: "Leaver" });
    const { employees } = await owner.call(employeesContract.list, {});
    const { ver } = employees.find(({ id }) => id === guest.employee.id)!;
    await owner.call(employeesContract.close, { id: guest.employee.id, ver });
    expect((await guest.call(peopleContract.me, {})).companies).toEqual([]);
  });
});
