import { createHash, randomBytes } from "node:crypto";
import type { Meter } from "../caller.ts";
import type { Item } from "../table/entity.ts";
import { PlatformStore } from "../table/platform.ts";
import type { Tx } from "../table/tx.ts";
import type { Instant } from "../time.ts";
import { after, ttlAfter } from "../time.ts";
import { SESSION_SECONDS } from "../session-cookie.ts";
import type { Person } from "./persons.ts";

/** A session as kept: under the digest of its id, and listed with its person. */
export interface SessionItem {
  personId: string;
  createdAt: Instant;
  expiresAt: Instant;
  device: string;
}

/** A session as it is found by its cookie. */
export interface FoundSession extends SessionItem, Item {
  ver: number;
  /** Salt of the password it was opened under: the session ends with that password, whenever it was written. */
  salt: string;
}

/** SHA-256 of a session id: what is kept and listed in its place. */
export function sessionDigest(sessionId: string): string {
  return createHash("sha256").update(sessionId).digest("base64url");
}

/**
 * Opens a session of a person as he was when he proved to be himself; the id is a secret of 32 random bytes that only
 * the cookie holds.
 */
export async function openSession(
  meter: Meter,
  now: Instant,
  { id: personId, password }: Pick<Person, "id" | "password">,
  device: string,
): Promise<string> {
  const sessionId = randomBytes(32).toString("base64url");
  const digest = sessionDigest(sessionId);
  const item: SessionItem = {
    personId,
    createdAt: now,
    expiresAt: after(now, SESSION_SECONDS),
    device: device.slice(0, 200),
  };
  const store = new PlatformStore(meter);
  const ttl = ttlAfter(now, SESSION_SECONDS);
  // The list first: a session that is not listed could not be ended.
  await store.put({ pk: `PERSON#${personId}`, sk: `SESSION#${digest}`, e: "session", ttl, ...item });
  const found: FoundSession = {
    ...{ pk: `SESSION#${digest}`, sk: "#", e: "session", ttl },
    ...item,
    ver: 1,
    salt: password.salt,
  };
  await store.put(found);
  return sessionId;
}

/** The session of a digest, if it is still open. */
export async function sessionOf(store: PlatformStore, digest: string, now: Instant): Promise<FoundSession | undefined> {
  const item = (await store.get({ pk: `SESSION#${digest}`, sk: "#" })) as FoundSession | undefined;
  return item && item.expiresAt > now ? item : undefined;
}

/** Keeps a session in the transaction that changes its person's password; one ended meanwhile answers `conflict`. */
export function keepSession(tx: Tx, session: FoundSession, { salt }: Person["password"]): void {
  tx.platformReplace({ ...session, salt, ver: session.ver + 1 }, session.ver);
}

/** Open sessions of a person by digest. */
export async function sessionsOf(
  store: PlatformStore,
  personId: string,
  now: Instant,
): Promise<(SessionItem & { digest: string })[]> {
  const items = await store.list(`PERSON#${personId}`, "SESSION#");
  return items
    .map((item) => ({ ...(item as unknown as SessionItem), digest: item.sk.slice("SESSION#".length) }))
    .filter(({ expiresAt }) => expiresAt > now);
}

/** Ends a session. */
export async function endSession(store: PlatformStore, personId: string, digest: string): Promise<void> {
  await store.remove({ pk: `SESSION#${digest}`, sk: "#" });
  await store.remove({ pk: `PERSON#${personId}`, sk: `SESSION#${digest}` });
}

/** Ends every session of a person but the one given. */
export async function endSessions(store: PlatformStore, personId: string, now: Instant, but?: string): Promise<void> {
  for (const { digest } of await sessionsOf(store, personId, now)) {
    if (digest !== but) await endSession(store, personId, digest);
  }
}
