import type { Caller } from "#shared/caller.ts";
import type { Envelope, EventDefinition, PayloadOf } from "#shared/events.ts";
import { dealClosed, dealManagerChanged } from "#shared/deals/events.ts";
import { tellEnded, tellGiven } from "#shared/deals/told.ts";
import { tellAssigned } from "#shared/inquiries/due.ts";
import { inquiryAssigned } from "#shared/inquiries/events.ts";
import { messageSent } from "#shared/messages/events.ts";
import { tellMessage } from "#shared/messages/told.ts";
import { tellOnce, type Told } from "#shared/notifications/tell.ts";
import { taskFinished, taskPlanned } from "#shared/tasks/events.ts";
import { tellFinished, tellPlanned } from "#shared/tasks/told.ts";
import { on, type Subscription } from "./subscribe.ts";

/** Whom an event is told, and in which words; it re-reads the record, for the event may be old. */
type Tell<D extends EventDefinition> = (caller: Caller, envelope: Envelope<PayloadOf<D>>) => Promise<readonly Told[]>;

function telling<D extends EventDefinition>(definition: D, tell: Tell<D>): Subscription {
  return on(definition, async (caller, envelope) => {
    for (const one of await tell(caller, envelope)) await tellOnce(caller, envelope.id, one);
  });
}

/** The events that employees are told of; the registry names the same ones for the queue `notices`. */
export const noticeSources: readonly Subscription[] = [
  telling(taskPlanned, tellPlanned),
  telling(taskFinished, tellFinished),
  telling(messageSent, tellMessage),
  telling(inquiryAssigned, tellAssigned),
  telling(dealManagerChanged, tellGiven),
  telling(dealClosed, tellEnded),
];
