import { createHash } from "node:crypto";
import { isDeepStrictEqual } from "node:util";
import type { Envelope, PayloadOf } from "../events.ts";
import { recordChanged } from "../table/changed.ts";
import type { Item } from "../table/entity.ts";

/** A record's event travels in one entry of the bus: 256 KB, the rest of the envelope among them. */
const MOST_BYTES = 200 * 1024;

/** Fields the event tells by itself, or that never change. */
const told: ReadonlySet<string> = new Set(["id", "createdAt", "createdBy", "updatedAt", "updatedBy"]);

/** Fields that nobody is shown, by kind of record. */
const hidden: Readonly<Record<string, readonly string[]>> = { key: ["hash"], feed: ["hash"], employee: ["personId"] };

/** A field that was too large to travel: its length as JSON stands in its place. */
export interface Cut {
  cutBytes: number;
}

/**
 * The event of a change between two images of an item; undefined for what is no audited record of a company: keys of
 * the platform, unique values, mirrors, answers kept for repeats. Its id follows from the id of the stream's own
 * record, so that what is published twice is recognised.
 * `before` and `after` carry the fields that differ and no others; a made record has no `before`, one deleted for good
 * no `after`. Values too large for the bus are cut to {@link Cut}, the largest first.
 * @param at moment of the stream's record, for a deletion, which nobody signs
 */
export function changeOf(
  eventId: string,
  at: string,
  before: Item | undefined,
  after: Item | undefined,
): Envelope<PayloadOf<typeof recordChanged>> | undefined {
  const item = after ?? before;
  const tenant = item && tenantOf(item);
  if (!item || !tenant || !isRecord(item)) return undefined;
  if (before && after && before["ver"] === after["ver"]) return undefined;
  const entity = String(item["e"]);
  const was = dataOf(before);
  const is = dataOf(after);
  const record = item["d"] as { id: string; updatedAt?: string; updatedBy?: string };
  const ver = Number(item["ver"]) + (after ? 0 : 1);
  const names = [...new Set([...Object.keys(was), ...Object.keys(is)])]
    .filter((name) => !told.has(name) && !hidden[entity]?.includes(name) && !isDeepStrictEqual(was[name], is[name]))
    .sort();
  const [from, to] = fit(pick(was, names), pick(is, names));
  return {
    id: idOf(eventId),
    name: recordChanged.name,
    v: recordChanged.version,
    at: (after && record.updatedAt) || at,
    tenant,
    // A record deleted for good says who changed it last, not who deleted it.
    actor: (after && record.updatedBy) || "system",
    entity: { kind: entity, id: record.id, ver },
    payload: { entity, id: record.id, ver, ...(before ? { before: from } : {}), ...(after ? { after: to } : {}) },
  };
}

function tenantOf({ pk }: Item): string | undefined {
  return /^T#([^#]+)#/.exec(pk)?.[1];
}

/** Only whole records have a version of their content: mirrors, unique values and marks have none. */
function isRecord(item: Item): boolean {
  return typeof item["ver"] === "number" && typeof item["d"] === "object" && item["quiet"] !== true;
}

function dataOf(item: Item | undefined): Record<string, unknown> {
  return (item?.["d"] ?? {}) as Record<string, unknown>;
}

function pick(data: Record<string, unknown>, names: readonly string[]): Record<string, unknown> {
  return Object.fromEntries(names.filter((name) => data[name] !== undefined).map((name) => [name, data[name]]));
}

function fit(
  ...sides: [Record<string, unknown>, Record<string, unknown>]
): [Record<string, unknown>, Record<string, unknown>] {
  let total = sides.reduce((sum, side) => sum + bytesOf(side), 0);
  if (total <= MOST_BYTES) return sides;
  const values = sides.flatMap((side, index) =>
    Object.entries(side).map(([name, value]) => ({ index, name, bytes: bytesOf(value) })),
  );
  for (const { index, name, bytes } of values.sort((one, other) => other.bytes - one.bytes)) {
    if (total <= MOST_BYTES) break;
    sides[index]![name] = { cutBytes: bytes } satisfies Cut;
    total -= bytes;
  }
  return sides;
}

/** Bytes of a value as JSON. */
function bytesOf(value: unknown): number {
  return Buffer.byteLength(JSON.stringify(value ?? null));
}

/** Crockford's alphabet, as of a ULID. */
const ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

function idOf(eventId: string): string {
  const digest = createHash("sha256").update(eventId).digest();
  return `evt_${Array.from(digest.subarray(0, 26), (byte) => ALPHABET[byte % 32]).join("")}`;
}
