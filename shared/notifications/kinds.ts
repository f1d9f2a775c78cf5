import type { Role } from "../policy-names.ts";

/** Ways a notice reaches somebody. */
export const channels = ["page", "email", "push", "sms"] as const;
/** One of {@link channels}. */
export type Channel = (typeof channels)[number];

/** What employees are told of. */
export const noticeKinds = [
  "task_soon",
  "task_planned",
  "task_done",
  "inquiry_received",
  "inquiry_late",
  "deal_given",
  "deal_ended",
  "deal_overdue",
  "deal_stuck",
  "deal_silent",
  "deals_summary",
  "client_forgotten",
  "memorable_date",
  "message_mention",
  "message_received",
] as const;
/** One of {@link noticeKinds}. */
export type NoticeKind = (typeof noticeKinds)[number];

/** Kinds that pass quiet hours: they are worth little an hour later. */
const urgentKinds: readonly NoticeKind[] = ["inquiry_late"];

/** Whether a kind of notice passes quiet hours. */
export function isUrgent(kind: NoticeKind): boolean {
  return urgentKinds.includes(kind);
}

const page: readonly Channel[] = ["page"];
const loud: readonly Channel[] = ["page", "email", "push"];

const usual: Record<NoticeKind, readonly Channel[]> = {
  task_soon: loud,
  task_planned: loud,
  task_done: page,
  inquiry_received: loud,
  inquiry_late: loud,
  deal_given: loud,
  deal_ended: page,
  deal_overdue: loud,
  deal_stuck: loud,
  deal_silent: loud,
  deals_summary: loud,
  client_forgotten: page,
  memorable_date: loud,
  message_mention: loud,
  message_received: page,
};

/** Where a role differs: who only looks on is written to about nothing but his own tasks. */
const byRole: Partial<Record<Role, Partial<Record<NoticeKind, readonly Channel[]>>>> = {
  head_of_sales: { task_done: loud, client_forgotten: loud },
  observer: { deal_overdue: page, deal_stuck: page, deal_silent: page, deals_summary: page, memorable_date: page },
};

/** The channels of a kind for a role, until the employee chooses his own. */
export function defaultChannels(role: Role, kind: NoticeKind): readonly Channel[] {
  return byRole[role]?.[kind] ?? usual[kind];
}
