import * as z from "zod";
import { Done, Seen } from "../fields.ts";
import { operation } from "../http/contract.ts";
import { idOf } from "../ids.ts";
import { Instant } from "../time.ts";
import { noticeKinds } from "./kinds.ts";
import { Listed, news } from "./news.ts";
import { ChangeSettings, SettingsView } from "./schema.ts";

/** What an employee is told, and how. */
export const notificationsContract = {
  list: operation({
    method: "GET",
    path: "/notifications",
    access: "employee",
    summary: "What the caller was told, newest first",
    query: z.object({ cursor: z.string().max(2000).optional() }),
    output: Listed.extend({ cursor: z.string().optional() }),
  }),
  news,
  read: operation({
    method: "POST",
    path: "/notifications/read",
    access: "employee",
    summary: "Mark notifications as read: some, or all up to one",
    body: z.object({
      ids: z.array(idOf("notification")).max(50).default([]),
      until: idOf("notification").optional(),
    }),
    output: Done,
  }),
  settings: operation({
    method: "GET",
    path: "/notifications/settings",
    access: "employee",
    summary: "How the caller is told of what",
    output: SettingsView,
  }),
  changeSettings: operation({
    method: "PATCH",
    path: "/notifications/settings",
    access: "employee",
    summary: "Change how the caller is told: kinds by channel, quiet hours, the morning letter",
    body: ChangeSettings.extend({ ver: Seen.or(z.literal(0)).meta({ description: "0 before the first change" }) }),
    output: SettingsView,
  }),
};

/** Address of a browser at its push service. */
const Endpoint = z.string().max(1000).meta({ description: "As the browser's subscription has it" });

/** Notices in one's browsers (web push, RFC 8030). */
export const browsersContract = {
  browsers: operation({
    method: "GET",
    path: "/notifications/browsers",
    access: "employee",
    summary: "The browsers the caller is told in, and the key a browser subscribes by",
    output: z.object({
      key: z.string().meta({ description: "applicationServerKey, base64url" }),
      browsers: z.array(
        z.object({ mark: z.string().meta({ description: "SHA-256 of its address, base64url" }), addedAt: Instant }),
      ),
    }),
  }),
  addBrowser: operation({
    method: "POST",
    path: "/notifications/browsers",
    access: "employee",
    summary: "Tell the caller in this browser too, by the subscription it made",
    body: z.object({
      endpoint: Endpoint,
      keys: z.object({
        p256dh: z.string().regex(/^[\w-]{87}$/),
        auth: z.string().regex(/^[\w-]{22}$/),
      }),
    }),
    output: Done,
  }),
  removeBrowser: operation({
    method: "POST",
    path: "/notifications/browsers/remove",
    access: "employee",
    summary: "Tell the caller in this browser no more",
    body: z.object({ endpoint: Endpoint }),
    output: Done,
  }),
};

const Token = z.object({ token: z.string().max(500).meta({ description: "Of the link in the letter" }) });

/** Turning letters off out of a letter, without signing in (RFC 2369, RFC 8058). */
export const unsubscribeContract = {
  view: operation({
    method: "GET",
    path: "/unsubscribe",
    access: "visitor",
    summary: "Which letters the link of a letter would turn off; changes nothing",
    query: Token,
    output: z.object({
      company: z.string(),
      notices: z.array(z.enum(noticeKinds)),
      morning: z.boolean().meta({ description: "The morning letter" }),
    }),
  }),
  unsubscribe: operation({
    method: "POST",
    path: "/unsubscribe",
    access: "visitor",
    summary: "Turn the letters off that a link names; mail programs send this as a form of one click",
    query: Token,
    body: z.object({ "List-Unsubscribe": z.literal("One-Click") }),
    output: Done,
  }),
};
