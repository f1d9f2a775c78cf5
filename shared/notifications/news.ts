import * as z from "zod";
import { operation } from "../http/contract.ts";
import { idOf } from "../ids.ts";
import { Instant } from "../time.ts";
import { noticeKinds } from "./kinds.ts";

/** A notification in words, in the language of whoever asks. */
export const NotificationView = z.object({
  id: idOf("notification"),
  kind: z.enum(noticeKinds),
  about: z.object({ kind: z.string(), id: z.string() }),
  /** Page of the web it opens, below the company. */
  path: z.string().max(200),
  /** The moment that was meant. */
  at: Instant,
  createdAt: Instant,
  urgent: z.boolean().optional(),
  title: z.string(),
  text: z.string(),
  read: z.boolean(),
});
/** {@link NotificationView} as a type. */
export type NotificationView = z.infer<typeof NotificationView>;

/** Notifications, and how many are unread. */
export const Listed = z.object({
  notifications: z.array(NotificationView),
  /** Those not read yet, 100 at most. */
  unread: z.int(),
});

/** A place in what one was told, by its moment: no reference to a record. */
const After = z.string().max(40).meta({ description: "`after` of the last answer" });

/**
 * What the frame of every page asks each 15 seconds: half a read unit of its own while nothing comes, two to eight where
 * something did. Apart from the rest, so that no page loads more for it.
 */
export const news = operation({
  method: "GET",
  path: "/notifications/news",
  access: "employee",
  summary: "What the caller was told after a notification he has seen, oldest first, and how much is unread",
  query: z.object({ after: After.optional() }),
  output: Listed.partial({ unread: true }).extend({
    after: After.optional().meta({ description: "To ask with next; absent where nothing came" }),
  }),
});
