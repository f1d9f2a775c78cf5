import type { ZodType } from "zod";
import type * as z from "zod";
import type { Instant } from "./time.ts";

/** Something that happened, as others hear of it. Fields are only ever added. */
export interface EventDefinition<N extends string = string, S extends ZodType = ZodType> {
  name: N;
  /** Version of the payload. */
  version: number;
  payload: S;
}

/** Declares an event beside its feature: thing first, past tense, as `deal.stage_changed`. */
export function defineEvent<N extends string, S extends ZodType>(name: N, payload: S): EventDefinition<N, S> {
  return { name, version: 1, payload };
}

/**
 * What travels on the bus. Neither order nor 'once' is promised: who listens re-reads the record
 * and ignores an older `ver`.
 */
export interface Envelope<P = unknown> {
  id: string;
  name: string;
  v: number;
  at: Instant;
  tenant: string;
  /** Who did it: an employee, a key or `system`. */
  actor: string;
  /** The record it is about. */
  entity: { kind: string; id: string; ver: number };
  payload: P;
}

/** Payload of an event. */
export type PayloadOf<D extends EventDefinition> = z.output<D["payload"]>;
