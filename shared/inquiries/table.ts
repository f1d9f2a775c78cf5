import { reminderMirror } from "../reminders/items.ts";
import type { Reminder } from "../reminders/schema.ts";
import { defineTable } from "../table/entity.ts";
import { inquiryColumns } from "./columns.ts";
import type { Inquiry, InquiryEvent, InquirySettings } from "./schema.ts";
import type { Stored } from "../record.ts";

/** Inquiries: an item of their own with its journal beside it, while open the work index of their assignee, and their deadline. */
export const InquiryTable = defineTable<Inquiry>({
  entity: "inquiry",
  version: 1,
  key: ({ id }) => ({ pk: inquiryPartition(id), sk: "#" }),
  columns: inquiryColumns,
  work: ({ assigneeId, state, dueAt }) =>
    assigneeId && state !== "closed" ? { userId: assigneeId, dueAt, type: "inquiry" } : undefined,
  mirrors: (inquiry) => deadlineOf(inquiry).map((one) => reminderMirror(one)),
});

/** The moment at which somebody looks whether an inquiry was answered; none once it was. */
export function deadlineOf({ id, assigneeId, answeredAt, state, dueAt }: Inquiry): Reminder[] {
  if (answeredAt || state === "closed") return [];
  return [
    {
      kind: "inquiry_due",
      about: { kind: "inquiry", id },
      ...(assigneeId ? { userId: assigneeId } : {}),
      at: dueAt,
    },
  ];
}

/** An inquiry and its journal lie together. */
export function inquiryPartition(id: string): string {
  return `INQ#${id}`;
}

/** The journal of an inquiry, in order. */
export const InquiryEventTable = defineTable<InquiryEvent, { inquiryId: string; id: string }>({
  entity: "inquiry_event",
  version: 1,
  audited: false,
  key: ({ inquiryId, id }) => ({ pk: inquiryPartition(inquiryId), sk: `J#${id}` }),
});

/** How many open inquiries an employee has, and when he was given the last one. */
export interface InquiryLoad extends Stored {
  open: number;
  lastAt: string;
}

/** Partition of the loads of all employees. */
export const LOADS = "INQLOAD";

/** Loads, kept in the transactions that give, take and close inquiries: two that come at once are not given by one count. */
export const LoadTable = defineTable<InquiryLoad>({
  entity: "inquiry_load",
  version: 1,
  audited: false,
  key: ({ id }) => ({ pk: LOADS, sk: id }),
});

/** Rules of routing and norms of a company. */
export const InquirySettingsTable = defineTable<InquirySettings, unknown>({
  entity: "inquiry_settings",
  version: 1,
  key: () => ({ pk: "META", sk: "INQUIRIES" }),
});
