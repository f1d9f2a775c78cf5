import * as z from "zod";
import { defineEvent } from "../events.ts";
import { channels } from "./kinds.ts";

/** Somebody was told something that is to reach him outside the page too. */
export const noticeTold = defineEvent(
  "notice.told",
  z.object({ userId: z.string(), channels: z.array(z.enum(channels)), count: z.int().optional() }),
);
