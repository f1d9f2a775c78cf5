import type { Role } from "./policy-names.ts";
import type { Instant } from "./time.ts";

/** Languages the product speaks. */
export const languages = ["ru", "en"] as const;
/** One of {@link languages}. */
export type Language = (typeof languages)[number];

/** Consumed capacity units and calls of one request, added up by the stores. */
export interface Meter {
  read: number;
  write: number;
  calls: number;
}

/** A meter at zero. */
export function newMeter(): Meter {
  return { read: 0, write: 0, calls: 0 };
}

/** A repeatable request: the key its sender chose and a digest of what it asks. */
export interface Idempotency {
  key: string;
  fingerprint: string;
}

/** What every request carries, whoever makes it. */
export interface Request {
  /** The moment of the request: rules ask this clock alone. */
  now: Instant;
  requestId: string;
  language: Language;
  meter: Meter;
  idempotency?: Idempotency;
}

/** Somebody unknown, at an address that limits count by. */
export interface Visitor extends Request {
  kind: "visitor";
  address: string;
  /** What the visitor calls his browser, for his list of sessions. */
  device: string;
  /** Tags of what he holds already, as `If-None-Match` gives them. */
  held?: string;
}

/** A person signed in by cookie, outside any company. */
export interface PersonCaller extends Request {
  kind: "person";
  personId: string;
  sessionId: string;
  address: string;
}

/** Somebody who acts in a company: first argument of every operation, verified, passed on and never ambient. */
export interface Caller extends Request {
  kind: "employee" | "key" | "system";
  tenant: string;
  /** Who is written down as having done it: an employee, a key or `system`. */
  actor: string;
  /** The employee on whose behalf: himself, or who made the key. */
  userId: string;
  role: Role;
  /** Shards of the company in the change index. */
  shards: number;
  /** Employees of the caller's team and of the teams below it, himself among them. */
  members: ReadonlySet<string>;
  /** The employee's own zone, else the company's. */
  timeZone: string;
  currency: string;
  personId?: string;
  sessionId?: string;
}

/**
 * A company's own system: may do everything in it. Settings other than the clock are neutral until the company's own
 * are put in their place.
 */
export function asSystem({ now, requestId, language, meter }: Request, tenant: string, actor = "system"): Caller {
  return {
    kind: "system",
    tenant,
    actor,
    userId: actor,
    role: "owner",
    members: new Set(),
    shards: 1,
    timeZone: "UTC",
    currency: "USD",
    now,
    requestId,
    language,
    meter,
  };
}
