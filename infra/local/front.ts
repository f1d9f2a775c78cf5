import { createServer, STATUS_CODES, type IncomingMessage, type ServerResponse } from "node:http";
import type { Duplex } from "node:stream";
import { API_ROOT } from "#shared/http/contract.ts";
import type { Invoke } from "./handlers.ts";
import { httpAnswer, httpEvent } from "./http-event.ts";
import type { Answerer } from "./routes.ts";
import { close, listen, readBody, type Part } from "./server.ts";

/** The most API Gateway takes. */
const MOST_BODY_BYTES = 10 * 1024 * 1024;

/** What answers everything that is not the API. */
export interface Web {
  handle(request: IncomingMessage, response: ServerResponse): Promise<void>;
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): Promise<void>;
}

/** What the front needs. */
export interface FrontOptions {
  port: number;
  answererOf: Answerer;
  invoke: Invoke;
  web: Web;
  /** Called after a request that may have written. */
  onWrite: () => void;
}

/** The one address of the product: the API as the HTTP API of AWS serves it, everything else from the web. */
export async function startFront({ port, answererOf, invoke, web, onWrite }: FrontOptions): Promise<Part> {
  const root = `${API_ROOT}/`;

  async function api(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const method = request.method ?? "GET";
    const url = request.url ?? "/";
    const body = mayCarryBody(request) ? await readBody(request, MOST_BODY_BYTES) : empty;
    if (!body) {
      // What is left of the body is not waited for: the connection ends with the answer.
      response.shouldKeepAlive = false;
      refuse(response, 413, "Request Entity Too Large");
      return;
    }
    const headers = request.headers as Record<string, string>;
    const event = httpEvent({ method, url, headers, body, sourceIp: callerOf(request) });
    const answer = httpAnswer(await invoke(answererOf(method, event.rawPath), event));
    answer.headers["content-length"] ??= String(Buffer.byteLength(answer.body));
    response.writeHead(answer.status, answer.headers).end(answer.body);
    if (method !== "GET" && method !== "HEAD") onWrite();
  }

  const server = createServer((request, response) => {
    // As CloudFront does: what comes before the last entry is the caller's own word.
    request.headers["x-forwarded-for"] = [request.headers["x-forwarded-for"] ?? [], callerOf(request)]
      .flat()
      .join(", ");
    const answering = request.url?.startsWith(root) ? api(request, response) : web.handle(request, response);
    answering.catch((error: unknown) => {
      console.error(error);
      if (response.headersSent) response.destroy();
      else refuse(response, 500, "Internal Server Error");
    });
  });
  server.keepAliveTimeout = 65_000;
  server.on("upgrade", (request, socket, head) => {
    web.upgrade(request, socket, head).catch(() => socket.destroy());
  });
  return { endpoint: `http://localhost:${await listen(server, port)}`, stop: () => close(server) };
}

const empty = Buffer.alloc(0);

function callerOf({ socket }: IncomingMessage): string {
  return socket.remoteAddress ?? "127.0.0.1";
}

function mayCarryBody({ headers }: IncomingMessage): boolean {
  return headers["transfer-encoding"] !== undefined || (headers["content-length"] ?? "0") !== "0";
}

/** The gateway's own answers are not the product's: bare JSON with a message. */
function refuse(response: ServerResponse, status: number, message = STATUS_CODES[status] ?? ""): void {
  const body = JSON.stringify({ message });
  response
    .writeHead(status, { "content-type": "application/json", "content-length": Buffer.byteLength(body) })
    .end(body);
}
