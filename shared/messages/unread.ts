import * as z from "zod";
import { operation } from "../http/contract.ts";

/** What the frame of every page asks each fifteen seconds: apart from the rest, so that no page loads more for it. */
export const unreadMessages = operation({
  method: "GET",
  path: "/messages/unread",
  access: "employee",
  answerer: "query",
  summary: "How many messages of others one has not read, and in how many conversations",
  output: z.object({
    count: z.int().meta({ description: "100 means more than 99" }),
    conversations: z.int(),
  }),
});
