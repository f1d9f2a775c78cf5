import type { Caller } from "../caller.ts";
import { storeOf } from "../table/store.ts";
import { MessageTable } from "./table.ts";

/** Letters of a message that a notice shows. */
const MOST_TEXT = 200;

/**
 * How messages begin, each by its id, as they are now; none of those that were taken back. For what was told of them:
 * whether its reader may read them was asked when he was told. Half a read unit for each.
 */
export async function beginningsOf(
  caller: Caller,
  messages: readonly { conversationId: string; id: string }[],
): Promise<ReadonlyMap<string, string>> {
  const found = await storeOf(caller).batchGet(MessageTable, messages);
  return new Map(found.flatMap(({ id, text, takenBackAt }) => (takenBackAt ? [] : [[id, beginningOf(text)]])));
}

/** The beginning of a message's text. */
export function beginningOf(text: string): string {
  return text.length > MOST_TEXT ? `${text.slice(0, MOST_TEXT - 1)}…` : text;
}
