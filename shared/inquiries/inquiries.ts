import type { Caller } from "../caller.ts";
import { contactName } from "../clients/columns.ts";
import { clientsAt, contactsAt } from "../clients/lookup.ts";
import { dealsAt } from "../deals/lookup.ts";
import { invalid, Problem } from "../errors.ts";
import type { Input } from "../http/contract.ts";
import { newId } from "../ids.ts";
import { demand, may } from "../policy.ts";
import { mustBeEmployee, mustBeEntry } from "../references.ts";
import { recordOf } from "../table/entity.ts";
import { mustBeSeen, nullsOut, retryStale } from "../table/retry.ts";
import { storeOf } from "../table/store.ts";
import { matchesOf } from "./asker.ts";
import type { inquiriesContract } from "./contract.ts";
import { workingAfter } from "./deadline.ts";
import { inquiryAssigned } from "./events.ts";
import type { Inquiry, InquiryView } from "./schema.ts";
import { mustTake, settings } from "./settings.ts";
import { aboutInquiry, countIn, inquiryView, loadsOf, mustBeOpen, mustFit, mustRead, noteIn } from "./steps.ts";
import { InquiryEventTable, InquiryTable, inquiryPartition } from "./table.ts";
import { choose } from "./takers.ts";

type In<K extends keyof typeof inquiriesContract> = Input<(typeof inquiriesContract)[K]>;

/** Rounds of tries of one inquiry among many that come at once. */
const MOST_ROUNDS = 10;

/** Items of the work index that are looked through for inquiries. */
const MOST_WORK = 500;

/**
 * Writes down an inquiry. Whoever asks is looked for by his number and e-mail: where they belong to one client, it is
 * his; his region and industry count where no others are given. Without an assignee the rules of routing find one.
 */
export async function add(caller: Caller, input: In<"add">): Promise<InquiryView> {
  await Promise.all([
    mustFit(caller, input),
    mustBeEntries(caller, input),
    mustBeEmployee(caller, "forEmployeeId", input.forEmployeeId),
    mustTake(caller, "assigneeId", input.assigneeId),
  ]);
  const { receivedAt = caller.now } = input;
  if (receivedAt > caller.now) throw invalid("receivedAt", "future");
  if (Date.parse(receivedAt) < 0) throw invalid("receivedAt", "past");
  const found = input.clientId ? [] : await matchesOf(caller, input.from);
  const [match] = found.length === 1 ? found : [];
  const clientId = input.clientId ?? match?.clientId;
  const client = clientId ? (await clientsAt(caller, [clientId])).get(clientId) : undefined;
  const facts = {
    ...input,
    clientId,
    contactId: input.contactId ?? match?.contactId,
    regionId: input.regionId ?? client?.regionId,
    industryId: input.industryId ?? client?.industryId,
    receivedAt,
  };
  const handling = await settings(caller);
  return retryBurst(async () => {
    const loads = await loadsOf(caller);
    const { assigneeId, routing } = input.assigneeId
      ? { assigneeId: input.assigneeId, routing: { how: "hand" as const } }
      : await choose(caller, handling, { ...facts, curatorId: client?.curatorId }, loads);
    const normMinutes = handling.norms[input.channel];
    const tx = storeOf(caller).tx();
    const inquiry = tx.create(InquiryTable, {
      ...facts,
      id: newId("inquiry"),
      assigneeId,
      routing,
      normMinutes,
      dueAt: await workingAfter(caller, assigneeId, receivedAt, normMinutes),
      state: assigneeId ? "assigned" : "new",
    });
    demand(caller, "inquiries", "create", inquiry);
    noteIn(tx, inquiry.id, { kind: "received", ...(assigneeId ? { toId: assigneeId } : {}), routing });
    countIn(tx, loads, assigneeId, 1);
    if (assigneeId ?? input.forEmployeeId)
      tx.event(inquiryAssigned, aboutInquiry(inquiry), { assigneeId, wantedId: input.forEmployeeId });
    return tx.commit(await inquiryView(caller, inquiry));
  });
}

/** An inquiry with its journal; where no client is chosen, those it may come from. */
export async function get(caller: Caller, { id }: In<"get">) {
  const { items } = await storeOf(caller).items({ pk: inquiryPartition(id), consistent: true });
  const own = items.find(({ sk }) => sk === "#");
  const inquiry = mustRead(caller, own && recordOf(InquiryTable, own));
  const journal = items
    .filter((item) => item["e"] === InquiryEventTable.entity)
    .map((item) => recordOf(InquiryEventTable, item));
  const view = await inquiryView(caller, inquiry);
  const { clientId, contactId, dealId } = view;
  const [client, contact, deal, proposals] = await Promise.all([
    clientId ? clientsAt(caller, [clientId]).then((found) => found.get(clientId)) : undefined,
    clientId && contactId
      ? contactsAt(caller, [{ clientId, id: contactId }]).then((found) => found.get(contactId))
      : undefined,
    dealId ? dealsAt(caller, [dealId]).then((found) => found.get(dealId)) : undefined,
    inquiry.clientId ? [] : matchesOf(caller, inquiry.from),
  ]);
  return {
    inquiry: view,
    ...(client ? { clientName: client.name } : {}),
    ...(contact ? { contactName: contactName(contact) } : {}),
    ...(deal && may(caller, "deals", "read", deal) ? { dealTitle: deal.title } : {}),
    journal,
    proposals,
  };
}

/** Changes what is known of an open inquiry. Its deadline and its assignee stay: see {@link assign}. */
export async function change(caller: Caller, { id, ver, ...input }: In<"change">): Promise<InquiryView> {
  return retryStale(async () => {
    const before = await mustBeOpen(caller, id);
    mustBeSeen(await inquiryView(caller, before), ver);
    await mustBeEntries(caller, input);
    const wanted = nullsOut(input) as Partial<Inquiry>;
    // Contact and deal are those of a client: with another one they go, unless others are given.
    if ("clientId" in input && wanted.clientId !== before.clientId)
      for (const field of ["contactId", "dealId"] as const) if (!(field in input)) wanted[field] = undefined;
    const { clientId, contactId, dealId } = { ...before, ...wanted };
    if ("clientId" in input || "contactId" in input || "dealId" in input)
      await mustFit(caller, { clientId, contactId, dealId });
    const tx = storeOf(caller).tx();
    return tx.commit(await inquiryView(caller, tx.update(InquiryTable, before, wanted)));
  });
}

/** Gives an open inquiry to somebody. Who passes it on from another says why; the deadline stays as it was. */
export async function assign(caller: Caller, { id, ver, assigneeId, reason }: In<"assign">): Promise<InquiryView> {
  return retryStale(async () => {
    const before = await mustBeOpen(caller, id);
    mustBeSeen(await inquiryView(caller, before), ver);
    await mustTake(caller, "assigneeId", assigneeId);
    const { assigneeId: fromId } = before;
    if (fromId === assigneeId) throw new Problem("invalid_state", { reason: "same_assignee" });
    if (fromId && !reason) throw invalid("reason", "required");
    const loads = await loadsOf(caller);
    const tx = storeOf(caller).tx();
    const inquiry = tx.update(InquiryTable, before, {
      assigneeId,
      routing: { how: "hand" },
      state: before.state === "new" ? "assigned" : before.state,
    });
    noteIn(tx, id, {
      kind: fromId ? "passed_on" : "assigned",
      toId: assigneeId,
      ...(fromId ? { fromId } : {}),
      ...(reason ? { note: reason } : {}),
    });
    countIn(tx, loads, fromId, -1);
    countIn(tx, loads, assigneeId, 1);
    tx.event(inquiryAssigned, aboutInquiry(inquiry), { assigneeId });
    return tx.commit(await inquiryView(caller, inquiry));
  });
}

/** Clients who have a number or an e-mail. */
export async function match(caller: Caller, input: In<"match">) {
  return { clients: await matchesOf(caller, input) };
}

/** Open inquiries of the caller with the names of their clients. */
export async function mine(caller: Caller) {
  const inquiries = await openInquiriesOf(caller, caller.userId);
  const clients = await clientsAt(
    caller,
    inquiries.flatMap(({ clientId }) => clientId ?? []),
  );
  return {
    inquiries: inquiries.map((inquiry) => {
      const client = inquiry.clientId ? clients.get(inquiry.clientId) : undefined;
      const { clientId, contactId, dealId, ...rest } = inquiry;
      const seen = client && may(caller, "clients", "read", client);
      return {
        ...rest,
        ...(seen ? { clientId, contactId, dealId, clientName: client.name } : {}),
        late: !inquiry.answeredAt && inquiry.dueAt < caller.now,
      };
    }),
  };
}

/** Open inquiries of an employee, the earliest deadline first; whether the caller may ask is checked before. */
export function openInquiriesOf(caller: Caller, userId: string): Promise<Inquiry[]> {
  return storeOf(caller).query(InquiryTable, {
    pk: `U#${userId}`,
    index: "work",
    from: "0",
    to: "~",
    limit: MOST_WORK,
  });
}

/** Many may come at once for one employee: each that loses to another counts him anew. */
async function retryBurst<T>(run: () => Promise<T>): Promise<T> {
  for (let round = 1; ; round++) {
    try {
      return await retryStale(run);
    } catch (error) {
      if (!(error instanceof Problem && error.details.raced) || round === MOST_ROUNDS) throw error;
    }
  }
}

async function mustBeEntries(
  caller: Caller,
  input: Partial<Record<"triggerId" | "sourceId" | "regionId" | "industryId", string | null | undefined>>,
): Promise<void> {
  await Promise.all([
    mustBeEntry(caller, "trigger", "triggerId", input.triggerId),
    mustBeEntry(caller, "source", "sourceId", input.sourceId),
    mustBeEntry(caller, "region", "regionId", input.regionId),
    mustBeEntry(caller, "industry", "industryId", input.industryId),
  ]);
}
