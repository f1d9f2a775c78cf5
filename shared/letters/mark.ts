import * as z from "zod";
import type { Caller } from "../caller.ts";
import { retryStale } from "../table/retry.ts";
import { storeOf } from "../table/store.ts";
import { Instant } from "../time.ts";
import type { Letter } from "./schema.ts";
import { LetterTable } from "./table.ts";

const Tag = z.array(z.string()).min(1);

/**
 * What SES tells of a letter of ours, as far as it is read.
 * https://docs.aws.amazon.com/ses/latest/dg/event-publishing-retrieving-sns-contents.html
 */
export const MailEvent = z.object({
  eventType: z.string(),
  mail: z.object({
    messageId: z.string().max(200),
    timestamp: z.string(),
    tags: z.object({ letter: Tag.optional(), tenant: Tag.optional() }).optional(),
  }),
  bounce: z.object({ bounceType: z.string().max(40), bounceSubType: z.string().max(40) }).optional(),
});
/** {@link MailEvent} as a type. */
export type MailEvent = z.infer<typeof MailEvent>;

/** Later states stand: SES tells its events in no order, and more than once. */
const rank: Readonly<Record<Letter["state"], number>> = {
  queued: 0,
  sending: 0,
  sent: 1,
  failed: 1,
  bounced: 2,
  complained: 3,
};

/**
 * Writes into a letter what SES tells of it; an event that says nothing new, or of a letter that is not there,
 * changes nothing. It also ends the wait after a sending of which nobody knew whether it was taken.
 */
export async function mark(caller: Caller, letterId: string, event: MailEvent): Promise<void> {
  const told = stateOf(event);
  if (!told) return;
  await retryStale(async () => {
    const store = storeOf(caller);
    const letter = await store.get(LetterTable, { id: letterId });
    if (!letter || rank[letter.state] >= rank[told.state]) return;
    const tx = store.tx();
    tx.update(LetterTable, letter, {
      ...told,
      messageId: event.mail.messageId,
      sentAt: letter.sentAt ?? sentAt(event, caller),
      dueAt: undefined,
    });
    await tx.commit({});
  });
}

function stateOf({ eventType, bounce }: MailEvent): Pick<Letter, "state" | "trouble"> | undefined {
  switch (eventType) {
    case "Send":
    case "Delivery":
      return { state: "sent", trouble: undefined };
    case "Reject":
      return { state: "failed", trouble: "Reject" };
    case "Bounce": {
      const { bounceType = "Undetermined", bounceSubType = "Undetermined" } = bounce ?? {};
      // An answer that somebody is out of office comes as this kind too: the letter has arrived.
      if (bounceType === "Transient" && bounceSubType === "General") return undefined;
      return { state: "bounced", trouble: `${bounceType}/${bounceSubType}` };
    }
    case "Complaint":
      return { state: "complained", trouble: undefined };
    default:
      return undefined;
  }
}

function sentAt({ mail }: MailEvent, { now }: Caller): string {
  const at = Instant.safeParse(mail.timestamp);
  return at.success ? at.data : now;
}
