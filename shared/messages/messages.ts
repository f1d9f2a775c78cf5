import { decodeTime } from "ulid";
import type { Caller } from "../caller.ts";
import { notFound, Problem } from "../errors.ts";
import type { Input, Output } from "../http/contract.ts";
import { newIdAt, prefixes } from "../ids.ts";
import { countTry } from "../people/limits.ts";
import { openCursor, sealCursor } from "../table/cursor.ts";
import { recordOf } from "../table/entity.ts";
import { PlatformStore } from "../table/platform.ts";
import { mustBeSeen, retryStale } from "../table/retry.ts";
import { storeOf } from "../table/store.ts";
import type { Tx } from "../table/tx.ts";
import { after } from "../time.ts";
import type { messagesContract } from "./contract.ts";
import { conversationView } from "./conversations.ts";
import { messageSent } from "./events.ts";
import { contextOf, demandReaders, isAtRecord, mustConversation } from "./readers.ts";
import { CORRECTION_SECONDS, MOST_TALKS, type Conversation, type Message, type ReadMark } from "./schema.ts";
import { ConversationTable, marksPartition, MarkTable, MESSAGE_PREFIX, MessageTable, talkPartition } from "./table.ts";

type In<K extends keyof typeof messagesContract> = Input<(typeof messagesContract)[K]>;

const PAGE = 50;

/** As many as somebody writes who does nothing else all day, and no more. */
const sends = { name: "messages-user", tries: 600, windowSeconds: 3600 };

/** Numbers of messages taken back that a conversation remembers. */
const MOST_GONE = 100;

/** Letters of the newest message that lists show. */
const BEGINNING = 120;

/** Messages of a conversation, newest first: the version of the conversation tells whether there is anything new. */
export async function page(
  caller: Caller,
  { id, cursor, known }: In<"page">,
): Promise<Output<typeof messagesContract.page>> {
  const conversation = await mustConversation(caller, id);
  const view = conversationView(conversation);
  if (known === conversation.ver && !cursor) return { conversation: view };
  const question = `messages ${id}`;
  const before = cursor ? (await openCursor<{ before: string }>(caller.tenant, question, cursor)).before : undefined;
  const store = storeOf(caller);
  const [{ items, after: more }, mark] = await Promise.all([
    store.items({
      pk: talkPartition(id),
      ...(before ? { from: MESSAGE_PREFIX, to: before } : { prefix: MESSAGE_PREFIX }),
      descending: true,
      limit: PAGE + (before ? 1 : 0),
      consistent: true,
    }),
    before ? undefined : store.get(MarkTable, { employeeId: caller.userId, id }),
  ]);
  const shown = items.filter(({ sk }) => sk !== before);
  const last = shown.at(-1);
  return {
    conversation: view,
    messages: shown.map((item) => recordOf(MessageTable, item)),
    ...(before ? {} : { seen: mark?.seen ?? 0 }),
    ...(more && last ? { cursor: await sealCursor(caller.tenant, question, { before: last.sk }) } : {}),
  };
}

/**
 * Sends a message: one after another in a conversation, so that what is newer than what one has read is unread, and
 * nothing else is. Whoever writes has read everything before. It costs the same for two readers and for two hundred.
 */
export async function send(caller: Caller, { id, text, mentions }: In<"send">) {
  await countTry(new PlatformStore(caller.meter), sends, `${caller.tenant} ${caller.userId}`, caller.now);
  const mentioned = [...new Set(mentions)];
  return inTurn(async () => {
    const before = await mustConversation(caller, id);
    await refuseClosed(caller, before);
    await demandReaders(caller, before, mentioned);
    const store = storeOf(caller);
    const [mark, newcomers] = await Promise.all([
      store.get(MarkTable, { employeeId: caller.userId, id }),
      newcomersOf(caller, before, mentioned),
    ]);
    const tx = store.tx();
    const seq = before.sent + 1;
    const message = tx.create(MessageTable, {
      id: idAfter(before.last?.id, caller.now),
      conversationId: id,
      seq,
      authorId: caller.userId,
      text,
      mentions: mentioned,
    });
    const conversation = tx.update(ConversationTable, before, { sent: seq, last: lastOf(message) });
    moveMark(tx, caller.userId, id, mark, seq);
    for (const employeeId of newcomers) moveMark(tx, employeeId, id, undefined, before.sent);
    tx.event(
      messageSent,
      { kind: "message", id: message.id, ver: message.ver },
      { conversationId: id, messageId: message.id, kind: before.kind, authorId: caller.userId, mentions: mentioned },
    );
    return commit(tx, { message, conversation: { id, ver: conversation.ver, sent: conversation.sent } });
  });
}

/** Corrects one's own message within its time, on the version that was seen. */
export async function correct(caller: Caller, { id, messageId, ver, text }: In<"correct">): Promise<Message> {
  return inTurn(async () => {
    const { conversation, message } = await mustOwn(caller, id, messageId);
    mustBeSeen(message, ver);
    if (message.takenBackAt) throw new Problem("invalid_state", { reason: "message_taken_back" });
    if (caller.now > after(message.createdAt, CORRECTION_SECONDS))
      throw new Problem("invalid_state", {
        reason: "too_late_to_correct",
        params: { minutes: CORRECTION_SECONDS / 60 },
      });
    const tx = storeOf(caller).tx();
    const saved = tx.update(MessageTable, message, { text, correctedAt: caller.now });
    tellPages(tx, conversation, saved);
    return tx.commit(saved);
  });
}

/** Takes one's own message back; a second time changes nothing. */
export async function takeBack(caller: Caller, { id, messageId }: In<"takeBack">): Promise<Message> {
  return inTurn(async () => {
    const { conversation, message } = await mustOwn(caller, id, messageId);
    if (message.takenBackAt) return message;
    const tx = storeOf(caller).tx();
    const saved = tx.update(MessageTable, message, { text: "", mentions: [], takenBackAt: caller.now });
    const gone = [...conversation.gone, message.seq].sort((one, other) => one - other).slice(-MOST_GONE);
    tellPages(tx, conversation, saved, { gone });
    return tx.commit(saved);
  });
}

/** Says that the caller has read up to a message; what he read before stays read. */
export async function read(caller: Caller, { id, seq }: In<"read">): Promise<Record<string, never>> {
  return inTurn(async () => {
    const conversation = await mustConversation(caller, id);
    const mark = await storeOf(caller).get(MarkTable, { employeeId: caller.userId, id });
    const seen = Math.min(seq, conversation.sent);
    // Whoever looks at a record does not take part in its discussion by that.
    if (seen <= (mark?.seen ?? 0) || (!mark && isAtRecord(conversation))) return {};
    const tx = storeOf(caller).tx();
    moveMark(tx, caller.userId, id, mark, seen);
    return commit(tx, {});
  });
}

/** Runs again while others write to the conversation; where there is no end of them, says that and nothing of theirs. */
async function inTurn<T>(run: () => Promise<T>): Promise<T> {
  try {
    return await retryStale(run);
  } catch (error) {
    if (error instanceof Problem && error.details.raced) throw new Problem("conflict", { reason: "busy" });
    throw error;
  }
}

/** Writes the conversation anew with a message that was changed: pages that know its version ask again. */
function tellPages(tx: Tx, conversation: Conversation, message: Message, change: Partial<Conversation> = {}): void {
  const newest = conversation.last?.id === message.id;
  tx.update(ConversationTable, conversation, { ...change, ...(newest ? { last: lastOf(message) } : {}) });
}

function moveMark(tx: Tx, employeeId: string, id: string, mark: ReadMark | undefined, seen: number): void {
  if (mark) tx.update(MarkTable, mark, { seen: Math.max(seen, mark.seen) });
  else tx.create(MarkTable, { id, employeeId, seen });
}

/**
 * Those mentioned at a record who took no part so far: from now on the discussion is in their lists. A full list takes
 * no more: its owner is told of the message by a notice alone.
 */
async function newcomersOf(caller: Caller, conversation: Conversation, mentioned: string[]): Promise<string[]> {
  if (!isAtRecord(conversation)) return [];
  const { id } = conversation;
  const others = mentioned.filter((one) => one !== caller.userId);
  const store = storeOf(caller);
  const marks = await store.batchGet(
    MarkTable,
    others.map((employeeId) => ({ employeeId, id })),
  );
  const strangers = others.filter((one) => !marks.some(({ employeeId }) => employeeId === one));
  const full = await Promise.all(
    strangers.map(async (one) => (await store.items({ pk: marksPartition(one), limit: MOST_TALKS })).items.length),
  );
  return strangers.filter((_, at) => full[at]! < MOST_TALKS);
}

async function mustOwn(caller: Caller, id: string, messageId: string) {
  const conversation = await mustConversation(caller, id);
  const message = await storeOf(caller).get(MessageTable, { conversationId: id, id: messageId });
  if (!message) throw notFound();
  if (message.authorId !== caller.userId) throw new Problem("forbidden", { reason: "not_your_message" });
  return { conversation, message };
}

/** Nobody writes to one colleague who has left: he would not read it. */
async function refuseClosed(caller: Caller, { kind, memberIds = [] }: Conversation): Promise<void> {
  if (kind !== "direct") return;
  const context = await contextOf(caller);
  if (memberIds.some((one) => context.employee(one)?.state === "closed"))
    throw new Problem("invalid_state", { reason: "employee_left" });
}

/** A mark that two requests make at once: the second finds it when it reads anew. */
async function commit<O>(tx: Tx, answer: O): Promise<O> {
  try {
    return await tx.commit(answer);
  } catch (error) {
    if (!(error instanceof Problem) || error.details.reason !== "exists_already") throw error;
    throw new Problem("conflict", { reason: "busy", raced: true });
  }
}

/** An id of now, or the next after the newest where that is of now or of a faster clock: ids stand in the order of sending. */
function idAfter(newest: string | undefined, now: string): string {
  const last = newest === undefined ? 0 : decodeTime(newest.slice(prefixes.message.length + 1));
  return newIdAt("message", Math.max(Date.parse(now), last + 1));
}

function lastOf({ id, createdAt, authorId, text }: Message): NonNullable<Conversation["last"]> {
  const line = text.replace(/\s+/g, " ");
  // Half of a sign that takes two places is no text.
  const start = line.slice(0, BEGINNING - 1).replace(/[\uD800-\uDBFF]$/, "");
  return { id, at: createdAt, authorId, text: line.length > BEGINNING ? `${start}…` : line };
}
