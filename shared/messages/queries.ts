import type { Caller } from "../caller.ts";
import { clientColumns } from "../clients/columns.ts";
import { dealColumns } from "../deals/columns.ts";
import { notFound } from "../errors.ts";
import type { Input } from "../http/contract.ts";
import { countTry } from "../people/limits.ts";
import { modelOf } from "../query/model.ts";
import type { Rows } from "../query/rows.ts";
import { testOf } from "../query/select.ts";
import { openCursor, sealCursor } from "../table/cursor.ts";
import { recordOf } from "../table/entity.ts";
import { PlatformStore } from "../table/platform.ts";
import { storeOf } from "../table/store.ts";
import type { ConversationRow, messageQueries } from "./contract.ts";
import { conversationColumns } from "./columns.ts";
import { contextOf, teamsOf } from "./readers.ts";
import { MOST_UNREAD, type ConversationKind, type Message } from "./schema.ts";
import { marksPartition, MarkTable, MESSAGE_PREFIX, MessageTable, talkPartition } from "./table.ts";
import { hasWords, wordsOf } from "./words.ts";

type In<K extends keyof typeof messageQueries> = Input<(typeof messageQueries)[K]>;

const PAGE = 50;

/** Searches of somebody who looks for one thing after another all day, and no more: each may read a whole year. */
const searches = { name: "message-searches-user", tries: 120, windowSeconds: 3600 };

/** Conversations of which it is read how far one is: the newest ones. What is older than all of them counts as read. */
const MOST_MARKS = 1000;

/** Messages that a search looks at in all, and those of one conversation among several. */
const MOST_SEARCHED = 2000;
const MOST_OF_ONE = 500;
const MOST_FOUND = 50;
/** Conversations read at once by a search, and messages of each. */
const AT_ONCE = 8;
const PART = 100;

/** One's own conversations, the newest message first. */
export async function list(caller: Caller, { cursor, see }: In<"list">) {
  const rows = (await ownRows(caller, see)).filter(isShown).sort(byMoment);
  const place = cursor ? await openCursor<[number, string]>(caller.tenant, "conversations", cursor) : undefined;
  const from = place ? rows.findIndex((row) => byMoment(row, { atMs: place[0], id: place[1] }) > 0) : 0;
  const page = from < 0 ? [] : rows.slice(from, from + PAGE);
  const last = page.at(-1);
  const more = last !== undefined && from + PAGE < rows.length;
  return {
    conversations: page.map(({ isMine: _, ...row }) => row),
    ...(more ? { cursor: await sealCursor(caller.tenant, "conversations", [last.atMs, last.id]) } : {}),
  };
}

/** Unread messages and the conversations they are in. */
export async function unread(caller: Caller) {
  const rows = (await ownRows(caller, undefined, true)).filter(isShown);
  return {
    count: Math.min(
      MOST_UNREAD,
      rows.reduce((sum, row) => sum + row.unread, 0),
    ),
    conversations: rows.length,
  };
}

/**
 * Messages whose words begin as what is looked for, newest first, in the newest messages of the newest conversations. It
 * reads until none that it would show is missing: 2000 messages at most.
 */
export async function search(caller: Caller, { q, conversationId }: In<"search">) {
  await countTry(new PlatformStore(caller.meter), searches, `${caller.tenant} ${caller.userId}`, caller.now);
  const looked = wordsOf(q);
  const rows = (await ownRows(caller)).filter(({ id }) => conversationId === undefined || id === conversationId);
  if (conversationId !== undefined && rows.length === 0) throw notFound();
  if (looked.length === 0) return { messages: [], whole: true };
  const most = conversationId === undefined ? MOST_OF_ONE : MOST_SEARCHED;
  let left = MOST_SEARCHED;
  const spans = rows.sort(byMoment).map(({ id, sent, atMs }) => {
    const limit = Math.min(sent, most, left);
    left -= limit;
    return { id, atMs, limit, whole: limit === sent };
  });
  const asked = spans.filter(({ limit }) => limit > 0);
  const found: Message[] = [];
  for (let at = 0; at < asked.length; at += AT_ONCE) {
    const read = await Promise.all(asked.slice(at, at + AT_ONCE).map((span) => foundIn(caller, span, looked)));
    found.push(...read.flat());
    found.sort((one, other) => (one.createdAt < other.createdAt ? 1 : one.createdAt > other.createdAt ? -1 : 0));
    const next = asked[at + AT_ONCE];
    // What comes next is older than all that is shown.
    if (found.length > MOST_FOUND && next && Date.parse(found[MOST_FOUND - 1]!.createdAt) > next.atMs) break;
  }
  return {
    messages: found.slice(0, MOST_FOUND).map(({ id, conversationId: of, authorId, text, createdAt }) => ({
      id,
      conversationId: of,
      authorId,
      text,
      createdAt,
    })),
    whole: spans.every((span) => span.whole) && found.length <= MOST_FOUND,
  };
}

/** Messages with the words among the newest of a conversation; when more than can be shown are found, it reads no further. */
async function foundIn(
  caller: Caller,
  { id, limit }: { id: string; limit: number },
  looked: string[],
): Promise<Message[]> {
  const span = { pk: talkPartition(id), prefix: MESSAGE_PREFIX, descending: true };
  const found: Message[] = [];
  let after: Record<string, unknown> | undefined;
  for (let left = limit; left > 0 && found.length <= MOST_FOUND; left -= PART) {
    const part = await storeOf(caller).items({
      ...span,
      limit: Math.min(left, PART),
      ...(after ? { after } : {}),
    });
    const messages = part.items.map((item) => recordOf(MessageTable, item));
    found.push(...messages.filter(({ text }) => hasWords(text, looked)));
    after = part.after;
    if (!after) break;
  }
  return found;
}

type Row = ConversationRow & { isMine: boolean };

/** A conversation that nobody has written to yet is shown to who started it, and a group to everybody in it. */
function isShown({ sent, kind, isMine }: Row): boolean {
  return sent > 0 || isMine || kind === "group";
}

function byMoment(one: Pick<Row, "atMs" | "id">, other: Pick<Row, "atMs" | "id">): number {
  return other.atMs - one.atMs || (one.id < other.id ? 1 : one.id > other.id ? -1 : 0);
}

/**
 * Conversations the caller is part of, with what he has not read of each: two questions in all, one for news of the
 * read model and one for how far he has read. Records are asked about only where he takes part in their discussion,
 * with `onlyUnread` only where something new was said there.
 */
async function ownRows(caller: Caller, see?: string, onlyUnread = false): Promise<Row[]> {
  const [rows, marks, context] = await Promise.all([
    modelOf(caller, conversationColumns, see),
    storeOf(caller).query(MarkTable, { pk: marksPartition(caller.userId), descending: true, limit: MOST_MARKS }),
    contextOf(caller),
  ]);
  const seen = new Map(marks.map((mark) => [mark.id, mark.seen]));
  const oldest = marks.length < MOST_MARKS ? "" : marks.at(-1)!.id;
  const seenIn = (id: string) => seen.get(id) ?? (id < oldest ? Infinity : 0);
  const teams = teamsOf(context, caller.userId);
  const read = reader(rows);
  const own: Row[] = [];
  for (let slot = 0; slot < rows.ids.length; slot++) {
    if (!rows.alive[slot]) continue;
    const id = rows.ids[slot]!;
    if (!(read.isAtRecord(slot) ? seen.has(id) : read.isAmong(slot, teams, caller.userId))) continue;
    const row = read.row(slot, seenIn(id), caller.userId);
    if (!onlyUnread || row.unread > 0) own.push(row);
  }
  if (!own.some(({ clientId, dealId }) => clientId ?? dealId)) return own;
  const records = await recordNames(caller);
  return own.flatMap((row) => {
    if (!row.clientId && !row.dealId) return [row];
    const record = records(row);
    return record === undefined ? [] : [{ ...row, record }];
  });
}

function reader(rows: Rows) {
  const of = (name: string) => rows.reader(name);
  const kind = of("kind") as (slot: number) => ConversationKind;
  const [memberIds, teamId, startedBy] = [of("memberIds"), of("teamId"), of("startedBy")];
  const [sent, gone, atMs, last] = [of("sent"), of("gone"), of("atMs"), of("last")];
  const plain = ["title", "memberIds", "teamId", "clientId", "dealId"].map((name) => [name, of(name)] as const);
  return {
    isAtRecord: (slot: number) => kind(slot) === "client" || kind(slot) === "deal",
    isAmong: (slot: number, teams: ReadonlySet<string>, userId: string) =>
      kind(slot) === "team" ? teams.has(teamId(slot) as string) : (memberIds(slot) as string[]).includes(userId),
    row(slot: number, seen: number, userId: string): Row {
      const all = Number(sent(slot));
      const missing = (gone(slot) as string[]).filter((one) => Number(one) > seen).length;
      const [lastAuthorId, lastText] = (last(slot) ?? []) as string[];
      const has = plain.map(([name, of]) => [name, of(slot)] as const).filter(([, value]) => value !== null);
      return {
        id: rows.ids[slot]!,
        ver: rows.vers[slot]!,
        kind: kind(slot),
        ...Object.fromEntries(has),
        sent: all,
        atMs: Number(atMs(slot)),
        ...(lastAuthorId === undefined ? {} : { lastAuthorId, lastText }),
        unread: Math.max(0, Math.min(MOST_UNREAD, all - seen - missing)),
        isMine: startedBy(slot) === userId,
      };
    },
  };
}

/** Names of the records that conversations hang on; undefined for one the caller does not see. */
async function recordNames(caller: Caller) {
  const [clients, deals] = await Promise.all([modelOf(caller, clientColumns), modelOf(caller, dealColumns)]);
  const seesClient = testOf(caller, { rows: clients, section: "clients" }, {});
  const clientOf = deals.link("clientId", clients);
  const visible = (slot: number) => {
    const client = clientOf(slot);
    return client !== undefined && seesClient(client);
  };
  const seesDeal = testOf(caller, { rows: deals, section: "deals", visible }, {});
  const [nameOf, titleOf] = [clients.reader("name"), deals.reader("title")];
  return ({ clientId, dealId }: Pick<Row, "clientId" | "dealId">): string | undefined => {
    const slot = clientId ? clients.slotOf(clientId) : deals.slotOf(dealId);
    if (slot === undefined) return undefined;
    if (clientId) return seesClient(slot) ? String(nameOf(slot)) : undefined;
    return seesDeal(slot) ? String(titleOf(slot)) : undefined;
  };
}
