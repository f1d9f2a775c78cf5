import type { Engine } from "#test/support/engine.ts";
import { signedUp } from "#test/support/people.ts";
import { accountSteps } from "./accounts.ts";
import { furnish } from "./furniture.ts";
import { listSteps } from "./lists.ts";
import { messageSteps } from "./messages.ts";
import { notificationSteps } from "./notifications.ts";
import { clientSteps, dealSteps } from "./records.ts";
import { settingSteps } from "./settings.ts";
import type { Step } from "./step.ts";
import { timeSteps } from "./time.ts";

/**
 * Every operation of the journey in the order of the journey, each to be made again and again: one company signs up,
 * is furnished, and works.
 */
export async function journey(engine: Engine): Promise<{ company: string; steps: Step[] }> {
  const owner = await signedUp(engine);
  const { call, headers, company } = owner;
  const furniture = await furnish(call);
  const steps = [
    ...(await accountSteps(engine, owner)),
    ...settingSteps(call, headers),
    // Lists before the records that the other steps add: they are measured on what is furnished.
    ...listSteps(headers, furniture),
    ...clientSteps(call, headers, furniture),
    ...dealSteps(call, headers, furniture),
    ...(await timeSteps(call, headers)),
    ...(await messageSteps(call, headers)),
    ...(await notificationSteps(engine, owner, headers)),
  ];
  return { company, steps };
}
