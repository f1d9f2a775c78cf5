import { Problem } from "#shared/errors.ts";
import { CompanyId, idOf } from "#shared/ids.ts";
import { mark, MailEvent } from "#shared/letters/mark.ts";
import { PLATFORM_TENANT } from "#shared/letters/queue.ts";
import * as z from "zod";
import { consume, Poison } from "./lib/subscribe.ts";
import { systemCaller } from "./lib/system.ts";

/** A message of SNS around the event, where the subscription does not deliver it raw. */
const Notification = z.object({ Type: z.literal("Notification"), Message: z.string() });

const Tags = z.object({
  letter: z.tuple([idOf("letter")], z.unknown()),
  tenant: z.tuple([z.union([CompanyId, z.literal(PLATFORM_TENANT)])], z.unknown()),
});

/** Writes into letters what SES tells of them. What is no letter of ours is passed over: the account may have others. */
export const handler = consume("letter-events", async (body, { messageId }) => {
  const event = MailEvent.safeParse(unwrap(body));
  if (!event.success) throw new Poison("not_an_event_of_ses");
  const tags = Tags.safeParse(event.data.mail.tags);
  if (!tags.success) return;
  const { letter, tenant } = tags.data;
  try {
    const caller = await systemCaller(tenant[0], new Date().toISOString(), messageId);
    await mark(caller, letter[0], event.data);
  } catch (error) {
    if (error instanceof Problem && error.code === "not_found") return;
    throw error;
  }
});

function unwrap(body: unknown): unknown {
  const notification = Notification.safeParse(body);
  if (!notification.success) return body;
  try {
    return JSON.parse(notification.data.Message) as unknown;
  } catch (cause) {
    throw new Poison("not_json", { cause });
  }
}
