import type { Caller } from "../caller.ts";
import type { Envelope, PayloadOf } from "../events.ts";
import { storeOf } from "../table/store.ts";
import { mustText } from "../texts.ts";
import type { noticeTold } from "./events.ts";
import type { Channel } from "./kinds.ts";
import { quoted } from "./quotes.ts";
import type { Notification } from "./schema.ts";
import { availableChannels, readerOf, type Reader } from "./settings.ts";
import { InboxTable, NotificationTable } from "./table.ts";
import { isRead, noticeText } from "./text.ts";

/** What goes out by a channel other than letters. */
export interface Outward {
  notification: Notification;
  reader: Reader;
  title: string;
  text: string;
  /** Page of the web it opens, with its company. */
  path: string;
}

/**
 * What of an event goes out by a channel, in the language of its reader; several that were held back are one. Nothing to
 * whoever has left, and nothing he has read in the page meanwhile.
 */
export async function outwardOf(
  caller: Caller,
  { entity, payload }: Envelope<PayloadOf<typeof noticeTold>>,
  channel: Channel,
): Promise<Outward | undefined> {
  const { userId, channels, count = 1 } = payload;
  if (!channels.includes(channel) || !availableChannels().includes(channel)) return undefined;
  const store = storeOf(caller);
  const [reader, notification, inbox] = await Promise.all([
    readerOf(caller, userId),
    store.get(NotificationTable, { userId, id: entity.id }),
    store.get(InboxTable, { id: userId }),
  ]);
  if (!reader || !notification || isRead(notification, inbox?.readUntil)) return undefined;
  const { language } = reader;
  if (count > 1) {
    const title = mustText(language, "notices.several.title", { count });
    return { notification, reader, title, text: reader.companyName, path: `/${caller.tenant}/notifications` };
  }
  const [{ kind, values } = notification] = await quoted(caller, [notification]);
  const words = noticeText(language, kind, values);
  return { notification, reader, ...words, path: `/${caller.tenant}/${notification.path}` };
}
