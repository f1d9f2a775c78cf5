import { createHash, timingSafeEqual } from "node:crypto";
import { config } from "./config.ts";
import { secretValue } from "./secrets.ts";

/** CloudFront proves by this header that a request came through it; the value is a secret of the installation. */
export const EDGE_HEADER = "x-prodano-edge";

type Headers = Readonly<Record<string, string | undefined>>;

let secret: Promise<string> | undefined;

/**
 * Whether the installation's CloudFront brought the request, so that what it says of the visitor can be believed.
 * Header names in lower case. False on one machine, where nothing stands before the system.
 */
export async function fromEdge(headers: Headers): Promise<boolean> {
  const shown = headers[EDGE_HEADER];
  if (!shown || !config.edgeSecretArn) return false;
  secret ??= secretValue(config.edgeSecretArn);
  try {
    return timingSafeEqual(digest(shown), digest(await secret));
  } catch (error) {
    secret = undefined;
    throw error;
  }
}

/**
 * Address of the visitor as CloudFront saw it; undefined for a request that came past it. CloudFront writes the visitor
 * at the end of `X-Forwarded-For`, API Gateway adds CloudFront; entries before are the visitor's own words.
 */
export async function visitorAtEdge(headers: Headers): Promise<string | undefined> {
  if (!(await fromEdge(headers))) return undefined;
  return headers["x-forwarded-for"]?.split(",").at(-2)?.trim() || undefined;
}

function digest(text: string): Buffer {
  return createHash("sha256").update(text).digest();
}
