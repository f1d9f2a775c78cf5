import { defineTable } from "../table/entity.ts";
import { ttlAfter, type Instant } from "../time.ts";
import type { Stored } from "../record.ts";
import type { Notification, NotificationSettings } from "./schema.ts";

const KEPT_SECONDS = 180 * 24 * 3600;
const COUNTED_SECONDS = 24 * 3600;

/** Partition of everything an employee was told. */
export function noticesOf(userId: string): string {
  return `N#${userId}`;
}

/** Notifications of an employee in the order they were made; half a year. */
export const NotificationTable = defineTable<Notification, { userId: string; id: string }>({
  entity: "notification",
  version: 1,
  key: ({ userId, id }) => ({ pk: noticesOf(userId), sk: id }),
  ttl: ({ createdAt }) => ttlAfter(createdAt, KEPT_SECONDS),
  audited: false,
});

/** Up to where an employee has read. */
export interface Inbox extends Stored {
  readUntil: string;
}

/** The mark in an employee's notifications before which all is read. */
export const InboxTable = defineTable<Inbox>({
  entity: "inbox",
  version: 1,
  key: ({ id }) => ({ pk: noticesOf(id), sk: "#" }),
  audited: false,
});

/** How much an employee was told outside the page in one quarter of an hour. */
export interface Quarter extends Stored {
  startsAt: Instant;
  count: number;
}

/** Quarters of an hour by employee. */
export const QuarterTable = defineTable<Quarter, { id: string; startsAt: Instant }>({
  entity: "quarter",
  version: 1,
  key: ({ id, startsAt }) => ({ pk: noticesOf(id), sk: `Q#${startsAt}` }),
  ttl: ({ startsAt }) => ttlAfter(startsAt, COUNTED_SECONDS),
  audited: false,
});

/** The newest letter that gathers what is held back for an employee: usual notices, or urgent ones. */
export interface Gathering extends Stored {
  urgent: boolean;
  part: string;
}

/** Of several who would begin such a letter at once, one does. */
export const GatheringTable = defineTable<Gathering, { id: string; urgent: boolean }>({
  entity: "gathering",
  version: 1,
  key: ({ id, urgent }) => ({ pk: noticesOf(id), sk: urgent ? "D#urgent" : "D#" }),
  audited: false,
});

/** Partition of the settings of all employees. */
export const SETTINGS = "NSET";

/** How employees want to be told. */
export const SettingsTable = defineTable<NotificationSettings>({
  entity: "notification_settings",
  version: 1,
  key: ({ id }) => ({ pk: SETTINGS, sk: id }),
  // Wishes of a person, his telephone among them: no trail keeps them.
  audited: false,
});

/** A browser that shows notices: its address at a push service and the keys it reads by. */
export interface Browser {
  endpoint: string;
  p256dh: string;
  auth: string;
  addedAt: Instant;
}

/** The browsers an employee is told in. */
export interface Browsers extends Stored {
  browsers: readonly Browser[];
}

/** Partition of all browsers. */
const BROWSERS = "NPUSH";

/** Browsers by employee. */
export const BrowsersTable = defineTable<Browsers>({
  entity: "browsers",
  version: 1,
  key: ({ id }) => ({ pk: BROWSERS, sk: id }),
  audited: false,
});

/** Whose notices a browser shows; its id is the mark of the browser's address. */
export interface BrowserOwner extends Stored {
  userId: string;
}

/** The one employee of each browser: who signs in there next takes it over. */
export const BrowserOwnerTable = defineTable<BrowserOwner>({
  entity: "browser_owner",
  version: 1,
  key: ({ id }) => ({ pk: BROWSERS, sk: `#${id}` }),
  audited: false,
});
