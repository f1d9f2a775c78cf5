import type { IncomingMessage, ServerResponse } from "node:http";

/** Where the sink stands beside the inbox of letters. */
export const SMS_PATH = "/sms";

/** Text messages kept; older ones go first. */
const MOST_TEXTS = 500;

/** A text message that went nowhere. */
export interface StoredText {
  to: string;
  text: string;
  at: string;
}

/** The sink of text messages of one machine: takes them by POST, shows them as a page, or as JSON to whoever asks for it. */
export function textSink() {
  const texts: StoredText[] = [];
  return (request: IncomingMessage, response: ServerResponse, body: Buffer): void => {
    if (request.method === "POST") {
      const { to, text } = JSON.parse(body.toString()) as { to: string; text: string };
      texts.push({ to, text, at: new Date().toISOString() });
      texts.splice(0, Math.max(0, texts.length - MOST_TEXTS));
      response.writeHead(202).end();
      return;
    }
    const asJson = request.headers.accept?.includes("application/json");
    response.writeHead(200, { "content-type": asJson ? "application/json" : "text/html; charset=utf-8" });
    response.end(asJson ? JSON.stringify(texts) : pageOf(texts));
  };
}

function pageOf(texts: readonly StoredText[]): string {
  const rows = texts
    .toReversed()
    .map((one) => `<tr>${[one.at, one.to, one.text].map((cell) => `<td>${escape(cell)}</td>`).join("")}</tr>`);
  return [
    '<!doctype html><html lang="en"><meta charset="utf-8"><title>Texts sent</title>',
    '<body style="font:16px/1.5 sans-serif;margin:1em"><h1>Texts sent</h1>',
    rows.length > 0 ? `<table cellpadding="6">${rows.join("")}</table>` : "<p>None yet.</p>",
  ].join("\n");
}

function escape(text: string): string {
  return text.replace(/[&<>"]/g, (one) => `&#${one.charCodeAt(0)};`);
}
