import type { Language } from "../caller.ts";
import { mustText } from "../texts.ts";
import type { NoticeKind } from "./kinds.ts";
import type { NotificationView } from "./news.ts";
import type { Notification } from "./schema.ts";

const writers = new Map<string, Intl.DateTimeFormat>();

function writerOf(language: Language, timed: boolean): Intl.DateTimeFormat {
  const key = `${language}${timed ? "" : " day"}`;
  let writer = writers.get(key);
  if (!writer) {
    const form = { day: "numeric", month: "long", weekday: "short", timeZone: "UTC" } as const;
    writer = new Intl.DateTimeFormat(language, timed ? { ...form, hour: "2-digit", minute: "2-digit" } : form);
    writers.set(key, writer);
  }
  return writer;
}

/** A wall time or a day in words. */
export function whenText(language: Language, value: string): string {
  const timed = value.includes("T");
  return writerOf(language, timed).format(new Date(timed ? `${value}Z` : `${value}T00:00Z`));
}

/** Title and text of a notice. Among the values, `when` is a wall time or a day. */
export function noticeText(
  language: Language,
  kind: NoticeKind,
  values: Record<string, string>,
): { title: string; text: string } {
  const said = { ...values, ...(values["when"] ? { when: whenText(language, values["when"]) } : {}) };
  const key = `notices.${kind}`;
  return { title: mustText(language, `${key}.title`, said), text: mustText(language, `${key}.text`, said).trim() };
}

/** A notification as it is shown. */
export function notificationView(
  language: Language,
  one: Notification,
  readUntil: string | undefined,
): NotificationView {
  const { id, kind, about, path, at, createdAt, urgent, values } = one;
  const read = isRead(one, readUntil);
  return { id, kind, about, path, at, createdAt, urgent, read, ...noticeText(language, kind, values) };
}

/** Whether its employee has read a notification: by itself, or everything up to a later one. */
export function isRead({ id, readAt }: Notification, readUntil: string | undefined): boolean {
  return readAt !== undefined || (readUntil !== undefined && id <= readUntil);
}
