import { letterQueued } from "#shared/letters/events.ts";
import { send } from "#shared/letters/send.ts";
import { log } from "./lib/log.ts";
import { subscribe } from "./lib/subscribe.ts";

/** The letter in work: one at a time, since one of 7 MB takes more than a hundred on its way through MIME and SES. */
let last: Promise<unknown> = Promise.resolve();

/** Sends single letters. The clock puts those in again that wait, or whose sending went silent. */
export const handler = subscribe("letters", letterQueued, async (caller, { payload: { letterId } }) => {
  // Not claimed before its turn: if the function ends first, the letter is nobody's and the next worker takes it.
  const turn = last.then(() => send(caller, letterId));
  last = turn.catch(() => undefined);
  const outcome = await turn;
  if (outcome === "left") return;
  log(outcome === "sent" ? "info" : "warn", "letter", { tenant: caller.tenant, letterId, outcome });
});
