import { CompactEncrypt, EncryptJWT } from "jose";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { keyFor } from "#shared/secrets.ts";
import { browserCookieName, cookieName, decodeSession, encodeSession } from "#shared/session-cookie.ts";

const claims = { sid: "s".repeat(43), personId: "per_01" };

describe("the session cookie", () => {
  beforeEach(() => {
    vi.stubEnv("MASTER_SECRET", "of this test");
    vi.stubEnv("WEB_URL", "http://localhost:3000");
  });
  afterEach(() => {
    vi.unstubAllEnvs();
    vi.useRealTimers();
  });

  it("says what it was told, and shows nothing of it", async () => {
    const token = await encodeSession(claims);
    expect(await decodeSession(token)).toEqual(claims);
    expect(Buffer.from(token.split(".").join(""), "base64url").toString("latin1")).not.toContain(claims.sid);
  });

  it("is nothing once it is changed, expired, of another key or of another form", async () => {
    const token = await encodeSession(claims);
    const parts = token.split(".");
    const changed = [...parts.slice(0, 3), `${parts[3]!.slice(0, -2)}AA`, parts[4]].join(".");
    const foreign = await new EncryptJWT({ ...claims })
      .setProtectedHeader({ alg: "dir", enc: "A256GCM" })
      .encrypt(await keyFor("link"));
    const plain = await new CompactEncrypt(Buffer.from("no JSON"))
      .setProtectedHeader({ alg: "dir", enc: "A256GCM" })
      .encrypt(await keyFor("session-cookie"));
    const nameless = await new EncryptJWT({ sid: 1 })
      .setProtectedHeader({ alg: "dir", enc: "A256GCM" })
      .encrypt(await keyFor("session-cookie"));
    for (const bad of [changed, foreign, plain, nameless, "", "a.b.c"])
      expect(await decodeSession(bad)).toBeUndefined();

    vi.useFakeTimers({ now: Date.now() + 31 * 24 * 3600 * 1000, toFake: ["Date"] });
    expect(await decodeSession(token)).toBeUndefined();
  });

  it("is bound to its host where there is https", () => {
    expect(cookieName()).toBe("prodano");
    vi.stubEnv("WEB_URL", "https://crm.example");
    expect(cookieName()).toBe("__Host-prodano");
  });

  it("is not mistaken for the mark of a browser: next-auth joins all cookies whose names begin as its own", () => {
    for (const web of ["http://localhost:3000", "https://crm.example.com"]) {
      vi.stubEnv("WEB_URL", web);
      expect(browserCookieName().startsWith(cookieName())).toBe(false);
    }
  });
});
