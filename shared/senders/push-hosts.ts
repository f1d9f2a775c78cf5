import { config } from "../config.ts";

/** The push services of the browsers; `*` is any name below. */
const services = [
  "fcm.googleapis.com",
  "*.push.services.mozilla.com",
  "*.notify.windows.com",
  "web.push.apple.com",
  "*.push.apple.com",
];

/**
 * Whether an address is one of a known push service. A subscription comes from a browser, so it may name anything: our
 * servers call nobody else, inner addresses least of all.
 */
export function isPushService(endpoint: string): boolean {
  if (!URL.canParse(endpoint)) return false;
  const { protocol, hostname, port, username, password, origin } = new URL(endpoint);
  if (username || password) return false;
  if (config.pushOrigins.includes(origin)) return true;
  if (protocol !== "https:" || port !== "") return false;
  return services.some((one) => (one.startsWith("*.") ? hostname.endsWith(one.slice(1)) : hostname === one));
}
