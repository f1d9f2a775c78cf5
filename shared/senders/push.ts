import { createECDH, createHash } from "node:crypto";
import { config } from "../config.ts";
import { keyFor } from "../secrets.ts";
import { isPushService } from "./push-hosts.ts";

/** Where a browser takes messages, and the keys they are sealed with (RFC 8291), base64url. */
export interface PushAddress {
  endpoint: string;
  p256dh: string;
  auth: string;
}

/** What a browser shows. */
export interface PushMessage {
  title: string;
  text: string;
  /** Page of the web it opens, with its company. */
  path: string;
}

/** `gone` means that the subscription has ended for good, `refused` that this message will never be taken. */
export type PushOutcome = "sent" | "gone" | "refused";

/** What is not delivered by then is worth nothing any more. */
const TTL_SECONDS = 12 * 3600;
const REQUEST_MS = 10_000;
/** A push service must take 4,096 bytes (RFC 8030); sealing and padding take some hundred of them. */
const MOST_TEXT = 1000;

let pair: Promise<{ publicKey: string; privateKey: string }> | undefined;

/** The key pair by which push services know this installation (RFC 8292), derived from the master secret; base64url. */
export function vapidKeys(): Promise<{ publicKey: string; privateKey: string }> {
  pair ??= derived().catch((error: unknown) => {
    pair = undefined;
    throw error;
  });
  return pair;
}

async function derived(): Promise<{ publicKey: string; privateKey: string }> {
  const seed = await keyFor("push");
  for (let turn = 0; ; turn++) {
    const scalar = createHash("sha256").update(seed).update(String(turn)).digest();
    const key = createECDH("prime256v1");
    try {
      key.setPrivateKey(scalar);
    } catch {
      // One in four thousand million is no number of the curve: the next one is.
      continue;
    }
    return { publicKey: key.getPublicKey("base64url"), privateKey: scalar.toString("base64url") };
  }
}

/**
 * Sends a message to a browser, sealed for it alone (RFC 8030, RFC 8291). `topic` (32 letters at most) makes a repeat
 * take the place of what was not delivered yet. Throws where it may be taken later.
 */
export async function push(
  { endpoint, p256dh, auth }: PushAddress,
  { title, text, path }: PushMessage,
  { topic, urgent }: { topic: string; urgent: boolean },
): Promise<PushOutcome> {
  if (!isPushService(endpoint)) return "gone";
  // Loaded lazily: the functions that only ask for the key need none of it.
  const { default: webPush } = await import("web-push");
  const { publicKey, privateKey } = await vapidKeys();
  const subject = config.webUrl.startsWith("https:") ? config.webUrl : "mailto:no-reply@prodano.localhost";
  const payload = JSON.stringify({ title: shortened(title), text: shortened(text), path });
  const { method, headers, body } = webPush.generateRequestDetails({ endpoint, keys: { p256dh, auth } }, payload, {
    vapidDetails: { subject, publicKey, privateKey },
    TTL: TTL_SECONDS,
    urgency: urgent ? "high" : "normal",
    topic,
  });
  const answer = await fetch(endpoint, {
    method,
    headers: headers as Record<string, string>,
    body: new Uint8Array(body),
    redirect: "error",
    signal: AbortSignal.timeout(REQUEST_MS),
  });
  await answer.body?.cancel();
  if (answer.ok) return "sent";
  if (answer.status === 404 || answer.status === 410) return "gone";
  if (answer.status >= 500 || answer.status === 408 || answer.status === 429)
    throw new Error(`A push service answered ${answer.status}`);
  return "refused";
}

function shortened(text: string): string {
  return text.length > MOST_TEXT ? `${text.slice(0, MOST_TEXT - 1)}…` : text;
}
