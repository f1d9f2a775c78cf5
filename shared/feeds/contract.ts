import * as z from "zod";
import { Done } from "../fields.ts";
import { operation } from "../http/contract.ts";
import { Document } from "../http/document.ts";
import { FeedFile, FeedView } from "./schema.ts";

/** One's own calendar feed. */
export const feedsContract = {
  get: operation({
    method: "GET",
    path: "/feed",
    access: "employee",
    summary: "Whether the caller has a calendar feed",
    output: z.object({ feed: FeedView.optional() }),
  }),
  make: operation({
    method: "POST",
    path: "/feed",
    access: "employee",
    summary:
      "Make the caller's calendar feed, or renew its address: the old one ends at once. It is shown in this answer alone",
    output: FeedView.extend({ url: z.string() }),
    status: 201,
  }),
  remove: operation({
    method: "DELETE",
    path: "/feed",
    access: "employee",
    summary: "Turn the caller's calendar feed off: its address ends at once",
    output: Done,
  }),
};

/** What calendars ask. */
export const feedQueries = {
  read: operation({
    method: "GET",
    path: "/feeds/{file}",
    access: "visitor",
    answerer: "query",
    media: "text/calendar; charset=utf-8",
    summary: "Tasks and absences of an employee as iCalendar (RFC 5545), by the secret address of his feed",
    params: z.object({ file: FeedFile }),
    output: Document,
  }),
};
