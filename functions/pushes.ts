import { tellByPush } from "#shared/notifications/browsers.ts";
import { noticeTold } from "#shared/notifications/events.ts";
import { log } from "./lib/log.ts";
import { subscribe } from "./lib/subscribe.ts";

/** Tells employees in their browsers. */
export const handler = subscribe("pushes", noticeTold, async (caller, envelope) => {
  const browsers = await tellByPush(caller, envelope);
  if (browsers > 0) log("info", "pushed", { tenant: caller.tenant, notification: envelope.entity.id, browsers });
});
