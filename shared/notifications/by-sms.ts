import type { Caller } from "../caller.ts";
import { Problem } from "../errors.ts";
import type { Envelope, PayloadOf } from "../events.ts";
import { smsSender } from "../senders/sms.ts";
import { storeOf } from "../table/store.ts";
import { ttlAfter } from "../time.ts";
import type { noticeTold } from "./events.ts";
import { outwardOf } from "./outward.ts";
import { noticesOf } from "./table.ts";

/** Letters of a text message; one of Cyrillic holds 70, so it goes as five. */
const MOST_TEXT = 300;
const REMEMBERED_SECONDS = 15 * 24 * 3600;

/**
 * Tells somebody by a text message, once at most: it is marked before it is sent, and one that was not taken is not
 * sent again, for each costs money and may have arrived. It carries no link. Answers whether it was handed over.
 */
export async function tellBySms(caller: Caller, event: Envelope<PayloadOf<typeof noticeTold>>): Promise<boolean> {
  const sender = smsSender();
  const outward = sender && (await outwardOf(caller, event, "sms"));
  const phone = outward?.reader.phone;
  if (!outward || !phone || !(await claimed(caller, outward.notification))) return false;
  const { title, text } = outward;
  const whole = text ? `${title}. ${text}` : title;
  await sender.send(phone, whole.length > MOST_TEXT ? `${whole.slice(0, MOST_TEXT - 1)}…` : whole);
  return true;
}

async function claimed(caller: Caller, { id, userId }: { id: string; userId: string }): Promise<boolean> {
  const tx = storeOf(caller).tx();
  const ttl = ttlAfter(caller.now, REMEMBERED_SECONDS);
  tx.mark({ pk: noticesOf(userId), sk: `SMS#${id}` }, { e: "told", ttl }, () => new Problem("conflict"));
  try {
    await tx.commit(undefined);
    return true;
  } catch (error) {
    if (error instanceof Problem && error.code === "conflict") return false;
    throw error;
  }
}
