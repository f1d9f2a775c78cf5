import type { Caller } from "../caller.ts";
import { find as findClient } from "../clients/clients.ts";
import { as, companyContext } from "../companies/context.ts";
import type { Envelope, PayloadOf } from "../events.ts";
import { notify, type Notice } from "../notifications/notify.ts";
import { readerOf } from "../notifications/settings.ts";
import type { Told } from "../notifications/tell.ts";
import { may } from "../policy.ts";
import type { Fired } from "../reminders/fire.ts";
import type { Reminder } from "../reminders/schema.ts";
import { wallOf } from "../wall.ts";
import { headOf, headOfAll } from "../watch/people.ts";
import { askerName } from "./columns.ts";
import { workingAfter } from "./deadline.ts";
import type { inquiryAssigned } from "./events.ts";
import type { Inquiry } from "./schema.ts";
import { find } from "./steps.ts";

/** How often a late inquiry is reported at most. */
export const MOST_REPORTS = 10;

/**
 * Looks at the deadline of an inquiry: where it is not answered yet, its assignee and whoever answers for him are told,
 * and again after each further period of the same working time. One that is nobody's is told to the head of sales.
 */
export async function inquiryDue(caller: Caller, reminder: Reminder): Promise<Fired | undefined> {
  const inquiry = await find(caller, reminder.about.id);
  if (!inquiry || inquiry.answeredAt || inquiry.state === "closed") return undefined;
  const { assigneeId, normMinutes } = inquiry;
  const context = await companyContext(caller.tenant, caller);
  if (!context) return undefined;
  const head = assigneeId ? headOf(context, assigneeId) : headOfAll(context);
  const who = assigneeId ? (context.employee(assigneeId)?.name ?? "") : "—";
  const late = async (userId: string): Promise<Notice> => ({
    kind: "inquiry_late",
    about: { kind: "inquiry", id: inquiry.id },
    path: `inquiries/${inquiry.id}`,
    values: { what: inquiry.subject, who, client: await nameFor(caller, userId, inquiry) },
    at: reminder.at,
    urgent: true,
  });
  const told = Number(reminder.data?.["told"] ?? 0) + 1;
  const next =
    told < MOST_REPORTS
      ? {
          ...reminder,
          at: await workingAfter(caller, assigneeId, caller.now, normMinutes),
          data: { told: String(told) },
        }
      : undefined;
  return {
    notices: reminder.userId ? [await late(reminder.userId)] : [],
    ...(next ? { next } : {}),
    also: async (tx) => {
      if (head && head !== reminder.userId) await notify(caller, tx, head, [await late(head)]);
    },
  };
}

/** Tells whoever was given an inquiry by another, and whoever was asked for and did not get it. */
export async function tellAssigned(
  caller: Caller,
  { actor, entity, payload }: Envelope<PayloadOf<typeof inquiryAssigned>>,
): Promise<readonly Told[]> {
  const inquiry = await find(caller, entity.id);
  if (!inquiry || inquiry.state === "closed") return [];
  const { assigneeId, wantedId } = payload;
  const given = assigneeId !== undefined && inquiry.assigneeId === assigneeId ? assigneeId : undefined;
  const readers = new Set([given, wantedId].filter((id) => id !== undefined && id !== actor));
  return Promise.all(
    [...readers].flatMap((userId) =>
      userId ? [received(caller, inquiry, userId).then((notice) => ({ userId, notice }))] : [],
    ),
  );
}

async function received(caller: Caller, inquiry: Inquiry, userId: string): Promise<Notice> {
  const zone = (await readerOf(caller, userId))?.timeZone ?? caller.timeZone;
  const name = await nameFor(caller, userId, inquiry);
  return {
    kind: "inquiry_received",
    about: { kind: "inquiry", id: inquiry.id },
    path: `inquiries/${inquiry.id}`,
    values: { what: inquiry.subject, client: name ? `${name}.` : "", when: wallOf(inquiry.dueAt, zone) },
    at: inquiry.receivedAt,
  };
}

/** Who asks, as far as an employee may know: the client, else what was written down. */
async function nameFor(caller: Caller, userId: string, { clientId, from }: Inquiry): Promise<string> {
  const [reader, client] = await Promise.all([as(caller, userId), clientId ? findClient(caller, clientId) : undefined]);
  return client && reader && may(reader, "clients", "read", client) ? client.name : askerName(from);
}
