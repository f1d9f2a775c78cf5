import { createHash } from "node:crypto";
import type { Visitor } from "../caller.ts";
import { Problem } from "../errors.ts";
import type { PlatformStore } from "../table/platform.ts";
import type { Instant } from "../time.ts";

/** Tries allowed in a window. */
export interface Limit {
  name: string;
  tries: number;
  windowSeconds: number;
}

/**
 * Limits by what they protect. By address they are wide, since an office shares one; by account and address narrow, and by
 * account alone wide again, so that a stranger's tries do not keep its owner out of a browser that knows him. Letters alike. Anybody may found a company and invite
 * whom he likes: letters of a company to people who never asked are bounded too.
 */
export const limits = {
  signInByAccountAndAddress: { name: "sign-in-account-address", tries: 10, windowSeconds: 900 },
  signInByAccount: { name: "sign-in-account", tries: 100, windowSeconds: 3600 },
  signInByBrowser: { name: "sign-in-browser", tries: 10, windowSeconds: 900 },
  passwordByPerson: { name: "password-person", tries: 10, windowSeconds: 900 },
  signInByAddress: { name: "sign-in-address", tries: 100, windowSeconds: 900 },
  lettersByAccountAndAddress: { name: "letters-account-address", tries: 5, windowSeconds: 3600 },
  lettersByAccount: { name: "letters-account", tries: 20, windowSeconds: 3600 },
  invitationsByEmail: { name: "invitations-email", tries: 5, windowSeconds: 3600 },
  companiesByPerson: { name: "companies-person", tries: 5, windowSeconds: 3600 },
  signUpByAddress: { name: "sign-up-address", tries: 30, windowSeconds: 3600 },
  linksByAddress: { name: "links-address", tries: 60, windowSeconds: 3600 },
  confirmByLink: { name: "confirm-link", tries: 10, windowSeconds: 3600 },
  invitationsByCompany: { name: "invitations-company", tries: 100, windowSeconds: 3600 },
  unknownFeedByAddress: { name: "feed-address", tries: 60, windowSeconds: 3600 },
  readsByFeed: { name: "feed", tries: 120, windowSeconds: 3600 },
  checkByUser: { name: "check-user", tries: 300, windowSeconds: 3600 },
} satisfies Record<string, Limit>;

/** Counts one try by a subject; over the limit answers `rate_limited` with the time to wait. Subjects are kept hashed. */
export async function countTry(store: PlatformStore, limit: Limit, subject: string, now: Instant): Promise<void> {
  const digest = createHash("sha256").update(subject).digest("base64url");
  const tries = await store.count(`${limit.name}#${digest}`, now, limit.windowSeconds);
  if (tries > limit.tries) {
    const elapsed = Math.floor(Date.parse(now) / 1000) % limit.windowSeconds;
    throw new Problem("rate_limited", { retryAfterSeconds: limit.windowSeconds - elapsed });
  }
}

/** Whether one more letter may go to an e-mail; over the limit nothing is sent and nothing is told. */
export async function mayWrite(
  store: PlatformStore,
  email: string,
  { address, now }: Pick<Visitor, "address" | "now">,
): Promise<boolean> {
  try {
    await countTry(store, limits.lettersByAccountAndAddress, `${email} ${address}`, now);
    await countTry(store, limits.lettersByAccount, email, now);
    return true;
  } catch (error) {
    if (error instanceof Problem && error.code === "rate_limited") return false;
    throw error;
  }
}
