import { randomBytes } from "node:crypto";
import { employeesContract } from "#shared/employees/contract.ts";
import { clientOf } from "#shared/http/client.ts";
import type { Role } from "#shared/policy-names.ts";
import { peopleContract } from "#shared/people/contract.ts";
import type { SignUp } from "#shared/people/schema.ts";
import { sign } from "#shared/secrets.ts";
import { cookieName, encodeSession } from "#shared/session-cookie.ts";
import type { Engine } from "./engine.ts";

/** A typed client of the API. */
export type Call = ReturnType<typeof clientOf>;

/** Calls as somebody with these headers. */
export function calling(engine: Engine, headers: Record<string, string> = {}): Call {
  return clientOf({ fetch: (url, init) => engine.fetch(url, init), headers: () => headers });
}

/** Headers by which our web server names a visitor's address. */
export async function comingFrom(address: string): Promise<Record<string, string>> {
  const told = `${address}.${Math.floor(Date.now() / 1000)}`;
  return { "accept-language": "en", "x-prodano-visitor": `${told}.${await sign("front", told)}` };
}

/** An e-mail that no other test uses. */
export function anEmail(): string {
  return `${randomBytes(6).toString("hex")}@example.com`;
}

/** The one-time token in the newest letter to an e-mail. */
export async function tokenFor(engine: Engine, email: string): Promise<string> {
  await engine.pump();
  const letter = (await engine.inbox(email)).at(-1);
  const token = /#([\w.-]+)/.exec(letter?.body.text ?? "")?.[1];
  if (!token) throw new Error(`No link in the letters to ${email}`);
  return token;
}

/** Headers of a person's browser. */
export async function browserOf(
  engine: Engine,
  session: { sessionId: string; personId: string },
  company?: string,
): Promise<Record<string, string>> {
  const token = await encodeSession({ sid: session.sessionId, personId: session.personId });
  return { cookie: `${cookieName()}=${token}`, origin: engine.webUrl, ...(company ? { "x-company": company } : {}) };
}

/** Signs a company up through the API, letter and all; answers calls as its owner. */
export async function signedUp(engine: Engine, overrides: Partial<SignUp> = {}) {
  const visitor = calling(engine, { "accept-language": "en" });
  const input: SignUp = {
    company: "Northern Wind",
    name: "Olga Owner",
    email: anEmail(),
    password: "correct horse battery",
    language: "en",
    timeZone: "Europe/Moscow",
    currency: "RUB",
    ...overrides,
  };
  await visitor(peopleContract.signUp, input);
  const { ticket, company } = await visitor(peopleContract.confirmSignUp, {
    token: await tokenFor(engine, input.email),
    password: input.password,
  });
  const session = await visitor(peopleContract.signIn, { ticket });
  const headers = await browserOf(engine, session, company);
  return { input, company, session, headers, call: calling(engine, headers), visitor };
}

/** Invites a colleague and accepts for him by the link of his letter; answers calls as he. */
export async function joined(
  engine: Engine,
  { call, company }: { call: Call; company: string },
  { role, name, ...rest }: { role: Role; name: string; teamId?: string; managerId?: string },
) {
  const email = anEmail();
  const employee = await call(employeesContract.add, { name, role, email, ...rest });
  const visitor = calling(engine);
  const token = await tokenFor(engine, email);
  const { ticket } = await visitor(peopleContract.acceptInvitation, { token, password: "correct horse battery" });
  const session = await visitor(peopleContract.signIn, { ticket: ticket! });
  const headers = await browserOf(engine, session, company);
  return { employee, email, headers, session, call: calling(engine, headers) };
}
