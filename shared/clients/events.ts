import * as z from "zod";
import { defineEvent } from "../events.ts";

/** A card was made. */
export const clientCreated = defineEvent("client.created", z.object({ curatorId: z.string().optional() }));

/** A client was given to another curator. */
export const curatorChanged = defineEvent(
  "client.curator_changed",
  z.object({ from: z.string().optional(), to: z.string().optional() }),
);

/** Somebody asked for a card that exists already, and was told who leads it (rule 1: told, limited and logged). */
export const duplicateMet = defineEvent("client.duplicate_met", z.object({ field: z.enum(["tax", "phone", "email"]) }));
