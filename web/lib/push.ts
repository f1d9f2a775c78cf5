/** The script that shows notices while no page is open. */
const WORKER = "/push.js";

/** How this browser stands: it cannot, the person forbade it, or it may. */
export function pushSupport(): "unsupported" | "denied" | "possible" {
  const able = "serviceWorker" in navigator && "PushManager" in window && "Notification" in window;
  if (!able) return "unsupported";
  return Notification.permission === "denied" ? "denied" : "possible";
}

/** The subscription this browser has under a key; one under a former key will bring nothing more. */
export async function pushSubscription(key: string): Promise<PushSubscription | undefined> {
  const registration = await navigator.serviceWorker.getRegistration(WORKER);
  const subscription = await registration?.pushManager.getSubscription();
  return subscription && sameKey(subscription, key) ? subscription : undefined;
}

/** Asks the person and subscribes; undefined where he refuses. Call it out of a press: browsers want that. */
export async function startPush(key: string): Promise<PushSubscription | undefined> {
  if ((await Notification.requestPermission()) !== "granted") return undefined;
  const registration = await navigator.serviceWorker.register(WORKER);
  await navigator.serviceWorker.ready;
  const before = await registration.pushManager.getSubscription();
  if (before && sameKey(before, key)) return before;
  await before?.unsubscribe();
  return registration.pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: key });
}

/** Ends whatever this browser takes; its push service then tells our servers that it is gone. */
export async function endPush(): Promise<void> {
  if (pushSupport() === "unsupported") return;
  try {
    const registration = await navigator.serviceWorker.getRegistration(WORKER);
    await (await registration?.pushManager.getSubscription())?.unsubscribe();
  } catch {
    // A push service that does not answer keeps nobody signed in.
  }
}

/** The mark by which the API names an address: its SHA-256, base64url. */
export async function markOf(endpoint: string): Promise<string> {
  const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(endpoint));
  return base64url(digest);
}

function sameKey({ options: { applicationServerKey } }: PushSubscription, key: string): boolean {
  return applicationServerKey !== null && base64url(applicationServerKey) === key;
}

function base64url(bytes: ArrayBuffer): string {
  return btoa(String.fromCharCode(...new Uint8Array(bytes)))
    .replaceAll("+", "-")
    .replaceAll("/", "_")
    .replace(/=+$/, "");
}
