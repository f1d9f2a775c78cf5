import { createHash } from "node:crypto";
import type { MiddlewareObj } from "@middy/core";
import type { Caller, Idempotency, PersonCaller, Visitor } from "#shared/caller.ts";
import { config } from "#shared/config.ts";
import { networkOf, visitorAtEdge } from "#shared/edge.ts";
import { Problem } from "#shared/errors.ts";
import { API_ROOT } from "#shared/http/contract.ts";
import { verify } from "#shared/secrets.ts";
import { cookieName } from "#shared/session-cookie.ts";
import { callerOfKey, callerOfPerson, personOfCookie } from "./identity.ts";
import type { Route } from "./dispatch.ts";
import { factsOf } from "./requests.ts";
import { router } from "./routes.ts";
import type { HttpAnswer, HttpEvent } from "./serve.ts";

/** What a request turned out to ask, and who asks. */
export interface Found {
  route: Route;
  params: Record<string, string>;
  caller: Visitor | PersonCaller | Caller;
}

const found = new WeakMap<object, Found>();

/** Route and caller of a request, once the middleware has found them. */
export function foundFor(event: HttpEvent): Found {
  const known = found.get(event);
  if (!known) throw new Error("The request has no caller");
  return known;
}

/** Finds the route of a request and verifies its caller: by API key, by cookie and company, or a visitor. */
export function callers(routes: readonly Route[]): MiddlewareObj<HttpEvent, HttpAnswer> {
  const match = router(routes);
  return {
    async before({ event }) {
      const facts = factsOf(event);
      const { method, path } = event.requestContext.http;
      const hit = path.startsWith(`${API_ROOT}/`) ? match(method, path.slice(API_ROOT.length)) : undefined;
      if (!hit) throw new Problem("not_found");
      const { contract } = hit.route;
      facts.route = `${contract.method} ${contract.path}`;
      const caller = await callerOf(event, contract.access);
      facts.language = caller.language;
      if ("tenant" in caller) {
        facts.tenant = caller.tenant;
        facts.actor = caller.actor;
      }
      found.set(event, { ...hit, caller });
    },
  };
}

async function callerOf(
  event: HttpEvent,
  access: Route["contract"]["access"],
): Promise<Visitor | PersonCaller | Caller> {
  const { now, requestId, language, meter } = factsOf(event);
  const idempotency = idempotencyOf(event);
  const request = { now, requestId, language, meter, ...(idempotency ? { idempotency } : {}) };
  const address = await addressOf(event, now);
  if (access === "visitor") {
    const { "user-agent": device = "", "if-none-match": held } = event.headers;
    return { kind: "visitor", ...request, address, device, ...(held === undefined ? {} : { held }) };
  }

  const bearer = /^Bearer ([\w-]{20,200})$/.exec(event.headers["authorization"] ?? "")?.[1];
  if (bearer) {
    if (access === "person") throw new Problem("forbidden");
    return callerOfKey(bearer, request);
  }
  const cookie = cookieOf(event);
  if (!cookie) throw new Problem("unauthenticated");
  ownOrigin(event);
  const person = await personOfCookie(cookie, { ...request, address });
  if (access === "person") return person;
  return callerOfPerson(person, event.headers["x-company"] ?? "");
}

function cookieOf(event: HttpEvent): string | undefined {
  const start = `${cookieName()}=`;
  return event.cookies?.find((cookie) => cookie.startsWith(start))?.slice(start.length);
}

/**
 * A write by cookie comes from our own page: a browser says so by `Sec-Fetch-Site` or `Origin`, and a JSON content type
 * cannot be sent from elsewhere without asking first (OWASP CSRF cheat sheet: Fetch Metadata, Origin, custom content type).
 */
function ownOrigin(event: HttpEvent): void {
  if (event.requestContext.http.method === "GET") return;
  const { origin, "sec-fetch-site": site, "content-type": type } = event.headers;
  const own = origin ? origin === config.webUrl : site === "same-origin";
  if (!own) throw new Problem("forbidden", { reason: "foreign_origin" });
  if (!/^application\/json(;|$)/i.test(type ?? "")) throw new Problem("unsupported_media_type");
}

function idempotencyOf(event: HttpEvent): Idempotency | undefined {
  const key = event.headers["idempotency-key"];
  if (!key || event.requestContext.http.method !== "POST") return undefined;
  if (key.length > 200)
    throw new Problem("invalid_input", { issues: [{ path: "Idempotency-Key", message: "too_long" }] });
  const { path } = event.requestContext.http;
  return {
    key,
    fingerprint: createHash("sha256")
      .update(`${path}\n${event.body ?? ""}`)
      .digest("base64url"),
  };
}

/**
 * The visitor's network, which limits count by. Our web server signs in on behalf of a visitor and names him, CloudFront
 * tells whom it saw; anybody else's word on an address does not count.
 */
async function addressOf(event: HttpEvent, now: string): Promise<string> {
  const named = event.headers["x-prodano-visitor"];
  if (named) {
    const at = named.lastIndexOf(".");
    const told = named.slice(0, at);
    const seconds = Number(told.slice(told.lastIndexOf(".") + 1));
    const fresh = Math.abs(Date.parse(now) / 1000 - seconds) < 60;
    if (fresh && (await verify("front", told, named.slice(at + 1))))
      return networkOf(told.slice(0, told.lastIndexOf(".")));
  }
  return networkOf((await visitorAtEdge(event.headers)) ?? event.requestContext.http.sourceIp);
}
