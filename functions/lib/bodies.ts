import type { MiddlewareObj } from "@middy/core";
import { Problem } from "#shared/errors.ts";
import type { HttpAnswer, HttpEvent } from "./serve.ts";

/** Bodies of the API are records, not files: files go to the bucket directly. */
export const MOST_BODY_BYTES = 256 * 1024;

const parsed = new WeakMap<object, unknown>();

/** The parsed body of a request; undefined where it has none. */
export function bodyOf(event: HttpEvent): unknown {
  return parsed.get(event);
}

/** Reads bodies: size, content type, UTF-8 and JSON are checked before anything else looks at them. */
export function bodies(): MiddlewareObj<HttpEvent, HttpAnswer> {
  return {
    before({ event }) {
      if (event.body === undefined || event.body === "") return;
      const bytes = event.isBase64Encoded ? Buffer.from(event.body, "base64") : Buffer.from(event.body);
      if (bytes.length > MOST_BODY_BYTES) throw new Problem("too_large", { params: { limit: MOST_BODY_BYTES / 1024 } });
      if (!/^application\/json(;|$)/i.test(event.headers["content-type"] ?? ""))
        throw new Problem("unsupported_media_type");
      try {
        parsed.set(event, JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes)));
      } catch {
        throw new Problem("invalid_input", { reason: "broken_json" });
      }
    },
  };
}
