import * as z from "zod";
import { defineEvent } from "../events.ts";

/** A job is to be run. */
export const jobRequested = defineEvent("job.requested", z.object({ jobId: z.string() }));
