import { randomBytes } from "node:crypto";
import type { Caller } from "../caller.ts";
import { demandGiving, mayGive } from "../employees/roles.ts";
import { Problem } from "../errors.ts";
import type { Input } from "../http/contract.ts";
import { newId } from "../ids.ts";
import { demand } from "../policy.ts";
import type { Role } from "../policy-names.ts";
import { PlatformStore } from "../table/platform.ts";
import { storeOf } from "../table/store.ts";
import type { Tx } from "../table/tx.ts";
import type { keysContract } from "./contract.ts";
import { hashOf, KEY_PREFIX, presentedItem, presentedKey } from "./presented.ts";
import type { ApiKey, ApiKeyView } from "./schema.ts";
import { ApiKeyTable, KEYS } from "./table.ts";

/** 256 bits: nobody guesses a key, so its hash needs no salt. */
const KEY_BYTES = 32;
/** Characters of a key that stay readable; 30 random bits of them tell keys apart and betray nothing. */
const START = 8;
/**
 * Working keys of a company at most. A change of an employee ends those he made, two actions each, in one transaction
 * with whatever else it holds to: himself, another owner, 20 managers above him, a team and the answer are 24 more; of one who leaves his feed, two.
 */
export const MOST_KEYS = 35;

/** Keys of the company, revoked ones among them, in the order they were made. */
export async function list(caller: Caller): Promise<{ keys: ApiKeyView[] }> {
  return { keys: (await keysOf(caller)).map(viewOf) };
}

/**
 * Makes a key with a role not above the caller's own. The answer alone holds it: it is neither stored nor kept for a
 * repeat of the request, which makes another key.
 */
export async function make(
  caller: Caller,
  { label, role }: Input<typeof keysContract.make>,
): Promise<ApiKeyView & { key: string }> {
  demandGiving(caller, role);
  const working = (await keysOf(caller)).filter(({ revokedAt }) => !revokedAt);
  if (working.length >= MOST_KEYS) throw tooMany();
  const key = KEY_PREFIX + randomBytes(KEY_BYTES).toString("base64url");
  const hash = hashOf(key);
  const { tenant, userId } = caller;
  const tx = new PlatformStore(caller.meter).tx(caller);
  const made = tx.create(ApiKeyTable, { id: newId("key"), label, role, userId, hash, start: key.slice(0, START) });
  tx.platformPut(presentedItem(hash, { tenant, keyId: made.id, role, userId, label }), () => new Problem("conflict"));
  return tx.commit({ ...viewOf(made), key }, { remember: false });
}

/** Revokes a key; its record stays. One that is revoked already answers as it is. */
export async function revoke(caller: Caller, { id }: Input<typeof keysContract.revoke>): Promise<ApiKeyView> {
  const key = demand(caller, "keys", "delete", await storeOf(caller).get(ApiKeyTable, { id }));
  if (key.revokedAt) return viewOf(key);
  const tx = new PlatformStore(caller.meter).tx(caller);
  return tx.commit(viewOf(end(caller, tx, key)));
}

/**
 * Revokes, within a transaction, the working keys of an employee that his role, as it is to be, does not cover; without
 * a role all of them, since he has seen them. Two actions a key, {@link MOST_KEYS} keys at most: who has more of them,
 * made at one moment by several, is refused until some are revoked.
 */
export async function dropKeysOf(caller: Caller, tx: Tx, userId: string, role?: Role): Promise<void> {
  const working = (await keysOf(caller)).filter((key) => key.userId === userId && !key.revokedAt);
  const uncovered = working.filter((key) => role === undefined || !mayGive(role, key.role));
  if (uncovered.length > MOST_KEYS) throw tooMany();
  for (const key of uncovered) end(caller, tx, key);
}

function tooMany(): Problem {
  return new Problem("invalid_state", { reason: "too_many_keys", params: { most: MOST_KEYS } });
}

function keysOf(caller: Caller): Promise<ApiKey[]> {
  return storeOf(caller).query(ApiKeyTable, { pk: KEYS, consistent: true });
}

function end(caller: Caller, tx: Tx, key: ApiKey): ApiKey {
  tx.platformDelete(presentedKey(key.hash));
  return tx.update(ApiKeyTable, key, { revokedAt: caller.now });
}

function viewOf({ hash: _, ...key }: ApiKey): ApiKeyView {
  return key;
}
