import type { Caller } from "../caller.ts";
import { newId } from "../ids.ts";
import { queue } from "../letters/queue.ts";
import { waitingOf, reminderKey, reminderMirror } from "../reminders/items.ts";
import { raced } from "../table/retry.ts";
import { storeOf } from "../table/store.ts";
import type { Tx } from "../table/tx.ts";
import { holdWaiting } from "../table/waiting.ts";
import type { Instant } from "../time.ts";
import { noticeTold } from "./events.ts";
import { isUrgent, type Channel, type NoticeKind } from "./kinds.ts";
import type { Notification } from "./schema.ts";
import { availableChannels, quietUntil, readerOf, type Reader } from "./settings.ts";
import { GatheringTable, NotificationTable, QuarterTable } from "./table.ts";
import { noticeText } from "./text.ts";

/** What somebody is to be told. */
export interface Notice {
  kind: NoticeKind;
  about: { kind: string; id: string };
  /** Page of the web it opens, below the company. */
  path: string;
  /** Names and dates for its text. */
  values: Record<string, string>;
  /** The message that `what` of the values is the beginning of: the notice keeps its id in the place of the text. */
  messageId?: string | undefined;
  /** The moment that was meant. */
  at: Instant;
  urgent?: boolean | undefined;
}

/** Notices that go out one by one in a quarter of an hour; what comes after them goes in one letter. */
export const MOST_ALONE = 5;
const QUARTER_MS = 15 * 60_000;

/** A notice as it will go. */
interface Sent {
  notice: Notice;
  outward: Channel[];
  page: boolean;
  urgent: boolean;
  held: boolean;
}

/**
 * Adds notices to one employee to a transaction: what his page shows, the letters, and what other channels are given.
 * Whoever left is told nothing. After the fifth of a quarter of an hour, and in quiet hours, they are held back and go
 * in one letter at the end of it; urgent ones pass quiet hours. Two transactions that tell one employee at once collide: the loser
 * gets `conflict` with `raced` and must be built anew.
 */
export async function notify(caller: Caller, tx: Tx, userId: string, notices: readonly Notice[]): Promise<void> {
  const reader = await readerOf(caller, userId);
  if (!reader || notices.length === 0) return;
  const available = availableChannels();
  const quiet = quietUntil(reader, caller.now);
  const wanted = notices
    .map((notice) => {
      const chosen = reader.channelsOf(notice.kind).filter((one) => available.includes(one) && reaches(reader, one));
      return { notice, page: chosen.includes("page"), outward: chosen.filter((one) => one !== "page") };
    })
    .filter(({ page, outward }) => page || outward.length > 0);
  const alone = await roomFor(caller, tx, userId, wanted.filter(({ outward }) => outward.length > 0).length);
  let counted = 0;
  const sent = wanted.map((one): Sent => {
    const urgent = one.notice.urgent ?? isUrgent(one.notice.kind);
    if (one.outward.length === 0) return { ...one, urgent, held: false };
    counted += 1;
    return { ...one, urgent, held: counted > alone || (!urgent && quiet !== undefined) };
  });
  const gathered = async (urgent: boolean) => {
    if (!sent.some((one) => one.held && one.urgent === urgent)) return undefined;
    const end = quarterOf(caller.now).end;
    return digestOf(caller, tx, userId, urgent ? end : (quiet ?? end), urgent);
  };
  const digests = { urgent: await gathered(true), usual: await gathered(false) };
  for (const one of sent) tell(caller, tx, reader, one, one.urgent ? digests.urgent : digests.usual);
}

function reaches({ employee, phone, browsers }: Reader, channel: Channel): boolean {
  switch (channel) {
    case "page":
      return true;
    case "email":
      return employee.email !== undefined;
    case "sms":
      return phone !== undefined;
    case "push":
      return browsers > 0;
  }
}

function quarterOf(now: Instant): { start: Instant; end: Instant } {
  const start = Math.floor(Date.parse(now) / QUARTER_MS) * QUARTER_MS;
  return { start: new Date(start).toISOString(), end: new Date(start + QUARTER_MS).toISOString() };
}

/** How many more may go alone in this quarter of an hour; counts those about to go. */
async function roomFor(caller: Caller, tx: Tx, userId: string, going: number): Promise<number> {
  if (going === 0) return 0;
  const startsAt = quarterOf(caller.now).start;
  const before = await storeOf(caller).get(QuarterTable, { id: userId, startsAt });
  // What comes now is held back in any case: many who tell one employee much do not wait for each other.
  if (before && before.count >= MOST_ALONE) return 0;
  if (before) tx.update(QuarterTable, before, { count: before.count + going });
  else tx.create(QuarterTable, { id: userId, startsAt, count: going }, raced);
  return Math.max(0, MOST_ALONE - (before?.count ?? 0));
}

function tell(
  caller: Caller,
  tx: Tx,
  reader: Reader,
  { notice, outward, page, held }: Sent,
  digest: string | undefined,
): void {
  const { kind, about, path, values, messageId, at, urgent } = notice;
  const { what: _, ...withoutText } = values;
  const { employee, language } = reader;
  const notification: Notification = tx.create(NotificationTable, {
    id: newId("notification"),
    userId: employee.id,
    kind,
    about,
    path,
    ...(messageId === undefined ? { values } : { values: withoutText, messageId }),
    at,
    channels: [...(page ? (["page"] as const) : []), ...outward],
    ...(held ? { heldFor: digest } : {}),
    ...(urgent ? { urgent } : {}),
  });
  if (held) return;
  if (outward.includes("email") && employee.email) {
    const { title, text } = noticeText(language, kind, values);
    queue(tx, {
      to: employee.email,
      toName: employee.name,
      language,
      template: "notice",
      values: { title, text, company: reader.companyName },
      path: `${caller.tenant}/${path}`,
      told: { userId: employee.id, kinds: [kind] },
    });
  }
  const others = outward.filter((one) => one !== "email");
  if (others.length > 0)
    tx.event(
      noticeTold,
      { kind: "notification", id: notification.id, ver: notification.ver },
      { userId: employee.id, channels: others },
    );
}

/**
 * The letter that gathers what is held back for an employee: one that still waits, or a new one. One that a worker has
 * claimed is being written and takes no more. Answers the name its notices carry; by it they are found again, whatever
 * the clocks of two machines say.
 */
async function digestOf(caller: Caller, tx: Tx, userId: string, at: Instant, urgent: boolean): Promise<string> {
  const about = { kind: "employee", id: userId };
  const { pk, sk: prefix } = reminderKey({ kind: "digest", about });
  // Read before what waits: whoever begins a letter changes it, so nobody begins another unaware of that one.
  const last = await storeOf(caller).get(GatheringTable, { id: userId, urgent });
  const { items } = await storeOf(caller).items({ pk, prefix, consistent: true });
  const waiting = items
    .map(waitingOf)
    .find((one) => one?.claimed === false && (one.data?.["urgent"] !== undefined) === urgent);
  if (waiting?.part) {
    holdWaiting(tx, reminderKey(waiting), waiting.dsk);
    return waiting.part;
  }
  const part = newId("notification");
  if (last) tx.update(GatheringTable, last, { part });
  else tx.create(GatheringTable, { id: userId, urgent, part }, () => raced());
  const data: Record<string, string> = urgent ? { urgent: "1" } : {};
  tx.put(reminderMirror({ kind: "digest", about, userId, at, part, data }), raced);
  return part;
}
