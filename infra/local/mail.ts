import { request as httpRequest, type IncomingHttpHeaders, type Server } from "node:http";
import { createRequire } from "node:module";
import { close, readBody, serveLocally, type Part } from "./server.ts";
import { lettersOf, sendEvents } from "./mail-events.ts";
import { SMS_PATH, textSink } from "./text-sink.ts";

/** Letters the inbox keeps, and their bytes in all; older ones go first. */
const MOST_LETTERS = 500;
const MOST_LETTER_BYTES = 32 * 1024 * 1024;
/** The largest request SES takes is 40 MB; the emulator reads 25. */
const MOST_BODY_BYTES = 25 * 1024 * 1024;

/** A letter as the emulator keeps it. */
export interface StoredLetter {
  messageId: string;
  from: string;
  replyTo: string[];
  destination: { to: string[]; cc: string[]; bcc: string[] };
  subject: string;
  body: { html?: string; text?: string };
  attachments: { content: string; contentType: string; filename?: string; size: number }[];
  headers?: { name: string; value: string }[];
  /** Epoch seconds. */
  at: number;
}

/** The emulator of SES with its inbox page; memory only, bounded. */
export async function startMailbox(): Promise<Part> {
  // Loaded by require: the package is CommonJS, its default export one level deep.
  const require = createRequire(import.meta.url);
  const { default: start } = require("aws-ses-v2-local") as {
    default: (options: { host: string; port: number }) => Promise<Server>;
  };
  const { getStoreReadonly } = require("aws-ses-v2-local/dist/store") as {
    getStoreReadonly: () => { emails: StoredLetter[] };
  };
  const server = await start({ host: "127.0.0.1", port: 0 });
  server.on("request", (request, response) => {
    if (request.method !== "GET") response.once("finish", () => trim(getStoreReadonly().emails));
  });
  const address = server.address();
  const port = typeof address === "object" && address ? address.port : 0;
  return { endpoint: `http://127.0.0.1:${port}`, stop: () => close(server) };
}

function trim(letters: StoredLetter[]): void {
  let bytes = 0;
  let first = letters.length;
  while (first > 0 && letters.length - first < MOST_LETTERS && bytes <= MOST_LETTER_BYTES) {
    const { body, attachments } = letters[--first]!;
    bytes += (body.html?.length ?? 0) + (body.text?.length ?? 0);
    for (const { content } of attachments) bytes += content.length;
  }
  letters.splice(0, first);
}

/**
 * The address SES has for the product: passes everything to the emulator and its inbox page, and for each letter it
 * took tells what SES would tell through SNS, with the letter's tags, which the emulator drops. Beside the inbox it
 * keeps the text messages of this machine.
 * @param deliver puts an event into the queue `letter-events`
 */
export async function startMailFront(options: {
  port: number;
  mailbox: string;
  deliver(body: string): Promise<void>;
}): Promise<Part> {
  const texts = textSink();
  return serveLocally(options.port, async (request, response) => {
    const body = await readBody(request, MOST_BODY_BYTES);
    if (!body) return void response.writeHead(413).end();
    if (request.url === SMS_PATH) {
      texts(request, response, body);
      return;
    }
    const answer = await pass(options.mailbox, request.method ?? "GET", request.url ?? "/", request.headers, body);
    if (request.method === "POST" && answer.status === 200) {
      const letters = lettersOf(request.url ?? "/", request.headers["content-type"] ?? "", body, answer.body);
      // SES has taken the letter: an event that cannot be told must not make the sender try again.
      for (const event of letters.flatMap((letter) => sendEvents(letter, new Date()))) {
        await options.deliver(JSON.stringify(event)).catch(console.error);
      }
    }
    response.writeHead(answer.status, answer.headers).end(answer.body);
  });
}

interface Answer {
  status: number;
  headers: IncomingHttpHeaders;
  body: Buffer;
}

function pass(to: string, method: string, path: string, headers: IncomingHttpHeaders, body: Buffer): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const { "transfer-encoding": _, connection: __, ...kept } = headers;
    const passed = httpRequest(
      to + path,
      { method, headers: { ...kept, "content-length": String(body.length) } },
      (answer) => {
        readBody(answer, Number.MAX_SAFE_INTEGER).then(
          (answered) => resolve({ status: answer.statusCode ?? 502, headers: own(answer.headers), body: answered! }),
          reject,
        );
      },
    );
    passed.on("error", reject);
    passed.end(body);
  });
}

function own({ "transfer-encoding": _, connection: __, "keep-alive": ___, ...kept }: IncomingHttpHeaders) {
  return kept;
}
