import type { Caller } from "../caller.ts";
import { forgetContext } from "../companies/context.ts";
import { invalid, Problem } from "../errors.ts";
import type { Input } from "../http/contract.ts";
import { newId } from "../ids.ts";
import { countTry } from "../people/limits.ts";
import { mustBeEmployee } from "../references.ts";
import { PlatformStore } from "../table/platform.ts";
import { mustBeSeen, retryStale } from "../table/retry.ts";
import { storeOf } from "../table/store.ts";
import type { messagesContract } from "./contract.ts";
import { contextOf, demandPlace, isAtRecord, mustConversation, teamsOf } from "./readers.ts";
import { MOST_MEMBERS, type Conversation, type ConversationView } from "./schema.ts";
import { ConversationTable, MarkTable, placeOf, startedPartition } from "./table.ts";

type In<K extends keyof typeof messagesContract> = Input<(typeof messagesContract)[K]>;
type Place = Pick<Conversation, "kind" | "memberIds" | "teamId" | "clientId" | "dealId" | "title">;

/** Conversations an employee may start; those that others draw him into count for themselves. */
const MOST_STARTED = 1000;

const starts = { name: "conversations-user", tries: 200, windowSeconds: 3600 };

/** A conversation as its readers see it. */
export function conversationView({ gone: _, ...conversation }: Conversation): ConversationView {
  return conversation;
}

/**
 * Starts a conversation. Two people have one, and so has a team and a record, also when two start it at once: who comes
 * second is given that of the first. A group is made anew each time.
 */
export async function start(caller: Caller, input: In<"start">): Promise<ConversationView> {
  const place = await wantedPlace(caller, input);
  const known = await existing(caller, place);
  if (known) return conversationView(known);
  await countTry(new PlatformStore(caller.meter), starts, `${caller.tenant} ${caller.userId}`, caller.now);
  const store = storeOf(caller);
  const pk = startedPartition(caller.userId);
  const { items } = await store.items({ pk, limit: MOST_STARTED });
  if (items.length >= MOST_STARTED)
    throw new Problem("invalid_state", { reason: "too_many_conversations", params: { most: MOST_STARTED } });
  const tx = store.tx();
  const conversation = tx.create(ConversationTable, {
    ...place,
    id: newId("conversation"),
    startedBy: caller.userId,
    sent: 0,
    gone: [],
  });
  tx.create(MarkTable, { id: conversation.id, employeeId: caller.userId, seen: 0 });
  tx.mark({ pk, sk: conversation.id }, { e: "started" }, () => new Problem("conflict"));
  try {
    return await tx.commit(conversationView(conversation));
  } catch (error) {
    const first = error instanceof Problem && error.details.reason === "duplicate" && (await existing(caller, place));
    if (!first) throw error;
    return conversationView(first);
  }
}

/** The conversation at a record, if it was ever started. */
export async function at(caller: Caller, { clientId, dealId }: In<"at">) {
  if ((clientId === undefined) === (dealId === undefined)) throw invalid("clientId", "one_place");
  const place: Place = { kind: clientId ? "client" : "deal", clientId, dealId };
  await demandPlace(caller, place);
  const conversation = await existing(caller, place);
  return conversation ? { conversation: conversationView(conversation) } : {};
}

/**
 * Changes a group: everybody in it may rename it, add people and leave; only who made it takes others out. The discussion
 * of a record one can only leave: it is in one's list no more, until one writes there or is mentioned again.
 */
export async function change(caller: Caller, { id, ver, title, add, remove }: In<"change">): Promise<ConversationView> {
  const before = await mustConversation(caller, id);
  const leaves = remove.length > 0 && remove.every((one) => one === caller.userId);
  if (isAtRecord(before) && leaves && title === undefined && add.length === 0) return leaveRecord(caller, before);
  if (before.kind !== "group") throw new Problem("invalid_state", { reason: "not_a_group" });
  mustBeSeen(before, ver);
  if (remove.some((one) => one !== caller.userId) && caller.userId !== before.startedBy)
    throw new Problem("forbidden", { reason: "not_your_group" });
  await mustBeColleagues(caller, "add", add);
  const memberIds = [...new Set([...(before.memberIds ?? []), ...add])].filter((one) => !remove.includes(one));
  if (memberIds.length > MOST_MEMBERS) throw invalid("add", "too_big");
  const tx = storeOf(caller).tx();
  const changed = { memberIds, ...(title === undefined ? {} : { title }) };
  return tx.commit(conversationView(tx.update(ConversationTable, before, changed)));
}

function leaveRecord(caller: Caller, conversation: Conversation): Promise<ConversationView> {
  return retryStale(async () => {
    const store = storeOf(caller);
    const mark = await store.get(MarkTable, { employeeId: caller.userId, id: conversation.id });
    const tx = store.tx();
    if (mark) tx.remove(MarkTable, mark);
    return tx.commit(conversationView(conversation));
  });
}

/** What is wanted, if the caller may have it. */
async function wantedPlace(caller: Caller, input: In<"start">): Promise<Place> {
  const { employeeId, teamId, clientId, dealId, memberIds, title } = input;
  const named = [employeeId, teamId, clientId, dealId, memberIds].filter((one) => one !== undefined);
  if (named.length !== 1) throw invalid("", "one_place");
  if (memberIds) return group(caller, memberIds, title);
  if (employeeId) return direct(caller, employeeId);
  if (teamId) return team(caller, teamId);
  const place: Place = { kind: clientId ? "client" : "deal", clientId, dealId };
  await demandPlace(caller, place);
  return place;
}

async function direct(caller: Caller, employeeId: string): Promise<Place> {
  if (employeeId === caller.userId) throw invalid("employeeId", "with_oneself");
  const place: Place = { kind: "direct", memberIds: [caller.userId, employeeId].sort() };
  if ((await contextOf(caller)).employee(employeeId)?.state === "closed") {
    // What was written while he worked here stays to be read.
    if (await existing(caller, place)) return place;
    throw invalid("employeeId", "employee_left");
  }
  await mustBeEmployee(caller, "employeeId", employeeId);
  return place;
}

async function team(caller: Caller, teamId: string): Promise<Place> {
  const mine = async () => teamsOf(await contextOf(caller), caller.userId).has(teamId);
  if (!(await mine())) {
    forgetContext(caller.tenant);
    if (!(await mine())) throw invalid("teamId", "not_one_of");
  }
  return { kind: "team", teamId };
}

async function group(caller: Caller, others: readonly string[], title: string | undefined): Promise<Place> {
  if (!title) throw invalid("title", "required");
  await mustBeColleagues(caller, "memberIds", others);
  return { kind: "group", title, memberIds: [...new Set([caller.userId, ...others])] };
}

async function mustBeColleagues(caller: Caller, path: string, ids: readonly string[]): Promise<void> {
  await Promise.all(ids.map((id, index) => mustBeEmployee(caller, `${path}.${index}`, id)));
}

async function existing(caller: Caller, place: Place): Promise<Conversation | undefined> {
  const only = placeOf(place);
  const store = storeOf(caller);
  const holder = only && (await store.holder(only));
  return holder && store.get(ConversationTable, { id: holder.id });
}
