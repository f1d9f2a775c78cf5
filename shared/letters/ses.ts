import { SendRawEmailCommand, SESClient, SESServiceException } from "@aws-sdk/client-ses";
import { config } from "../config.ts";
import { sender } from "./message.ts";

/** How a call of SES ended: taken; refused for good; refused for now; or nobody knows whether it was taken. */
export type Outcome = Certain | { kind: "unclear"; trouble: string };
/** An outcome that can be written down. */
export type Certain = { kind: "sent"; messageId: string } | { kind: "refused" | "later"; trouble: string };

/** Below the time of the function, so that the outcome can still be written down. */
const REQUEST_MS = 20_000;

let client: SESClient | undefined;

/** One try and no more: repeating a call that was taken sends the letter twice. */
function ses(): SESClient {
  client ??= new SESClient({
    maxAttempts: 1,
    requestHandler: { connectionTimeout: 3000, requestTimeout: REQUEST_MS, throwOnRequestTimeout: true },
  });
  return client;
}

/** Hands a letter to SES under tags by which its events find it. */
export async function hand(raw: Buffer, to: string, tags: { letter: string; tenant: string }): Promise<Outcome> {
  const set = config.mailConfigurationSet;
  try {
    const { MessageId = "" } = await ses().send(
      new SendRawEmailCommand({
        Source: sender().address,
        Destinations: [to],
        RawMessage: { Data: raw },
        Tags: Object.entries(tags).map(([Name, Value]) => ({ Name, Value })),
        ...(set ? { ConfigurationSetName: set } : {}),
      }),
    );
    return { kind: "sent", messageId: MessageId };
  } catch (error) {
    return outcomeOf(error);
  }
}

/** The letter itself is at fault: the same one will never be taken. */
const forGood: ReadonlySet<string> = new Set([
  "MessageRejected",
  "InvalidParameterValue",
  "InvalidParameterCombination",
  "ValidationError",
]);

/** The call never left this machine. */
const unsent: ReadonlySet<string> = new Set([
  "ECONNREFUSED",
  "ENOTFOUND",
  "EAI_AGAIN",
  "EHOSTUNREACH",
  "ENETUNREACH",
  "CredentialsProviderError",
]);

/**
 * What an error of the call means. SES says 400 for whatever it has not taken: a rate, a paused account, an identity
 * that is not verified yet; all but the faults of the letter itself may pass.
 */
export function outcomeOf(error: unknown): Outcome {
  const { name, code } = error as { name?: string; code?: string };
  const trouble = (code ?? name ?? "unknown").slice(0, 100);
  if (error instanceof SESServiceException && (error.$metadata.httpStatusCode ?? 500) < 500) {
    return { kind: forGood.has(error.name) ? "refused" : "later", trouble };
  }
  return { kind: unsent.has(trouble) ? "later" : "unclear", trouble };
}
