import { createHmac, hkdfSync, timingSafeEqual } from "node:crypto";
import { config } from "./config.ts";

let master: Promise<string> | undefined;

async function masterSecret(): Promise<string> {
  if (config.localSecret) return config.localSecret;
  if (!config.secretArn) throw new Error("Neither SECRET_ARN nor MASTER_SECRET is set");
  return secretValue(config.secretArn);
}

/** Value of a secret of Secrets Manager. Throws where it is empty or may not be read. */
export async function secretValue(arn: string): Promise<string> {
  // Loaded lazily: only cold starts on AWS need this client.
  const { SecretsManagerClient, GetSecretValueCommand } = await import("@aws-sdk/client-secrets-manager");
  const { SecretString } = await new SecretsManagerClient({}).send(new GetSecretValueCommand({ SecretId: arn }));
  if (!SecretString) throw new Error("A secret is empty");
  return SecretString;
}

/** What a derived key is used for: a key of one use opens nothing of another. */
export type KeyUse = "session-cookie" | "link" | "cursor" | "front" | "browser" | "unsubscribe" | "push";

/**
 * A key of 32 bytes for one use, derived from the master secret by HKDF-SHA256 (RFC 5869).
 * Throws when the process has no master secret.
 */
export async function keyFor(use: KeyUse): Promise<Buffer> {
  master ??= masterSecret();
  try {
    return Buffer.from(hkdfSync("sha256", await master, "prodano", use, 32));
  } catch (error) {
    master = undefined;
    throw error;
  }
}

/** HMAC-SHA256 of a text under the key of a use, base64url. */
export async function sign(use: KeyUse, text: string): Promise<string> {
  return createHmac("sha256", await keyFor(use))
    .update(text)
    .digest("base64url");
}

/** Whether the signature is that of the text, compared in constant time. */
export async function verify(use: KeyUse, text: string, signature: string): Promise<boolean> {
  const expected = Buffer.from(await sign(use, text));
  const given = Buffer.from(signature);
  return expected.length === given.length && timingSafeEqual(expected, given);
}
