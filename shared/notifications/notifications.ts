import { decodeTime } from "ulid";
import type { Caller } from "../caller.ts";
import { normalPhone } from "../clients/keys.ts";
import { armMorning } from "../day/arm.ts";
import { invalid } from "../errors.ts";
import type { Input, Output } from "../http/contract.ts";
import { idOf, newIdAt, prefixes } from "../ids.ts";
import { openCursor, sealCursor } from "../table/cursor.ts";
import { recordOf } from "../table/entity.ts";
import { mustBeSeen, nullsOut, retryStale } from "../table/retry.ts";
import { storeOf } from "../table/store.ts";
import type { Instant } from "../time.ts";
import type { notificationsContract } from "./contract.ts";
import { defaultChannels, noticeKinds, type Channel, type NoticeKind } from "./kinds.ts";
import { quoted } from "./quotes.ts";
import type { Notification, NotificationSettings, SettingsView } from "./schema.ts";
import { availableChannels, forgetSettings, usualSettings } from "./settings.ts";
import { InboxTable, noticesOf, NotificationTable, SettingsTable } from "./table.ts";
import { isRead, notificationView } from "./text.ts";

type In<K extends keyof typeof notificationsContract> = Input<(typeof notificationsContract)[K]>;

const PAGE = 50;
/** Unread ones counted; a page says '99+'. */
const MOST_COUNTED = 100;
/** A transaction ends this long after its ids were made, at most; clocks of two machines differ by less. */
const LATE_MS = 15_000;
/** Clocks of the machine that made a notification and of the one that marks it differ by less. */
const AHEAD_MS = 60_000;
const END = `${prefixes.notification}_~`;

/** What the caller was told, newest first. */
export async function list(caller: Caller, { cursor }: In<"list">) {
  const question = `notifications ${caller.userId}`;
  const before = cursor ? (await openCursor<{ before: string }>(caller.tenant, question, cursor)).before : undefined;
  const [{ items, after }, readUntil] = await Promise.all([
    storeOf(caller).items({
      pk: noticesOf(caller.userId),
      from: `${prefixes.notification}_`,
      to: before ?? END,
      descending: true,
      limit: PAGE + 1,
    }),
    readUntilOf(caller),
  ]);
  const all = items.filter(({ sk }) => sk !== before).map((item) => recordOf(NotificationTable, item));
  const page = all.slice(0, PAGE);
  const last = page.at(-1);
  return {
    notifications: (await quoted(caller, page.filter(onPage))).map((one) =>
      notificationView(caller.language, one, readUntil),
    ),
    unread: before ? 0 : await unreadOf(caller, readUntil),
    ...(last && (after ?? all.length > PAGE)
      ? { cursor: await sealCursor(caller.tenant, question, { before: last.id }) }
      : {}),
  };
}

/**
 * What the caller was told after a notification he has seen, oldest first, and after which one to ask next; without one
 * nothing but that. One whose transaction ended late may stand before what was seen: while that is fresh its neighbours
 * come once more, and a page shows none twice. Where nothing came this reads one notification: half a read unit.
 */
export async function news(
  caller: Caller,
  { after: seen }: In<"news">,
): Promise<Output<typeof notificationsContract.news>> {
  if (seen !== undefined && !idOf("notification").safeParse(seen).success) throw invalid("after", "wrong_format");
  const [told, readUntil] = await Promise.all([
    seen === undefined ? newest(caller) : since(caller, neighbourOf(seen, caller.now)),
    seen === undefined ? readUntilOf(caller) : undefined,
  ]);
  if (seen !== undefined && told.every(({ id }) => id === seen)) return { notifications: [] };
  const until = readUntil ?? (await readUntilOf(caller));
  const last = told.at(-1)?.id ?? newIdAt("notification", Date.parse(caller.now));
  const fresh = seen === undefined ? [] : told.filter((one) => one.id !== seen && onPage(one) && !isRead(one, until));
  return {
    notifications: (await quoted(caller, fresh)).map((one) => notificationView(caller.language, one, until)),
    unread: await unreadOf(caller, until),
    after: seen !== undefined && seen > last ? seen : last,
  };
}

function newest(caller: Caller): Promise<Notification[]> {
  const span = { pk: noticesOf(caller.userId), from: `${prefixes.notification}_`, to: END, descending: true, limit: 1 };
  return storeOf(caller).query(NotificationTable, span);
}

function since(caller: Caller, from: string): Promise<Notification[]> {
  return storeOf(caller).query(NotificationTable, {
    pk: noticesOf(caller.userId),
    from,
    to: END,
    limit: MOST_COUNTED,
  });
}

/** The id from which on something may have come that was not there when a notification was seen. */
function neighbourOf(seen: string, now: Instant): string {
  const at = momentOf(seen);
  const late = Date.parse(now) - at < LATE_MS;
  return late ? newIdAt("notification", Math.max(0, at - LATE_MS)) : seen;
}

/** The moment in an id, ms since 1970. */
function momentOf(id: string): number {
  return decodeTime(id.slice(id.indexOf("_") + 1));
}

/** Marks notifications as read. Others than the caller's own are not found, and so left alone. */
export async function read(caller: Caller, { ids, until }: In<"read">) {
  if (ids.length === 0 && until === undefined) throw invalid("ids", "required");
  const { userId, now } = caller;
  // What is still to come would never be unread.
  if (until !== undefined && momentOf(until) > Date.parse(now) + AHEAD_MS) throw invalid("until", "future");
  return retryStale(async () => {
    const store = storeOf(caller);
    const tx = store.tx();
    const notices = await store.batchGet(
      NotificationTable,
      [...new Set(ids)].map((id) => ({ userId, id })),
    );
    for (const one of notices) if (!one.readAt) tx.update(NotificationTable, one, { readAt: now });
    if (until !== undefined) {
      const inbox = await store.get(InboxTable, { id: userId });
      if (!inbox) tx.create(InboxTable, { id: userId, readUntil: until });
      else if (inbox.readUntil < until) tx.update(InboxTable, inbox, { readUntil: until });
    }
    return tx.commit({});
  });
}

async function readUntilOf(caller: Caller): Promise<string | undefined> {
  return (await storeOf(caller).get(InboxTable, { id: caller.userId }))?.readUntil;
}

async function unreadOf(caller: Caller, readUntil: string | undefined): Promise<number> {
  const notices = await storeOf(caller).query(NotificationTable, {
    pk: noticesOf(caller.userId),
    from: readUntil ?? `${prefixes.notification}_`,
    to: END,
    descending: true,
    limit: MOST_COUNTED,
  });
  return notices.filter((one) => onPage(one) && !isRead(one, readUntil)).length;
}

function onPage({ channels }: Notification): boolean {
  return channels.includes("page");
}

/** How the caller is told of what. */
export async function settings(caller: Caller): Promise<SettingsView> {
  return viewOf(caller, await storeOf(caller).get(SettingsTable, { id: caller.userId }));
}

/** Changes how the caller is told. A new hour of the morning letter holds from the next morning on. */
export async function changeSettings(
  caller: Caller,
  { ver, quietFrom, quietTo, phone, channels, ...wanted }: In<"changeSettings">,
): Promise<SettingsView> {
  const id = caller.userId;
  const store = storeOf(caller);
  const before = await store.get(SettingsTable, { id });
  mustBeSeen(viewOf(caller, before), ver);
  const has = before ?? { ...usualSettings, language: caller.language };
  const change = {
    ...has,
    ...wanted,
    channels: nullsOut({ ...has.channels, ...channels }),
    quietFrom: quietFrom === undefined ? before?.quietFrom : (quietFrom ?? undefined),
    quietTo: quietTo === undefined ? before?.quietTo : (quietTo ?? undefined),
    phone: phone === undefined ? before?.phone : phone === null ? undefined : await dialled(caller, phone),
  };
  if ((change.quietFrom === undefined) !== (change.quietTo === undefined))
    throw invalid(change.quietFrom === undefined ? "quietFrom" : "quietTo", "required");
  const tx = store.tx();
  const saved = before ? tx.update(SettingsTable, before, change) : tx.create(SettingsTable, { ...change, id });
  if (saved.morning && (!before?.morning || saved.morningAt !== before.morningAt)) armMorning(tx, id);
  const answer = await tx.commit(viewOf(caller, saved));
  forgetSettings(caller.tenant, id);
  return answer;
}

/** A telephone number as a text message is sent to it: E.164. */
async function dialled({ currency }: Caller, typed: string): Promise<string> {
  const number = await normalPhone(typed, currency);
  if (!/^\+[1-9]\d{7,14}$/.test(number)) throw invalid("phone", "not_a_phone");
  return number;
}

function viewOf(caller: Caller, own: NotificationSettings | undefined): SettingsView {
  const {
    createdAt: _a,
    createdBy: _b,
    updatedAt: _c,
    updatedBy: _d,
    ...has
  } = {
    ...usualSettings,
    language: caller.language,
    id: caller.userId,
    ver: 0,
    createdAt: "",
    createdBy: "",
    updatedAt: "",
    updatedBy: "",
    ...own,
  };
  const chosen: Partial<SettingsView["channels"]> = own?.channels ?? {};
  return {
    ...has,
    channels: byKind((kind) => chosen[kind] ?? defaultChannels(caller.role, kind)),
    usual: byKind((kind) => defaultChannels(caller.role, kind)),
    available: availableChannels(),
  };
}

function byKind(channelsOf: (kind: NoticeKind) => readonly Channel[]): SettingsView["channels"] {
  return Object.fromEntries(noticeKinds.map((kind) => [kind, [...channelsOf(kind)]])) as SettingsView["channels"];
}
