import { createHash } from "node:crypto";
import type { Caller, PersonCaller, Request } from "#shared/caller.ts";
import { companyContext, forgetContext, type CompanyContext } from "#shared/companies/context.ts";
import { mayGive } from "#shared/employees/roles.ts";
import { Problem } from "#shared/errors.ts";
import { hashOf, presentedKey, type PresentedKey } from "#shared/keys/presented.ts";
import { personOf, type Person } from "#shared/people/persons.ts";
import { sessionDigest, sessionOf } from "#shared/people/sessions.ts";
import { decodeSession, type SessionClaims } from "#shared/session-cookie.ts";
import { PlatformStore } from "#shared/table/platform.ts";
import { Memory } from "#shared/memory.ts";

/** A session ended, a key revoked or a role changed counts after this long at most. */
const FRESH_MS = 10_000;

const people = new Memory<{ person: Person; sessionId: string } | undefined>(2000, FRESH_MS);
const keys = new Memory<PresentedKey | undefined>(2000, FRESH_MS);

/** The person whose session a cookie names; a forged, ended or expired one answers `unauthenticated`. */
export async function personOfCookie(cookie: string, request: Request & { address: string }): Promise<PersonCaller> {
  const known = await people.get(digestOf(cookie), async () => {
    const claims = await decodeSession(cookie);
    return claims && openedBy(claims, request);
  });
  if (!known) throw new Problem("unauthenticated");
  const { person, sessionId } = known;
  return { kind: "person", ...request, language: person.language, personId: person.id, sessionId };
}

/**
 * The person of a session that is open under his present password. Session and person are read one after the other, he at
 * half the price: where they do not fit together a password may be changing at the moment, and both are read once more.
 */
async function openedBy({ sid, personId }: SessionClaims, { meter, now }: Request) {
  const store = new PlatformStore(meter);
  for (const old of [true, false]) {
    const session = await sessionOf(store, sessionDigest(sid), now);
    if (session?.personId !== personId) return undefined;
    const person = await personOf(store, personId, { old });
    if (person && person.password.salt === session.salt) return { person, sessionId: sid };
  }
  return undefined;
}

/** The person as an employee of a company; one he does not belong to answers as a missing one. */
export async function callerOfPerson(person: PersonCaller, tenant: string): Promise<Caller> {
  const store = new PlatformStore(person.meter);
  const known = await members.get(`${person.personId}|${tenant}`, async () => {
    const membership = (await personOf(store, person.personId, { old: true }))?.companies.find(
      (one) => one.tenant === tenant,
    );
    return membership?.employeeId;
  });
  const context = known ? await contextWith(tenant, known, person) : undefined;
  const employee = known ? context?.employee(known) : undefined;
  if (!context || employee?.state !== "active") throw new Problem("not_found");
  const { kind: _kind, address: _address, ...request } = person;
  return { ...request, ...inCompany(context, employee.id), kind: "employee", actor: employee.id, role: employee.role };
}

/** The company as this process remembers it, read anew where it does not know that the employee has joined. */
async function contextWith(tenant: string, employeeId: string, request: Request): Promise<CompanyContext | undefined> {
  const context = await companyContext(tenant, request);
  if (context?.employee(employeeId)?.state === "active") return context;
  forgetContext(tenant);
  return companyContext(tenant, request);
}
const members = new Memory<string | undefined>(2000, FRESH_MS);

/**
 * Who a key acts for; an unknown or revoked one answers `unauthenticated`, and so does one above the present role of its
 * maker: he may have made it in the seconds in which not every process knew that his role was taken.
 */
export async function callerOfKey(key: string, request: Request): Promise<Caller> {
  const hash = hashOf(key);
  const known = await keys.get(hash, async () => {
    return (await new PlatformStore(request.meter).get(presentedKey(hash))) as PresentedKey | undefined;
  });
  if (!known) throw new Problem("unauthenticated");
  const context = await companyContext(known.tenant, request);
  const maker = context?.employee(known.userId);
  if (!context || maker?.state !== "active" || !mayGive(maker.role, known.role)) throw new Problem("unauthenticated");
  return { ...request, ...inCompany(context, known.userId), kind: "key", actor: known.keyId, role: known.role };
}

function inCompany(context: CompanyContext, userId: string) {
  const { id: tenant, shards, currency } = context.company;
  const timeZone = context.employee(userId)?.timeZone ?? context.company.timeZone;
  return { tenant, userId, members: context.members(userId), shards, timeZone, currency };
}

function digestOf(text: string): string {
  return createHash("sha256").update(text).digest("base64url");
}
