import type { MiddlewareObj } from "@middy/core";
import { languages, newMeter, type Language, type Meter } from "#shared/caller.ts";
import { config } from "#shared/config.ts";
import type { Instant } from "#shared/time.ts";
import { log } from "./log.ts";
import type { HttpAnswer, HttpEvent } from "./serve.ts";

/** What is known of a request before its caller is. */
export interface RequestFacts {
  now: Instant;
  requestId: string;
  language: Language;
  meter: Meter;
  startedMs: number;
  tenant?: string;
  actor?: string;
  route?: string;
}

const facts = new WeakMap<object, RequestFacts>();

/** The facts of a request, kept from its first middleware to its log line. */
export function factsOf(event: HttpEvent): RequestFacts {
  let known = facts.get(event);
  if (!known) {
    known = {
      now: new Date(event.requestContext.timeEpoch || Date.now()).toISOString(),
      requestId: event.requestContext.requestId,
      language: languageOf(event.headers["accept-language"]),
      meter: newMeter(),
      startedMs: performance.now(),
    };
    facts.set(event, known);
  }
  return known;
}

/** Logs each request once: route, status, time, capacity, company; no personal data. */
export function requests(): MiddlewareObj<HttpEvent, HttpAnswer> {
  const finish = ({ event, response }: { event: HttpEvent; response?: HttpAnswer | null }) => {
    const { requestId, route, tenant, actor, meter, startedMs } = factsOf(event);
    const status = response?.statusCode ?? 500;
    if (response) {
      response.headers = {
        "cache-control": "no-store",
        "x-request-id": requestId,
        "x-content-type-options": "nosniff",
        ...(config.exposeCapacity
          ? { "x-capacity": `read=${meter.read};write=${meter.write};calls=${meter.calls}` }
          : {}),
        ...response.headers,
      };
    }
    if (process.env["LOG_REQUESTS"] === "0") return;
    log(status >= 500 ? "error" : status >= 400 ? "warn" : "info", "request", {
      requestId,
      route,
      status,
      tenant,
      actor,
      ms: Math.round((performance.now() - startedMs) * 10) / 10,
      read: meter.read,
      write: meter.write,
      calls: meter.calls,
    });
  };
  return { after: finish, onError: finish };
}

/** The first language of an `Accept-Language` that the product speaks, English where none is. */
export function languageOf(header: string | undefined): Language {
  const wanted = (header ?? "")
    .split(",")
    .map((part) => {
      const [tag = "", weight] = part.trim().split(";q=");
      return { tag: tag.slice(0, 2).toLowerCase(), weight: weight === undefined ? 1 : Number(weight) || 0 };
    })
    .sort((one, other) => other.weight - one.weight);
  return wanted.map(({ tag }) => languages.find((language) => language === tag)).find(Boolean) ?? "en";
}
