import { randomBytes } from "node:crypto";
import type { Caller } from "../caller.ts";
import { config } from "../config.ts";
import { Problem } from "../errors.ts";
import { API_ROOT } from "../http/contract.ts";
import { newId } from "../ids.ts";
import { PlatformStore } from "../table/platform.ts";
import { storeOf } from "../table/store.ts";
import type { Tx } from "../table/tx.ts";
import { hashOf, presentedItem, presentedKey } from "./presented.ts";
import type { Feed, FeedView } from "./schema.ts";
import { FeedTable } from "./table.ts";

const SECRET_BYTES = 32;

/** Whether the caller has a calendar feed, and since when its address is good. */
export async function get(caller: Caller): Promise<{ feed?: FeedView }> {
  const feed = await feedOf(caller, caller.userId);
  return feed ? { feed: viewOf(feed) } : {};
}

/**
 * Makes the caller's feed, or renews its address: the old one ends in the same transaction. The answer alone holds it,
 * also not for a repeat of the request, which renews it. A feed reads all that its employee may, so a key makes none.
 */
export async function make(caller: Caller): Promise<FeedView & { url: string }> {
  mustBeHimself(caller);
  const { tenant, userId: employeeId } = caller;
  const secret = randomBytes(SECRET_BYTES).toString("base64url");
  const hash = hashOf(secret);
  const before = await feedOf(caller, employeeId);
  const tx = new PlatformStore(caller.meter).tx(caller);
  const feed = before
    ? tx.update(FeedTable, before, { hash }, raced)
    : tx.create(FeedTable, { id: newId("feed"), employeeId, hash }, raced);
  if (before) tx.platformDelete(presentedKey(before.hash));
  tx.platformPut(presentedItem(hash, { tenant, employeeId }), raced);
  return tx.commit({ ...viewOf(feed), url: `${config.webUrl}${API_ROOT}/feeds/${secret}.ics` }, { remember: false });
}

/** Turns the caller's feed off; where he has none, nothing changes. */
export async function remove(caller: Caller): Promise<Record<string, never>> {
  mustBeHimself(caller);
  const tx = new PlatformStore(caller.meter).tx(caller);
  await dropFeedOf(caller, tx, caller.userId);
  return tx.commit({});
}

/** Ends the feed of an employee within a transaction that may touch the platform's keys: two actions where he has one. */
export async function dropFeedOf(caller: Caller, tx: Tx, employeeId: string): Promise<void> {
  const feed = await feedOf(caller, employeeId);
  if (!feed) return;
  tx.platformDelete(presentedKey(feed.hash));
  tx.remove(FeedTable, feed);
}

function feedOf(caller: Caller, employeeId: string): Promise<Feed | undefined> {
  return storeOf(caller).get(FeedTable, { employeeId });
}

function mustBeHimself({ kind }: Caller): void {
  if (kind !== "employee") throw new Problem("forbidden");
}

function raced(): Problem {
  return new Problem("conflict", { raced: true });
}

function viewOf({ updatedAt }: Feed): FeedView {
  return { madeAt: updatedAt };
}
