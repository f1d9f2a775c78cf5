import { EncryptJWT, jwtDecrypt } from "jose";
import { config } from "./config.ts";
import { keyFor } from "./secrets.ts";

/** How long a sign-in lasts, in seconds: 30 days, the session and its cookie alike (OWASP ASVS 3.3: at most 30). */
export const SESSION_SECONDS = 30 * 24 * 60 * 60;

/** How long a browser is known after its last sign-in, in seconds: 180 days. */
export const BROWSER_SECONDS = 180 * 24 * 60 * 60;

/** What the cookie of a person signed in holds: which session, and whose. */
export interface SessionClaims {
  sid: string;
  personId: string;
}

/** Whether the product is served over https, by its own address. */
export function overHttps(): boolean {
  return config.webUrl.startsWith("https://");
}

/** Name of the session cookie; the `__Host-` prefix (RFC 6265bis) needs https, so one machine does without. */
export function cookieName(): string {
  return overHttps() ? "__Host-prodano" : "prodano";
}

/**
 * Name of the cookie in which a browser keeps the mark of its last sign-in. It has a path of its own, which the prefix
 * `__Host-` does not allow, and does not begin as {@link cookieName}: next-auth takes what does for a part of the session.
 */
export function browserCookieName(): string {
  return overHttps() ? "__Secure-known-browser" : "known-browser";
}

/** The claims as a JWE in compact form (dir, A256GCM; RFC 7516), good for {@link SESSION_SECONDS} from now. */
export async function encodeSession({ sid, personId }: SessionClaims): Promise<string> {
  return new EncryptJWT({ sid, personId })
    .setProtectedHeader({ alg: "dir", enc: "A256GCM" })
    .setIssuedAt()
    .setExpirationTime(`${SESSION_SECONDS} seconds`)
    .encrypt(await keyFor("session-cookie"));
}

/** The claims of a cookie; undefined where it is forged, broken, expired or of another key. */
export async function decodeSession(token: string): Promise<SessionClaims | undefined> {
  const key = await keyFor("session-cookie");
  try {
    const { payload } = await jwtDecrypt(token, key, {
      keyManagementAlgorithms: ["dir"],
      contentEncryptionAlgorithms: ["A256GCM"],
    });
    const { sid, personId } = payload;
    return typeof sid === "string" && typeof personId === "string" ? { sid, personId } : undefined;
  } catch {
    return undefined;
  }
}
