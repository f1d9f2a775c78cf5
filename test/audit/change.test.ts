import { expect, test } from "vitest";
import { changeOf } from "#shared/audit/change.ts";
import type { Item } from "#shared/table/entity.ts";

const AT = "2026-11-22T09:30:00.000Z";
const stamps = { createdAt: AT, createdBy: "usr_1", updatedAt: AT, updatedBy: "usr_2" };

function item(d: Record<string, unknown>, rest: Partial<Item> = {}): Item {
  return { pk: "T#co_abc#CL#cli_1", sk: "#", e: "client", v: 1, ver: 1, d: { id: "cli_1", ...stamps, ...d }, ...rest };
}

test("the fields that differ are told, and no others", () => {
  const before = item({ name: "a", phones: [{ value: "1" }], need: "x", same: { b: 1, a: 2 } });
  const after = item({ name: "b", phones: [{ value: "1" }], curatorId: "usr_3", same: { a: 2, b: 1 } }, { ver: 2 });
  expect(changeOf("e1", "later", before, after)).toMatchObject({
    name: "record.changed",
    at: AT,
    tenant: "co_abc",
    actor: "usr_2",
    entity: { kind: "client", id: "cli_1", ver: 2 },
    payload: {
      entity: "client",
      id: "cli_1",
      ver: 2,
      before: { name: "a", need: "x" },
      after: { name: "b", curatorId: "usr_3" },
    },
  });
  expect(Object.keys(changeOf("e1", "later", before, after)!.payload.after!)).toEqual(["curatorId", "name"]);
});

test("a record deleted for good is a change of its own, signed by nobody", () => {
  expect(changeOf("e1", "later", item({ name: "a" }, { ver: 3 }), undefined)).toMatchObject({
    at: "later",
    actor: "system",
    entity: { ver: 4 },
    payload: { ver: 4, before: { name: "a" } },
  });
});

test("what is no audited record of a company tells nothing", () => {
  const none: Item[] = [
    item({}, { pk: "PERSON#per_1" }),
    item({}, { e: "letter", quiet: true }),
    item({}, { ver: undefined, e: "unique" }),
    item({}, { ver: undefined, e: "deal_ref" }),
    { pk: "T#co_abc#IDEM#x", sk: "#", e: "idempotency", answer: "{}" },
  ];
  for (const one of none) expect(changeOf("e1", AT, undefined, one)).toBeUndefined();
  expect(changeOf("e1", AT, item({ name: "a" }), item({ name: "a" }, { wpk: "x" }))).toBeUndefined();
});

test("values too large for the bus are cut, the largest first, and the rest stays", () => {
  const envelope = changeOf(
    "e1",
    AT,
    item({ a: "x".repeat(150_000), b: "short" }),
    item({ a: "y".repeat(150_000), b: "new" }, { ver: 2 }),
  )!;
  expect(envelope.payload.before).toEqual({ a: { cutBytes: 150_002 }, b: "short" });
  expect(envelope.payload.after).toEqual({ a: "y".repeat(150_000), b: "new" });
  expect(Buffer.byteLength(JSON.stringify(envelope))).toBeLessThan(256 * 1024);
});

test("what nobody is shown is not told", () => {
  const key = changeOf("e1", AT, undefined, item({ label: "a", hash: "secret" }, { e: "key" }))!;
  expect(key.payload.after).toEqual({ label: "a" });
});
