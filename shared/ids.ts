import { monotonicFactory, ulid as ulidAt } from "ulid";
import * as z from "zod";

/** Prefix of the ids of each kind of record: an id in a log or a message says what it names. */
export const prefixes = {
  client: "cli",
  contact: "con",
  activity: "act",
  task: "tsk",
  deal: "deal",
  stageEntry: "ste",
  employee: "usr",
  team: "team",
  person: "per",
  pipeline: "pipe",
  stage: "stg",
  product: "prd",
  entry: "dic",
  file: "file",
  letter: "let",
  job: "job",
  import: "imp",
  key: "key",
  feed: "fed",
  event: "evt",
  conversation: "cnv",
  message: "msg",
  calendar: "cal",
  resource: "res",
  absence: "abs",
  notification: "ntf",
  memorable: "mem",
  inquiry: "inq",
  inquiryEvent: "ine",
} as const;

/** A kind of record that has ids of its own. */
export type IdKind = keyof typeof prefixes;

const pool = new Uint8Array(512);
let left = 0;

/** A fraction of 256ths out of the system's random source, which is asked for many bytes at once: an id takes 16. */
function random(): number {
  if (left === 0) {
    crypto.getRandomValues(pool);
    left = pool.length;
  }
  return pool[--left]! / 256;
}

const ulid = monotonicFactory(random);

/** A new id: prefix and ULID, sorted by the moment of making; monotonic within one process. */
export function newId(kind: IdKind): string {
  return `${prefixes[kind]}_${ulid()}`;
}

/**
 * An id whose ULID carries the given moment (ms since 1970): sorting by id is sorting by that moment.
 * History entries use it, so that an entry is addressed by its id alone and still lies in order.
 */
export function newIdAt(kind: IdKind, atMs: number): string {
  return `${prefixes[kind]}_${ulidAt(atMs, random)}`;
}

/** Schema of an id of the given kind. */
export function idOf(kind: IdKind) {
  return (
    z
      .string()
      // 48 bits of time in ten letters of five bits: the first is 7 at most.
      .regex(new RegExp(`^${prefixes[kind]}_[0-7][0-9A-HJKMNP-TV-Z]{25}$`))
      .meta({ description: `Id of a ${kind}: ${prefixes[kind]}_ and a ULID` })
  );
}

const alphabet = "23456789abcdefghjkmnpqrstuvwxyz";

/** A new company id, `co_` and 10 characters of 31 (49 bits): short enough for an address, free of meaning. */
export function newCompanyId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(10));
  return `co_${Array.from(bytes, (byte) => alphabet[byte % alphabet.length]).join("")}`;
}

/** Schema of a company id. */
export const CompanyId = z.string().regex(/^co_[2-9a-hjkmnp-z]{10}$/);
