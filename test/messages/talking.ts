import type { Caller } from "#shared/caller.ts";
import { page, send } from "#shared/messages/messages.ts";

/** The caller with the clock of each call: lists hear of a change by its moment. */
export function timely(caller: Caller): Caller {
  return Object.defineProperty({ ...caller }, "now", { get: () => new Date().toISOString(), enumerable: true });
}

/** The caller at a moment. */
export function at(caller: Caller, moment: string): Caller {
  return { ...caller, now: moment };
}

/** Sends a message. */
export function say(caller: Caller, id: string, text: string, mentions: string[] = []) {
  return send(caller, { id, text, mentions });
}

/** Texts of the newest messages, newest first. */
export async function texts(caller: Caller, id: string): Promise<string[]> {
  return (await page(caller, { id })).messages!.map(({ text }) => text);
}
