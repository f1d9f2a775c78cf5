import { createHash, timingSafeEqual } from "node:crypto";
import { isIPv6 } from "node:net";
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

/**
 * What a visitor can hardly choose of his address: all of an IPv4 one, the first 64 bits of an IPv6 one, since every line
 * has at least so many addresses (RFC 6177). Anything else comes back as it is.
 */
export function networkOf(address: string): string {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1];
  if (mapped || !isIPv6(address)) return mapped ?? address;
  const [left = [], right = []] = address.split("::").map((part) => part.split(":").filter(Boolean));
  const zeros = Array.from({ length: Math.max(0, 8 - left.length - right.length) }, () => "0");
  const network = [...left, ...zeros, ...right].slice(0, 4).map((group) => parseInt(group, 16).toString(16));
  return `${network.join(":")}::/64`;
}

function digest(text: string): Buffer {
  return createHash("sha256").update(text).digest();
}
