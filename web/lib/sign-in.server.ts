import type { NextAuthOptions } from "next-auth";
import Credentials from "next-auth/providers/credentials";
import { cookies } from "next/headers";
import { config } from "#shared/config.ts";
import { ApiError, clientOf } from "#shared/http/client.ts";
import { peopleContract } from "#shared/people/contract.ts";
import { sign } from "#shared/secrets.ts";
import {
  BROWSER_SECONDS,
  browserCookieName,
  cookieName,
  decodeSession,
  encodeSession,
  overHttps,
  SESSION_SECONDS,
} from "#shared/session-cookie.ts";

/** Address of the API as the web server reaches it, without a slash at its end. */
function apiUrl(): string {
  return process.env["API_URL"] ?? config.webUrl;
}

/**
 * How next-auth signs people in: by e-mail and password or by a ticket, both checked by the API, which opens the session.
 * The cookie holds the session's name alone, encrypted under a key the API has too.
 */
export async function signInOptions(): Promise<NextAuthOptions> {
  return {
    secret: await sign("session-cookie", "next-auth"),
    session: { strategy: "jwt", maxAge: SESSION_SECONDS },
    useSecureCookies: overHttps(),
    cookies: {
      sessionToken: {
        name: cookieName(),
        options: { httpOnly: true, sameSite: "lax", path: "/", secure: overHttps() },
      },
    },
    pages: { signIn: "/sign-in", error: "/sign-in", signOut: "/sign-in" },
    // next-auth would log what was typed; the API logs each try by itself.
    logger: { error: () => undefined, warn: () => undefined, debug: () => undefined },
    jwt: {
      async encode({ token }) {
        const { sid, personId } = token ?? {};
        if (typeof sid !== "string" || typeof personId !== "string") throw new Error("A session without its name");
        return encodeSession({ sid, personId });
      },
      async decode({ token }) {
        const claims = token ? await decodeSession(token) : undefined;
        return claims ? { ...claims } : null;
      },
    },
    callbacks: {
      jwt: ({ token, user, trigger }) =>
        trigger === "signIn"
          ? { sid: user.id, personId: user.name }
          : { sid: token["sid"], personId: token["personId"] },
      // The browser asks the API who is signed in; next-auth tells nothing.
      session: ({ session }) => ({ expires: session.expires }),
      redirect: ({ baseUrl }) => baseUrl,
    },
    providers: [
      Credentials({
        credentials: { email: {}, password: {}, ticket: {} },
        async authorize(given, request) {
          const { email, password, ticket } = given ?? {};
          return openSession(ticket ? { ticket } : { email, password }, request.headers ?? {});
        },
      }),
    ],
  };
}

/**
 * Opens a session; null where the API refuses. Throws `limited` or `failed`, which the sign-in page tells apart. The
 * browser keeps a mark by which the API knows it at the next sign-in; of several people at one browser it is the last one's.
 */
async function openSession(credentials: { email?: string; password?: string; ticket?: string }, headers: Headers) {
  const stamp = `${visitorOf(headers)}.${Math.floor(Date.now() / 1000)}`;
  const visitor = {
    "x-prodano-visitor": `${stamp}.${await sign("front", stamp)}`,
    "user-agent": textOf(headers["user-agent"]),
  };
  const call = clientOf({
    fetch: (url, init) => fetch(apiUrl() + url, { ...init, cache: "no-store" }),
    headers: () => visitor,
  });
  try {
    const kept = await cookies();
    const mark = kept.get(browserCookieName())?.value;
    const { sessionId, personId, browser } = await call(peopleContract.signIn, {
      ...credentials,
      ...(mark ? { browser: mark } : {}),
    });
    // Nobody but next-auth needs it.
    const where = { path: "/api/auth", httpOnly: true, sameSite: "lax", secure: overHttps() } as const;
    kept.set(browserCookieName(), browser, { ...where, maxAge: BROWSER_SECONDS });
    return { id: sessionId, name: personId };
  } catch (error) {
    const code = error instanceof ApiError ? error.problem.code : "internal";
    if (code === "rate_limited") throw new Error("limited", { cause: error });
    if (code === "internal") throw new Error("failed", { cause: error });
    return null;
  }
}

type Headers = Record<string, unknown>;

function textOf(header: unknown): string {
  return typeof header === "string" ? header : "";
}

/**
 * The address of the visitor out of `X-Forwarded-For`: what the outermost proxy of ours wrote. Entries before it are the
 * visitor's own words. `PROXY_HOPS` counts our proxies that stand behind that one: 0 on one machine.
 */
function visitorOf(headers: Headers): string {
  const chain = textOf(headers["x-forwarded-for"]).split(",");
  return chain.at(-1 - Number(process.env["PROXY_HOPS"] ?? 0))?.trim() || "unknown";
}
