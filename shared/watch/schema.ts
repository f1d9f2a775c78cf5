import * as z from "zod";
import { signalKinds } from "../deals/signals.ts";
import { idOf } from "../ids.ts";
import { Day, Instant } from "../time.ts";

/** Days without an entry of History after which whoever sells is silent, where the company has not chosen. */
export const MANAGER_SILENCE_DAYS = 7;

/** An open deal with one of its signals. */
export const WatchedDeal = z.object({
  id: idOf("deal"),
  title: z.string(),
  clientId: z.string(),
  clientName: z.string(),
  managerId: z.string().nullable(),
  pipelineId: z.string(),
  stageId: z.string(),
  amountMinor: z.int(),
  baseMinor: z.int(),
  currency: z.string(),
  signal: z.enum(signalKinds),
  /** The day it is counted from. */
  since: Day,
  /** Days of the calendar since then. */
  days: z.int(),
  norm: z.int(),
});
/** {@link WatchedDeal} as a type. */
export type WatchedDeal = z.infer<typeof WatchedDeal>;

/** A client with neither a dated next step nor a parking until a day to come. */
export const ForgottenClient = z.object({
  id: idOf("client"),
  name: z.string(),
  curatorId: z.string().nullable(),
  createdBy: z.string(),
  firstContactOn: Day,
  lastContactAt: Instant.nullable(),
  /** Days of the calendar since the last contact, since the first one where no other is known. */
  days: z.int(),
  /** The day it was parked until, where that is over. */
  parkedUntil: Day.nullable(),
});
/** {@link ForgottenClient} as a type. */
export type ForgottenClient = z.infer<typeof ForgottenClient>;

/** Somebody who sells and has written nothing for longer than the norm. */
export const SilentManager = z.object({
  employeeId: idOf("employee"),
  name: z.string(),
  lastEntryAt: Instant.nullable(),
  /** Days of the calendar since then; since he was added where he never wrote. */
  days: z.int(),
  norm: z.int(),
});
/** {@link SilentManager} as a type. */
export type SilentManager = z.infer<typeof SilentManager>;

const counts = {
  overdue: z.int(),
  stuck: z.int(),
  silent: z.int(),
  /** Clients without a step. */
  forgotten: z.int(),
};

/** How much needs a look, in all and by who leads it; each figure is the length of its list. */
export const WatchSummary = z.object({
  ...counts,
  /** Silent managers. */
  managers: z.int(),
  people: z.array(z.object({ employeeId: z.string().nullable(), ...counts, silentDays: z.int().optional() })),
});
/** {@link WatchSummary} as a type. */
export type WatchSummary = z.infer<typeof WatchSummary>;
