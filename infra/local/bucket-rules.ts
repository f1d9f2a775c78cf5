import type { IncomingHttpHeaders } from "node:http";

interface Reply {
  status(code: number): Reply;
  header(name: string, value: string): Reply;
  send(body?: string): Reply;
}

interface Request {
  method: string;
  headers: IncomingHttpHeaders;
  params: unknown;
  body: unknown;
}

/** What these rules use of a Fastify server; a hook that answers a reply has answered the request. */
export interface App {
  addHook(name: "onRequest" | "preHandler", hook: (request: Request, reply: Reply) => Promise<Reply | undefined>): void;
}

/** Lets pages of the given origins read and post files: the bucket's CORS rule, which the emulator lacks. */
export function browserRules(app: App, origins: readonly string[]): void {
  app.addHook("onRequest", async (request, reply) => {
    const { origin } = request.headers;
    if (origin === undefined) return undefined;
    if (!origins.includes(origin)) {
      // A page of anyone else's must not reach queues and files through the browser of whoever runs this.
      return reply.status(403).send("This origin may not call");
    }
    reply.header("access-control-allow-origin", origin);
    reply.header("access-control-expose-headers", "ETag, Content-Disposition");
    reply.header("vary", "Origin");
    if (request.method !== "OPTIONS") return undefined;
    reply.header("access-control-allow-methods", "GET, HEAD, POST");
    reply.header("access-control-allow-headers", request.headers["access-control-request-headers"] ?? "*");
    reply.header("access-control-max-age", "3000");
    return reply.status(204).send();
  });
}

/** A policy of a presigned POST: until when, and what must hold of the form and the file. */
interface PostPolicy {
  expiration: string;
  conditions: (Record<string, string> | [string, string | number, string | number])[];
}

/**
 * Holds presigned POSTs to their policy as S3 does: time, fields, prefix, length of the file. The signature itself is
 * not verified: there is no one on this machine to keep out.
 * https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-HTTPPOSTConstructPolicy.html
 */
export function postRules(app: App): void {
  app.addHook("preHandler", async (request, reply) => {
    const type = request.headers["content-type"] ?? "";
    if (request.method !== "POST" || !type.startsWith("multipart/form-data")) return undefined;
    const { bucket } = request.params as { bucket?: string };
    const form = readForm(request.body as Buffer, type);
    const refusal = form
      ? refusalOf(form, bucket ?? "")
      : (["MalformedPOSTRequest", "The form is not well-formed", 400] as const);
    if (!refusal) return undefined;
    const [code, message, status] = refusal;
    return reply
      .status(status)
      .header("content-type", "application/xml")
      .send(`<?xml version="1.0" encoding="UTF-8"?><Error><Code>${code}</Code><Message>${message}</Message></Error>`);
  });
}

interface PostForm {
  fields: Map<string, string>;
  fileBytes: number;
}

/** Fields of the form up to the file, and the length of the file. */
function readForm(body: Buffer, contentType: string): PostForm | undefined {
  const boundary = /boundary="?([^";]+)/i.exec(contentType)?.[1];
  if (!boundary) return undefined;
  const fields = new Map<string, string>();
  let at = body.indexOf(`--${boundary}`);
  while (at >= 0) {
    const headersAt = at + boundary.length + 4;
    const headersEnd = body.indexOf("\r\n\r\n", headersAt);
    if (headersEnd < 0) return undefined;
    const headers = body.toString("utf8", headersAt, headersEnd);
    const name = /name="([^"]+)"/i.exec(headers)?.[1] ?? "";
    const valueAt = headersEnd + 4;
    if (name === "file") {
      const end = body.lastIndexOf(`\r\n--${boundary}`);
      return end < valueAt ? undefined : { fields, fileBytes: end - valueAt };
    }
    const valueEnd = body.indexOf(`\r\n--${boundary}`, valueAt);
    if (valueEnd < 0) return undefined;
    fields.set(name.toLowerCase(), body.toString("utf8", valueAt, valueEnd));
    at = valueEnd + 2;
  }
  return undefined;
}

type Refusal = readonly [code: string, message: string, status: number];

function refusalOf({ fields, fileBytes }: PostForm, bucket: string): Refusal | undefined {
  const encoded = fields.get("policy");
  if (!encoded) return ["AccessDenied", "The form has no policy", 403];
  const policy = policyOf(encoded);
  if (!policy) return ["AccessDenied", "Invalid according to Policy: Invalid Policy", 403];
  if (!(Date.parse(policy.expiration) > Date.now())) {
    return ["AccessDenied", "Invalid according to Policy: Policy expired.", 403];
  }
  for (const condition of policy.conditions) {
    if (!Array.isArray(condition)) {
      for (const [name, value] of Object.entries(condition)) {
        if (valueOf(fields, bucket, name) !== value) return failed(name);
      }
      continue;
    }
    const [operator, first, second] = condition;
    if (operator === "content-length-range") {
      if (fileBytes > Number(second))
        return ["EntityTooLarge", "Your proposed upload exceeds the maximum allowed size", 400];
      if (fileBytes < Number(first))
        return ["EntityTooSmall", "Your proposed upload is smaller than the minimum allowed size", 400];
      continue;
    }
    const name = String(first).replace(/^\$/, "");
    const value = valueOf(fields, bucket, name);
    const holds = operator === "starts-with" ? value?.startsWith(String(second)) : value === String(second);
    if (!holds) return failed(name);
  }
  return undefined;
}

function policyOf(encoded: string): PostPolicy | undefined {
  try {
    return JSON.parse(Buffer.from(encoded, "base64").toString()) as PostPolicy;
  } catch {
    return undefined;
  }
}

function valueOf(fields: Map<string, string>, bucket: string, name: string): string | undefined {
  return name.toLowerCase() === "bucket" ? bucket : fields.get(name.toLowerCase());
}

function failed(name: string): Refusal {
  return ["AccessDenied", `Invalid according to Policy: Policy Condition failed: ${name}`, 403];
}
