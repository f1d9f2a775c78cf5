import * as z from "zod";
import { defineEvent } from "../events.ts";

/** A letter is to be sent. */
export const letterQueued = defineEvent("letter.queued", z.object({ letterId: z.string() }));
