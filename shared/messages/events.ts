import * as z from "zod";
import { defineEvent } from "../events.ts";
import { conversationKinds } from "./schema.ts";

/** A message was sent. Whoever is mentioned could read the conversation then; whoever tells him looks again. */
export const messageSent = defineEvent(
  "message.sent",
  z.object({
    conversationId: z.string(),
    messageId: z.string(),
    kind: z.enum(conversationKinds),
    authorId: z.string(),
    mentions: z.array(z.string()),
  }),
);
