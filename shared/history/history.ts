import type { Caller } from "../caller.ts";
import { clientView, mustClient } from "../clients/clients.ts";
import type { Client } from "../clients/schema.ts";
import { cardPartition, ClientTable, ContactTable } from "../clients/table.ts";
import { DealTable } from "../deals/table.ts";
import { invalid } from "../errors.ts";
import type { Input } from "../http/contract.ts";
import { newIdAt } from "../ids.ts";
import { can, demand, may } from "../policy.ts";
import { mustBeEmployee, mustBeEntry } from "../references.ts";
import { openCursor, sealCursor } from "../table/cursor.ts";
import { recordOf } from "../table/entity.ts";
import { retryStale } from "../table/retry.ts";
import { storeOf } from "../table/store.ts";
import type { Tx } from "../table/tx.ts";
import { mustBook, rebook } from "../tasks/book.ts";
import { mustMayAssign } from "../tasks/distribution.ts";
import { earlier, leadOf, mustHaveRoom, mustNotBePast, planIn } from "../tasks/steps.ts";
import type { historyContract } from "./contract.ts";
import { entryWritten } from "./events.ts";
import type { HistoryEntry, HistoryEntryView } from "./schema.ts";
import { EntryTable, HISTORY_PREFIX } from "./table.ts";

type In<K extends keyof typeof historyContract> = Input<(typeof historyContract)[K]>;

const PAGE = 50;

/** An entry with what the caller may do. */
export function entryView(caller: Caller, entry: HistoryEntry): HistoryEntryView {
  return { ...entry, can: can(caller, "history", entry) };
}

/** Older entries of a client, newest first. */
export async function list(caller: Caller, { clientId, cursor }: In<"list">) {
  await mustClient(caller, clientId, "read");
  const question = `history ${clientId}`;
  const before = cursor ? (await openCursor<{ before: string }>(caller.tenant, question, cursor)).before : undefined;
  const { items, after } = await storeOf(caller).items({
    pk: cardPartition(clientId),
    ...(before ? { from: HISTORY_PREFIX, to: before } : { prefix: HISTORY_PREFIX }),
    descending: true,
    limit: PAGE + 1,
  });
  const page = items.filter(({ sk }) => sk !== before);
  const last = page.at(-1);
  return {
    history: page
      .map((item) => recordOf(EntryTable, item))
      .filter((entry) => !entry.deletedAt && may(caller, "history", "read", entry))
      .map((entry) => entryView(caller, entry)),
    ...(after && last ? { cursor: await sealCursor(caller.tenant, question, { before: last.sk }) } : {}),
  };
}

/** Writes what took place; with it goes the date of the last contact and, where one is given, the next step. */
export async function write(caller: Caller, { clientId, next, ...input }: In<"write">) {
  await Promise.all([
    mustBeEntry(caller, "activity_type", "typeId", input.typeId),
    mustBeEntry(caller, "activity_type", "next.typeId", next?.typeId),
    mustBeEmployee(caller, "performerId", input.performerId),
    mustBeEmployee(caller, "next.performerId", next?.performerId),
    mustMayAssign(caller, next?.performerId),
    mustBook(caller, "next.", next ?? {}),
    mustBelong(caller, clientId, input),
    mustBelong(caller, clientId, next ?? {}, "next."),
  ]);
  const remind = next?.remind ?? (next ? await leadOf(caller, next.performerId ?? caller.userId) : []);
  return retryStale(async () => {
    const before = await mustClient(caller, clientId, "read");
    if (next) {
      mustNotBePast(caller, "next.at", next.at);
      await mustHaveRoom(caller, before);
    }
    const tx = storeOf(caller).tx();
    const entry = entryIn(tx, caller, { ...input, clientId });
    const task = next && planIn(tx, caller, { ...next, clientId, remind });
    const client = tx.update(ClientTable, before, {
      lastContactAt: latest(before, entry),
      ...(task ? { nextStep: earlier(before.nextStep, task), parkedUntil: undefined, parkedReason: undefined } : {}),
    });
    await rebook(caller, tx, [undefined, task]);
    return tx.commit({
      entry: entryView(caller, entry),
      client: clientView(caller, client),
      ...(task ? { task } : {}),
    });
  });
}

/** Adds an entry and its event to a transaction. The moment may not lie ahead, nor before 1970, where those of ids begin. */
export function entryIn(
  tx: Tx,
  caller: Caller,
  {
    at = caller.now,
    performerId = caller.userId,
    ...rest
  }: Omit<In<"write">, "next"> & Pick<HistoryEntry, "taskId" | "letterId" | "automatic">,
): HistoryEntry {
  if (at > caller.now) throw invalid("at", "future");
  if (Date.parse(at) < 0) throw invalid("at", "past");
  const entry = tx.create(EntryTable, { ...rest, id: newIdAt("activity", Date.parse(at)), at, performerId });
  demand(caller, "history", "create", entry);
  tx.event(
    entryWritten,
    { kind: "entry", id: entry.id, ver: entry.ver },
    { clientId: entry.clientId, typeId: entry.typeId, performerId },
  );
  return entry;
}

/** The later of the last contact on the card and of a new entry. */
export function latest(client: Client, { at }: HistoryEntry): string {
  return client.lastContactAt && client.lastContactAt > at ? client.lastContactAt : at;
}

/** Refuses a contact or a deal of another client. */
export async function mustBelong(
  caller: Caller,
  clientId: string,
  { contactId, dealId }: { contactId?: string | undefined; dealId?: string | undefined },
  path = "",
): Promise<void> {
  const store = storeOf(caller);
  if (contactId && !(await store.get(ContactTable, { clientId, id: contactId })))
    throw invalid(`${path}contactId`, "not_one_of");
  if (!dealId) return;
  const deal = await store.get(DealTable, { id: dealId });
  if (deal?.clientId !== clientId || !may(caller, "deals", "read", deal)) throw invalid(`${path}dealId`, "not_one_of");
}
