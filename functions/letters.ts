import { letterQueued } from "#shared/letters/events.ts";
import { send } from "#shared/letters/send.ts";
import { log } from "./lib/log.ts";
import { subscribe } from "./lib/subscribe.ts";

/** Sends single letters. The clock puts those in again that wait, or whose sending went silent. */
export const handler = subscribe("letters", letterQueued, async (caller, { payload: { letterId } }) => {
  const outcome = await send(caller, letterId);
  if (outcome === "left") return;
  log(outcome === "sent" ? "info" : "warn", "letter", { tenant: caller.tenant, letterId, outcome });
});
