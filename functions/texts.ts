import { tellBySms } from "#shared/notifications/by-sms.ts";
import { noticeTold } from "#shared/notifications/events.ts";
import { log, stackOf } from "./lib/log.ts";
import { subscribe } from "./lib/subscribe.ts";

/** Tells employees by text message. One that was not taken is not tried again: it may have arrived. */
export const handler = subscribe("texts", noticeTold, async (caller, envelope) => {
  const { tenant } = caller;
  try {
    if (await tellBySms(caller, envelope)) log("info", "text_sent", { tenant, notification: envelope.entity.id });
  } catch (error) {
    log("error", "text_failed", { tenant, notification: envelope.entity.id, stack: stackOf(error) });
    throw error;
  }
});
