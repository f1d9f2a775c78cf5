import type { MiddlewareObj } from "@middy/core";
import { Problem } from "#shared/errors.ts";
import { unsubscribeContract } from "#shared/notifications/contract.ts";
import { API_ROOT } from "#shared/http/contract.ts";
import type { HttpAnswer, HttpEvent } from "./serve.ts";

/** Bodies of the API are records, not files: files go to the bucket directly. */
export const MOST_BODY_BYTES = 256 * 1024;

const parsed = new WeakMap<object, unknown>();

/** The parsed body of a request; undefined where it has none. */
export function bodyOf(event: HttpEvent): unknown {
  return parsed.get(event);
}

/** Where mail programs send a form: RFC 8058 lets them choose either kind. */
const FORM_PATH = API_ROOT + unsubscribeContract.unsubscribe.path;
const form = /^(?:multipart\/form-data|application\/x-www-form-urlencoded)(;|$)/i;

/** Reads bodies: size, content type, UTF-8 and JSON are checked before anything else looks at them. */
export function bodies(): MiddlewareObj<HttpEvent, HttpAnswer> {
  return {
    async before({ event }) {
      if (event.body === undefined || event.body === "") return;
      const bytes = event.isBase64Encoded ? Buffer.from(event.body, "base64") : Buffer.from(event.body);
      if (bytes.length > MOST_BODY_BYTES) throw new Problem("too_large", { params: { limit: MOST_BODY_BYTES / 1024 } });
      const type = event.headers["content-type"] ?? "";
      if (event.rawPath === FORM_PATH && form.test(type)) return void parsed.set(event, await fieldsOf(bytes, type));
      if (!/^application\/json(;|$)/i.test(type)) throw new Problem("unsupported_media_type");
      try {
        parsed.set(event, JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes)));
      } catch {
        throw new Problem("invalid_input", { reason: "broken_json" });
      }
    },
  };
}

/** The fields of a form, files among them left out. */
async function fieldsOf(bytes: Buffer, type: string): Promise<Record<string, string>> {
  try {
    const fields = await new Response(new Uint8Array(bytes), { headers: { "content-type": type } }).formData();
    return Object.fromEntries(
      [...fields].flatMap(([name, value]) => (typeof value === "string" ? [[name, value]] : [])),
    );
  } catch {
    throw new Problem("invalid_input", { reason: "broken_form" });
  }
}
