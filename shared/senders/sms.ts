import { config } from "../config.ts";

/** Sends text messages. */
export interface SmsSender {
  /** Sends a text to a number in E.164. Throws where it was not taken, or nobody knows whether it was. */
  send(to: string, text: string): Promise<void>;
}

/** Below the time of the function. */
const REQUEST_MS = 10_000;

/** The sender of this installation; undefined where it sends no text messages, which is so until it is configured. */
export function smsSender(): SmsSender | undefined {
  switch (config.smsSender) {
    case "sns":
      return { send: bySns };
    case "local":
      return { send: toSink };
    case undefined:
      return undefined;
    default:
      throw new Error("SMS_SENDER is to be sns or local");
  }
}

/** One try and no more: repeating a call that was taken sends the text twice. */
async function bySns(to: string, text: string): Promise<void> {
  // Loaded lazily: most installations send no text messages.
  const { PublishCommand, SNSClient } = await import("@aws-sdk/client-sns");
  const client = new SNSClient({
    maxAttempts: 1,
    requestHandler: { connectionTimeout: 3000, requestTimeout: REQUEST_MS, throwOnRequestTimeout: true },
  });
  try {
    await client.send(
      new PublishCommand({
        PhoneNumber: to,
        Message: text,
        MessageAttributes: { "AWS.SNS.SMS.SMSType": { DataType: "String", StringValue: "Transactional" } },
      }),
    );
  } finally {
    client.destroy();
  }
}

async function toSink(to: string, text: string): Promise<void> {
  const answer = await fetch(config.smsEndpoint, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ to, text }),
    signal: AbortSignal.timeout(REQUEST_MS),
  });
  if (!answer.ok) throw new Error(`The sink of text messages answered ${answer.status}`);
}
