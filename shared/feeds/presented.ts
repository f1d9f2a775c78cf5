import { createHash } from "node:crypto";
import type { Item, Key } from "../table/entity.ts";

/** What the platform knows of a feed that a calendar asks for. */
export interface PresentedFeed {
  tenant: string;
  employeeId: string;
}

/** SHA-256 of the secret of a feed, hexadecimal: 256 random bits need no slow hash, and a look-up by it tells no times. */
export function hashOf(secret: string): string {
  return createHash("sha256").update(secret).digest("hex");
}

/** Where the platform finds a feed by its hash. */
export function presentedKey(hash: string): Key {
  return { pk: `FEED#${hash}`, sk: "#" };
}

/** The item by which the platform knows a feed. */
export function presentedItem(hash: string, feed: PresentedFeed): Item {
  return { ...presentedKey(hash), e: "feed", ...feed };
}
