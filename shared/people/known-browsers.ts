import { randomBytes } from "node:crypto";
import { sign, verify } from "../secrets.ts";
import { BROWSER_SECONDS } from "../session-cookie.ts";
import type { Instant } from "../time.ts";

/**
 * A mark for the browser that has just signed in by an e-mail: `<id>.<end in epoch seconds>.<HMAC-SHA256 of both and the
 * e-mail>`. It opens nothing; tries with it are counted apart from those of strangers (OWASP device cookies).
 */
export async function markBrowser(email: string, now: Instant): Promise<string> {
  const told = `${randomBytes(16).toString("base64url")}.${Math.floor(Date.parse(now) / 1000) + BROWSER_SECONDS}`;
  return `${told}.${await sign("browser", `${told}.${email}`)}`;
}

/** The id of the browser that a mark is of; undefined where it is forged, too old or of another e-mail. */
export async function knownBrowser(mark: string, email: string, now: Instant): Promise<string | undefined> {
  const [id = "", end = "", signature = ""] = mark.split(".");
  const valid = await verify("browser", `${id}.${end}.${email}`, signature);
  return valid && Number(end) * 1000 > Date.parse(now) ? id : undefined;
}
