import { createHash } from "node:crypto";
import type { Role } from "../policy-names.ts";
import type { Item, Key } from "../table/entity.ts";

/** What the platform knows of a key that a request presents. */
export interface PresentedKey {
  tenant: string;
  keyId: string;
  role: Role;
  /** The employee who made it. */
  userId: string;
  label: string;
}

/** How a key begins: so that one in a log or a repository is recognised by tools that look for secrets. */
export const KEY_PREFIX = "pk_";

/** SHA-256 of a key, hexadecimal: 256 random bits need no slow hash. */
export function hashOf(key: string): string {
  return createHash("sha256").update(key).digest("hex");
}

/** Where the platform finds a key by its hash. */
export function presentedKey(hash: string): Key {
  return { pk: `KEY#${hash}`, sk: "#" };
}

/** The item by which the platform knows a key. */
export function presentedItem(hash: string, key: PresentedKey): Item {
  return { ...presentedKey(hash), e: "key", ...key };
}
