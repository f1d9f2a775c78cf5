import * as z from "zod";
import { Phone } from "../fields.ts";
import { idOf } from "../ids.ts";
import { LanguageCode } from "../people/schema.ts";
import { recordFields } from "../record.ts";
import { Instant } from "../time.ts";
import { channels, noticeKinds, type NoticeKind } from "./kinds.ts";

/** Wall time of a day, `08:30`. */
export const TimeOfDay = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, { error: "wrong_format" });

/** A notice to an employee. It stands in his page from the moment the transaction that made it happened. */
export const Notification = z.object({
  id: idOf("notification"),
  ...recordFields,
  userId: idOf("employee"),
  kind: z.enum(noticeKinds),
  about: z.object({ kind: z.string(), id: z.string() }),
  /** Page of the web it opens, below the company. */
  path: z.string().max(200),
  /** Names and dates for its text. */
  values: z.record(z.string(), z.string()),
  /** The message it tells of, in the conversation it is about: its text may be corrected and taken back, so it is read when it is shown. */
  messageId: idOf("message").optional(),
  /** The moment that was meant. */
  at: Instant,
  channels: z.array(z.enum(channels)),
  /** The letter that gathers several, for which this one was held back. */
  heldFor: z.string().optional(),
  urgent: z.boolean().optional(),
  readAt: Instant.optional(),
});
/** {@link Notification} as a type. */
export type Notification = z.infer<typeof Notification>;

const someChannels = z.array(z.enum(channels)).max(channels.length);

/** Something for each kind of notice. */
function byKind<S extends z.ZodType>(schema: S) {
  return z.object(Object.fromEntries(noticeKinds.map((kind) => [kind, schema])) as Record<NoticeKind, S>);
}

/** How an employee wants to be told. `channels` holds what he chose himself; the rest is as his role has it. */
export const NotificationSettings = z.object({
  id: idOf("employee"),
  ...recordFields,
  channels: byKind(someChannels.optional()),
  language: LanguageCode,
  quietFrom: TimeOfDay.optional(),
  quietTo: TimeOfDay.optional(),
  /** Whether days without work are quiet as a whole. */
  quietDaysOff: z.boolean(),
  morning: z.boolean(),
  morningAt: TimeOfDay,
  phone: Phone.optional(),
  /** How long before a task he is told of it, in minutes, where the task does not say. */
  leadMinutes: z.int().min(0).max(10_080),
});
/** {@link NotificationSettings} as a type. */
export type NotificationSettings = z.infer<typeof NotificationSettings>;

/** What an employee may change of his own settings; null takes a value away. */
export const ChangeSettings = NotificationSettings.pick({
  language: true,
  quietDaysOff: true,
  morning: true,
  morningAt: true,
  leadMinutes: true,
})
  .partial()
  .extend({
    /** null is as usual for the role, whatever that will be. */
    channels: byKind(someChannels.nullable().optional()).optional(),
    quietFrom: TimeOfDay.nullable().optional(),
    quietTo: TimeOfDay.nullable().optional(),
    phone: Phone.nullable().optional(),
  });

/** The settings as they hold, the channels of every kind among them. */
export const SettingsView = NotificationSettings.omit({
  createdAt: true,
  createdBy: true,
  updatedAt: true,
  updatedBy: true,
}).extend({
  /** 0 before the first change. */
  ver: z.int(),
  channels: byKind(someChannels),
  /** The channels of each kind until one chooses, by one's role. */
  usual: byKind(someChannels),
  /** Channels this installation can use. */
  available: z.array(z.enum(channels)),
});
/** {@link SettingsView} as a type. */
export type SettingsView = z.infer<typeof SettingsView>;
