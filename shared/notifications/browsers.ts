import { createECDH, createHash } from "node:crypto";
import type { Caller } from "../caller.ts";
import { invalid } from "../errors.ts";
import type { Envelope, PayloadOf } from "../events.ts";
import type { Input } from "../http/contract.ts";
import { isPushService } from "../senders/push-hosts.ts";
import { push, vapidKeys, type PushAddress } from "../senders/push.ts";
import { raced, retryStale } from "../table/retry.ts";
import { storeOf } from "../table/store.ts";
import type { Tx } from "../table/tx.ts";
import type { browsersContract } from "./contract.ts";
import type { noticeTold } from "./events.ts";
import { outwardOf } from "./outward.ts";
import { forgetSettings } from "./settings.ts";
import { BrowserOwnerTable, BrowsersTable, type Browser } from "./table.ts";

type In<K extends keyof typeof browsersContract> = Input<(typeof browsersContract)[K]>;

/** Browsers of one employee; the one added first makes room. */
export const MOST_BROWSERS = 10;
/** What a push service takes as a topic. */
const TOPIC_LETTERS = 32;

async function browsersOf(caller: Caller, userId: string): Promise<readonly Browser[]> {
  return (await storeOf(caller).get(BrowsersTable, { id: userId }))?.browsers ?? [];
}

/** The browsers the caller is told in, each by a mark of its address, and the key a browser subscribes by. */
export async function browsers(caller: Caller) {
  const [{ publicKey }, own] = await Promise.all([vapidKeys(), browsersOf(caller, caller.userId)]);
  return { key: publicKey, browsers: own.map(({ endpoint, addedAt }) => ({ mark: markOf(endpoint), addedAt })) };
}

/**
 * Tells the caller in a browser too, from now on, and nobody else there: a browser has one address, whoever of several
 * people signs in at it.
 */
export async function addBrowser(caller: Caller, { endpoint, keys }: In<"addBrowser">): Promise<Record<string, never>> {
  if (!isPushService(endpoint)) throw invalid("endpoint", "not_a_push_service");
  if (!isOnCurve(keys.p256dh)) throw invalid("keys.p256dh", "wrong_format");
  const added: Browser = { endpoint, ...keys, addedAt: caller.now };
  const { userId } = caller;
  const former = await retryStale(async () => {
    const store = storeOf(caller);
    const owner = await store.get(BrowserOwnerTable, { id: markOf(endpoint) });
    const tx = store.tx();
    if (!owner) tx.create(BrowserOwnerTable, { id: markOf(endpoint), userId }, raced);
    else if (owner.userId !== userId) {
      await rewrite(caller, tx, owner.userId, (theirs) => theirs.filter((one) => one.endpoint !== endpoint));
      tx.update(BrowserOwnerTable, owner, { userId }, raced);
    }
    const dropped = await rewrite(caller, tx, userId, (own) => [
      ...own.filter((one) => one.endpoint !== endpoint).slice(1 - MOST_BROWSERS),
      added,
    ]);
    for (const one of dropped) tx.deleteKey(BrowserOwnerTable.key({ id: markOf(one) }));
    return tx.commit(owner?.userId);
  });
  for (const one of new Set([userId, former ?? userId])) forgetSettings(caller.tenant, one);
  return {};
}

/** Tells the caller in a browser no more. */
export async function removeBrowser(caller: Caller, { endpoint }: In<"removeBrowser">): Promise<Record<string, never>> {
  await forget(caller, caller.userId, [endpoint]);
  return {};
}

async function forget(caller: Caller, userId: string, endpoints: readonly string[]): Promise<void> {
  await retryStale(async () => {
    const tx = storeOf(caller).tx();
    const dropped = await rewrite(caller, tx, userId, (own) =>
      own.filter(({ endpoint }) => !endpoints.includes(endpoint)),
    );
    for (const one of dropped) tx.deleteKey(BrowserOwnerTable.key({ id: markOf(one) }));
    await tx.commit(undefined);
  });
  forgetSettings(caller.tenant, userId);
}

/** Adds a change of somebody's browsers to a transaction; answers the addresses that are his no more. */
async function rewrite(
  caller: Caller,
  tx: Tx,
  id: string,
  change: (own: readonly Browser[]) => Browser[],
): Promise<string[]> {
  const before = await storeOf(caller).get(BrowsersTable, { id });
  const browsers = change(before?.browsers ?? []);
  if (before) tx.update(BrowsersTable, before, { browsers });
  else if (browsers.length > 0) tx.create(BrowsersTable, { id, browsers }, raced);
  const stays = new Set(browsers.map(({ endpoint }) => endpoint));
  return (before?.browsers ?? []).map(({ endpoint }) => endpoint).filter((one) => !stays.has(one));
}

/**
 * Tells somebody in his browsers; those that have ended are forgotten. Sent twice it shows once: a push service puts a
 * repeat in the place of what it holds, and a browser in that of what it shows. Throws where some may be reached later.
 */
export async function tellByPush(caller: Caller, event: Envelope<PayloadOf<typeof noticeTold>>): Promise<number> {
  const outward = await outwardOf(caller, event, "push");
  if (!outward) return 0;
  const { notification, reader, ...message } = outward;
  const { id: userId } = reader.employee;
  const own = await browsersOf(caller, userId);
  const options = {
    topic: createHash("sha256").update(notification.id).digest("base64url").slice(0, TOPIC_LETTERS),
    urgent: notification.urgent ?? false,
  };
  const ends = await Promise.allSettled(own.map((one: PushAddress) => push(one, message, options)));
  const gone = own.filter((_, place) => isGone(ends[place]!)).map(({ endpoint }) => endpoint);
  if (gone.length > 0) await forget(caller, userId, gone);
  const failed = ends.find((end) => end.status === "rejected");
  if (failed) throw failed.reason;
  return own.length - gone.length;
}

function isGone(end: PromiseSettledResult<unknown>): boolean {
  return end.status === "fulfilled" && end.value === "gone";
}

/** Whether it is a key that something can be sealed with. */
function isOnCurve(key: string): boolean {
  const own = createECDH("prime256v1");
  own.generateKeys();
  try {
    own.computeSecret(key, "base64url");
    return true;
  } catch {
    return false;
  }
}

function markOf(endpoint: string): string {
  return createHash("sha256").update(endpoint).digest("base64url");
}
