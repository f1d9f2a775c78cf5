import { config } from "../config.ts";
import { Problem } from "../errors.ts";
import type { Instant } from "../time.ts";
import { dueKeys, mirrorItem, type Key, type Mirror } from "./entity.ts";
import type { Tx } from "./tx.ts";

/**
 * Writes on items that wait in the due index. `seen` is the name (`dsk`) an item waited under when it was read: whoever
 * moves, cancels or claims it changes that name, so each of these happens only to what was read, else `conflict` with
 * `raced`.
 */
function condition(seen: string) {
  return { ConditionExpression: "dsk = :seen", ExpressionAttributeValues: { ":seen": seen } };
}

function raced(): Problem {
  return new Problem("conflict", { reason: "busy", raced: true });
}

/** Deletes a waiting item. */
export function takeWaiting(tx: Tx, key: Key, seen: string): void {
  tx.act({ Delete: { TableName: config.table, Key: tx.keyOf(key), ...condition(seen) } }, raced);
}

/** Holds the transaction to an item waiting as it was read. */
export function holdWaiting(tx: Tx, key: Key, seen: string): void {
  tx.act({ ConditionCheck: { TableName: config.table, Key: tx.keyOf(key), ...condition(seen) } }, raced);
}

/** Writes a waiting item anew, at the same key. */
export function replaceWaiting(tx: Tx, mirror: Mirror, seen: string): void {
  tx.act({ Put: { TableName: config.table, Item: mirrorItem(tx.tenant, mirror, tx.now), ...condition(seen) } }, raced);
}

/**
 * Lets an item wait until another moment, claimed by nobody; `failures` is how often it was tried in vain till then.
 */
export function postponeWaiting(tx: Tx, key: Key, seen: string, until: Instant, failures: number): void {
  const id = seen.split("#")[2] ?? "";
  const { dpk, dsk } = dueKeys(until, tx.tenant, id);
  tx.act(
    {
      Update: {
        TableName: config.table,
        Key: tx.keyOf(key),
        UpdateExpression: "SET dpk = :dpk, dsk = :dsk, failures = :failures REMOVE claimed",
        ConditionExpression: "dsk = :seen",
        ExpressionAttributeValues: { ":seen": seen, ":dpk": dpk, ":dsk": dsk, ":failures": failures },
      },
    },
    raced,
  );
}
