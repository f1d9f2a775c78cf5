import { randomBytes } from "node:crypto";
import { sign, verify } from "../secrets.ts";
import { BROWSER_SECONDS } from "../session-cookie.ts";
import type { Instant } from "../time.ts";
import type { Person } from "./persons.ts";

type Known = Pick<Person, "email" | "password">;

/**
 * A mark for the browser that a person has just signed in by: `<id>.<end in epoch seconds>.<HMAC-SHA256 of both, the
 * e-mail and the salt of the password>`. It opens nothing; tries with it are counted apart from those of strangers (OWASP
 * device cookies). It ends with the password, so whoever knew that one once gets no more tries by it.
 */
export async function markBrowser({ email, password }: Known, now: Instant): Promise<string> {
  const told = `${randomBytes(16).toString("base64url")}.${Math.floor(Date.parse(now) / 1000) + BROWSER_SECONDS}`;
  return `${told}.${await sign("browser", `${told}.${email}.${password.salt}`)}`;
}

/** The id of the browser that a mark is of; undefined where it is forged, too old, of another person or password. */
export async function knownBrowser(
  mark: string,
  { email, password }: Known,
  now: Instant,
): Promise<string | undefined> {
  const [id = "", end = "", signature = ""] = mark.split(".");
  const valid = await verify("browser", `${id}.${end}.${email}.${password.salt}`, signature);
  return valid && Number(end) * 1000 > Date.parse(now) ? id : undefined;
}
