import type { Caller } from "../caller.ts";
import { create as createClient, find as findClient } from "../clients/clients.ts";
import { touchContact } from "../clients/contacts.ts";
import type { ClientView } from "../clients/schema.ts";
import { open as openDeal } from "../deals/deals.ts";
import { dealsAt } from "../deals/lookup.ts";
import { invalid, Problem } from "../errors.ts";
import { entryIn, latest } from "../history/history.ts";
import type { Input } from "../http/contract.ts";
import { demand, may } from "../policy.ts";
import { dictionaryOf, entryByCode, mustBeEmployee, mustBeEntry } from "../references.ts";
import { mustBeSeen, retryStale } from "../table/retry.ts";
import { storeOf } from "../table/store.ts";
import type { Tx } from "../table/tx.ts";
import { mustText } from "../texts.ts";
import { dayIn } from "../time.ts";
import { valuesOf } from "./asker.ts";
import { reactedAt } from "./columns.ts";
import type { inquiriesContract } from "./contract.ts";
import { workingBetween } from "./deadline.ts";
import { inquiryAssigned, inquiryClosed } from "./events.ts";
import { idleOutcomes, type CloseInquiry, type Inquiry, type InquiryChannel, type InquiryView } from "./schema.ts";
import { aboutInquiry, countIn, inquiryView, loadOf, mustBeOpen, mustFit, mustInquiry, noteIn } from "./steps.ts";
import { InquiryTable } from "./table.ts";

type In<K extends keyof typeof inquiriesContract> = Input<(typeof inquiriesContract)[K]>;

/** The type of activity an answer has where nobody says: people answer the way they were asked. */
const typeCodes: Record<InquiryChannel, string> = {
  call: "call",
  email: "email",
  web: "email",
  visit: "meeting",
  message: "email",
  other: "call",
};

/** Writes down the first answer: the deadline ends, and the client's History has it. What was nobody's is the answerer's. */
export async function answer(caller: Caller, { id, ver, ...said }: In<"answer">): Promise<InquiryView> {
  return retryStale(async () => {
    const before = await mustBeOpen(caller, id);
    mustBeSeen(await inquiryView(caller, before), ver);
    await mustBeEntry(caller, "activity_type", "typeId", said.typeId);
    if (before.answeredAt) throw new Problem("invalid_state", { reason: "answered_already" });
    const tx = storeOf(caller).tx();
    const taken = before.assigneeId ?? caller.userId;
    const inquiry = tx.update(InquiryTable, before, {
      ...(await answered(caller, before)),
      assigneeId: taken,
      state: "in_work",
    });
    noteIn(tx, id, { kind: "answered", note: said.text });
    if (!before.assigneeId) {
      countIn(tx, await loadOf(caller, taken), taken, 1);
      tx.event(inquiryAssigned, aboutInquiry(inquiry), { assigneeId: taken });
    }
    await entryOf(tx, caller, inquiry, said.text, said.typeId);
    return tx.commit(await inquiryView(caller, inquiry));
  });
}

/**
 * Ends an inquiry with its outcome. A deal that is opened with it is opened first, once for this version of the inquiry
 * however often it is tried; then the inquiry ends over whatever it has become, unless it has ended.
 */
export async function close(caller: Caller, { id, ver, ...input }: In<"close">): Promise<InquiryView> {
  const seen = await mustBeOpen(caller, id);
  mustBeSeen(await inquiryView(caller, seen), ver);
  await mustBeEntry(caller, "activity_type", "answer.typeId", input.answer?.typeId);
  const { clientId, dealId } = await dealOf(caller, seen, input);
  return retryStale(async () => {
    const before = await mustBeOpen(caller, id);
    if (!input.deal) mustBeSeen(await inquiryView(caller, before), ver);
    const { outcome, note } = input;
    const tx = storeOf(caller).tx();
    const inquiry = tx.update(InquiryTable, before, {
      ...(input.answer && !before.answeredAt ? await answered(caller, before) : {}),
      ...(reactedAt(before) ? {} : { answerMinutes: await minutesOf(caller, before) }),
      ...(outcome === "became_deal" ? { clientId, dealId } : {}),
      state: "closed",
      outcome,
      outcomeNote: note,
      closedAt: caller.now,
      closedBy: caller.userId,
    });
    if (input.answer && !before.answeredAt) noteIn(tx, id, { kind: "answered", note: input.answer.text });
    if (input.deal) noteIn(tx, id, { kind: "deal_opened", note: input.deal.title });
    noteIn(tx, id, { kind: "closed", outcome, ...(note ? { note } : {}) });
    countIn(tx, await loadOf(caller, before.assigneeId), before.assigneeId, -1);
    if (!idleOutcomes.includes(outcome)) {
      const ended = [mustText(caller.language, `inquiries.outcomes.${outcome}`), note].filter(Boolean).join(": ");
      const asked = /[.?!…]$/.test(before.subject) ? before.subject : `${before.subject}.`;
      const text = [input.answer?.text, `${asked} ${ended}`].filter(Boolean).join("\n");
      await entryOf(tx, caller, inquiry, text, input.answer?.typeId);
    }
    tx.event(inquiryClosed, aboutInquiry(inquiry), { outcome, clientId: inquiry.clientId, dealId: inquiry.dealId });
    return tx.commit(await inquiryView(caller, inquiry));
  });
}

/** Takes a closed inquiry up again. One that was never answered is due as it was. */
export async function reopen(caller: Caller, { id, ver, reason }: In<"reopen">): Promise<InquiryView> {
  return retryStale(async () => {
    const before = await mustInquiry(caller, id);
    mustBeSeen(await inquiryView(caller, before), ver);
    if (before.state !== "closed") throw new Problem("invalid_state", { reason: "inquiry_is_open" });
    const { assigneeId, answeredAt, answerMinutes } = before;
    const tx = storeOf(caller).tx();
    const inquiry = tx.update(InquiryTable, before, {
      state: answeredAt ? "in_work" : assigneeId ? "assigned" : "new",
      answerMinutes: answeredAt ? answerMinutes : undefined,
      outcome: undefined,
      outcomeNote: undefined,
      closedAt: undefined,
      closedBy: undefined,
      reopenedAt: caller.now,
    });
    noteIn(tx, id, { kind: "reopened", note: reason });
    countIn(tx, await loadOf(caller, assigneeId), assigneeId, 1);
    return tx.commit(await inquiryView(caller, inquiry));
  });
}

/**
 * Makes a client of an inquiry by the rules of a new card: whoever leads one with these values already is told (rule 1).
 * He is made once for this version of the inquiry, however often it is tried.
 */
export async function makeClient(
  caller: Caller,
  { id, ver, ...said }: In<"makeClient">,
): Promise<{ inquiry: InquiryView; client: ClientView }> {
  const seen = await mustBeOpen(caller, id);
  mustBeSeen(await inquiryView(caller, seen), ver);
  if (seen.clientId) throw new Problem("invalid_state", { reason: "inquiry_has_client" });
  await mustBeEmployee(caller, "curatorId", said.curatorId);
  const { from, regionId, industryId, sourceId, triggerId, text, receivedAt, assigneeId } = seen;
  const name = said.name ?? from.company ?? from.name;
  if (!name) throw invalid("name", "required");
  const kind = said.kind ?? (from.company ? "organisation" : "person");
  const day = dayIn(receivedAt, caller.timeZone);
  const values = valuesOf(from);
  // At an organisation somebody with a name asks: his number is his own.
  const contact = kind === "organisation" && from.name ? { firstName: from.name.slice(0, 80), ...values } : undefined;
  const client = await createClient(once(caller, seen, "client"), {
    ...(contact ? { phones: [], emails: [], contact } : values),
    kind,
    name,
    ...(said.taxNumber ? { taxNumber: said.taxNumber } : {}),
    curatorId: said.curatorId ?? assigneeId ?? caller.userId,
    firstContactOn: day,
    regionId,
    industryId,
    sourceId,
    ...(sourceId ? { sourceOn: day } : {}),
    triggerId,
    initiative: "theirs",
    ...(text ? { need: text.slice(0, 4000) } : {}),
  });
  const inquiry = await retryStale(async () => {
    const before = await mustBeOpen(caller, id);
    const tx = storeOf(caller).tx();
    const linked = tx.update(InquiryTable, before, { clientId: client.id, contactId: undefined });
    noteIn(tx, id, { kind: "client_made", note: client.name });
    const view = await inquiryView(caller, linked);
    await tx.commit({ inquiry: view, client });
    return view;
  });
  return { inquiry, client };
}

/** The client and the deal an inquiry ends with; the deal is opened where that is asked. */
async function dealOf(
  caller: Caller,
  inquiry: Inquiry,
  { outcome, note, answer: said, dealId, deal }: CloseInquiry,
): Promise<Pick<Inquiry, "clientId" | "dealId">> {
  if ((outcome === "other" || outcome === "passed_on") && !note) throw invalid("note", "required");
  if (outcome === "answered" && !inquiry.answeredAt && !said) throw invalid("answer", "required");
  const { clientId } = inquiry;
  if (outcome !== "became_deal") {
    if (dealId ?? deal) throw invalid(dealId ? "dealId" : "deal", "outcome_is_no_deal");
    return {};
  }
  if (dealId) {
    const found = (await dealsAt(caller, [dealId])).get(dealId);
    if (!found || !may(caller, "deals", "read", found)) throw invalid("dealId", "not_one_of");
    const of = { clientId: clientId ?? found.clientId, dealId };
    await mustFit(caller, of);
    return of;
  }
  if (!deal) {
    if (inquiry.dealId) return { clientId, dealId: inquiry.dealId };
    throw invalid("dealId", "required");
  }
  if (!clientId) throw invalid("deal", "inquiry_needs_client");
  const managerId = inquiry.assigneeId ?? caller.userId;
  const opened = await openDeal(once(caller, inquiry, "deal"), { ...deal, clientId, managerId, lines: [] });
  return { clientId, dealId: opened.id };
}

/** The caller making a request that is done once for this version of an inquiry, whatever he repeats. */
function once(caller: Caller, { id, ver }: Inquiry, what: string): Caller {
  return { ...caller, idempotency: { key: `inquiry ${id} ${ver} ${what}`, fingerprint: what } };
}

async function answered(caller: Caller, inquiry: Inquiry): Promise<Partial<Inquiry>> {
  return {
    answeredAt: caller.now,
    answeredBy: caller.userId,
    answerMinutes: await minutesOf(caller, inquiry),
  };
}

function minutesOf(caller: Caller, { assigneeId, receivedAt }: Inquiry): Promise<number> {
  return workingBetween(caller, assigneeId, receivedAt, caller.now);
}

/** Writes an entry of History on the client's card, where there is one. 3 actions. */
async function entryOf(
  tx: Tx,
  caller: Caller,
  { clientId, contactId, dealId, channel }: Inquiry,
  result: string,
  typeId: string | undefined,
): Promise<void> {
  const client = clientId ? await findClient(caller, clientId) : undefined;
  if (!client) return;
  demand(caller, "clients", "read", client);
  const usual =
    (await entryByCode(caller, "activity_type", typeCodes[channel])) ??
    (await dictionaryOf(caller, "activity_type"))?.entries[0];
  const type = typeId ?? usual?.id;
  if (!type) throw invalid("answer.typeId", "required");
  const entry = entryIn(tx, caller, {
    clientId: client.id,
    contactId,
    dealId,
    typeId: type,
    result: result.slice(0, 8000),
  });
  touchContact(tx, client, latest(client, entry));
}
