import { decodeTime } from "ulid";
import type { Caller } from "../caller.ts";
import { newIdAt, prefixes } from "../ids.ts";
import { queue } from "../letters/queue.ts";
import type { Fired } from "../reminders/fire.ts";
import type { Reminder } from "../reminders/schema.ts";
import { storeOf } from "../table/store.ts";
import { wallOf } from "../wall.ts";
import { noticeTold } from "./events.ts";
import { quoted } from "./quotes.ts";
import type { Notification } from "./schema.ts";
import { quietUntil, readerOf } from "./settings.ts";
import { noticesOf, NotificationTable } from "./table.ts";
import { noticeText } from "./text.ts";

/** Notices that one letter lists; of the rest it tells the number. */
const MOST_LISTED = 50;
/** Held back notices read: those of the longest quiet hours and some thousands in one quarter of an hour. */
const MOST_READ = 20_000;
/** Clocks of two machines may differ by this much. */
const MARGIN_MS = 10 * 60_000;

/** Sends what was held back for an employee in one letter; in quiet hours it waits for their end. */
export async function digest(caller: Caller, reminder: Reminder): Promise<Fired | undefined> {
  const { userId, data, part: id } = reminder;
  const reader = userId ? await readerOf(caller, userId) : undefined;
  if (!userId || !reader || !id) return undefined;
  const quiet = data?.["urgent"] ? undefined : quietUntil(reader, caller.now);
  if (quiet) return { next: { ...reminder, at: quiet } };
  const held = await heldFor(caller, userId, id);
  if (held.length === 0) return undefined;
  const { employee, language, timeZone, companyName } = reader;
  const byChannel = (channel: Notification["channels"][number]) =>
    held.filter(({ channels }) => channels.includes(channel));
  const written = byChannel("email");
  const listed = await quoted(caller, written.slice(0, MOST_LISTED));
  return {
    also(tx) {
      if (employee.email && written.length > 0)
        queue(tx, {
          to: employee.email,
          toName: employee.name,
          language,
          template: "digest",
          values: {
            count: String(written.length),
            since: wallOf(written[0]!.createdAt, timeZone).slice(11),
            company: companyName,
          },
          lists: listsOf(listed, written.length, language),
          path: `${caller.tenant}/notifications`,
          told: { userId, kinds: [...new Set(written.map(({ kind }) => kind))] },
        });
      const others = (["push", "sms"] as const).filter((channel) => byChannel(channel).length > 0);
      const last = held.at(-1)!;
      if (others.length > 0)
        tx.event(
          noticeTold,
          { kind: "notification", id: last.id, ver: last.ver },
          { userId, channels: [...others], count: held.length },
        );
    },
  };
}

async function heldFor(caller: Caller, userId: string, id: string): Promise<Notification[]> {
  const from = newIdAt("notification", timeOf(id) - MARGIN_MS);
  const notices = await storeOf(caller).query(NotificationTable, {
    pk: noticesOf(userId),
    from,
    to: `${prefixes.notification}_~`,
    limit: MOST_READ,
    consistent: true,
  });
  return notices.filter(({ heldFor }) => heldFor === id);
}

/** The moment in an id, ms since 1970. */
function timeOf(id: string): number {
  return decodeTime(id.slice(id.indexOf("_") + 1));
}

function listsOf(
  notices: readonly Notification[],
  count: number,
  language: "ru" | "en",
): { title: string; lines: string[] }[] {
  const lines = notices.map(({ kind, values }) => {
    const { title, text } = noticeText(language, kind, values);
    return text ? `${title}. ${text}` : title;
  });
  const more = count - lines.length;
  return [{ title: "", lines: more > 0 ? [...lines, `+ ${more}`] : lines }];
}
