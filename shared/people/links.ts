import { randomBytes } from "node:crypto";
import { Problem } from "../errors.ts";
import { sign, verify } from "../secrets.ts";
import type { PlatformStore } from "../table/platform.ts";
import type { Tx } from "../table/tx.ts";
import { after, ttlAfter, type Instant } from "../time.ts";

/** What a one-time link does: confirm a sign-up, set a password, accept an invitation, sign in at once. */
export type LinkKind = "sign_up" | "password" | "invitation" | "ticket";

/** A link as it is made: how long it lives, and what whoever follows it must know. */
export interface NewLink {
  kind: LinkKind;
  /** Kept beside the link, so never a secret in the clear. */
  payload: Record<string, unknown>;
  seconds: number;
}

/** 128 bits: an id is not guessed, and without the signature it opens nothing. */
const ID_BYTES = 16;

/**
 * Adds a one-time link to a transaction and answers its id. The table holds the id alone: the token that opens it
 * is made from the id by {@link tokenOf} when the letter is sent, so whoever reads the table cannot follow the link.
 */
export function newLink(tx: Tx, { kind, payload, seconds }: NewLink, now: Instant): string {
  const id = randomBytes(ID_BYTES).toString("base64url");
  const expiresAt = after(now, seconds);
  tx.platformPut(
    { ...keyOf(id), e: "link", kind, payload, expiresAt, ttl: ttlAfter(now, seconds) },
    () => new Problem("conflict"),
  );
  return id;
}

/** The token of a link: `<id>.<HMAC-SHA256 of the id>`. */
export async function tokenOf(linkId: string): Promise<string> {
  return `${linkId}.${await sign("link", linkId)}`;
}

/**
 * The link a token opens, not yet used up: {@link useLink} does that in the transaction of what the link is for.
 * A forged, foreign, expired or used token answers `invalid_state`; a forged one is not looked up at all.
 */
export async function readLink(
  platform: PlatformStore,
  token: string,
  kind: LinkKind,
  now: Instant,
): Promise<{ id: string; payload: Record<string, unknown> }> {
  const [id = "", signature = "", ...rest] = token.split(".");
  if (!id || rest.length > 0 || !(await verify("link", id, signature))) throw gone();
  const item = await platform.get(keyOf(id));
  if (!item || item["kind"] !== kind || String(item["expiresAt"]) <= now) throw gone();
  return { id, payload: item["payload"] as Record<string, unknown> };
}

/** Uses a link up within a transaction: the second of two who try gets `invalid_state`. */
export function useLink(tx: Tx, id: string): void {
  tx.platformDelete(keyOf(id), gone);
}

/** Key of a link's item in the platform's own store. */
export function keyOf(id: string): { pk: string; sk: string } {
  return { pk: `LINK#${id}`, sk: "#" };
}

function gone(): Problem {
  return new Problem("invalid_state", { reason: "link_used_or_expired" });
}
