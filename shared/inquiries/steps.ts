import type { Caller } from "../caller.ts";
import { invalid, notFound, Problem } from "../errors.ts";
import { newId } from "../ids.ts";
import { can, demand, may } from "../policy.ts";
import { storeOf } from "../table/store.ts";
import type { Tx } from "../table/tx.ts";
import { clientsAt, contactsOf } from "../clients/lookup.ts";
import { dealsAt } from "../deals/lookup.ts";
import type { Inquiry, InquiryEvent, InquiryView } from "./schema.ts";
import { InquiryEventTable, InquiryTable, LOADS, LoadTable, type InquiryLoad } from "./table.ts";

/** An inquiry with what the caller may do; a client he may not see is not told to him. */
export async function inquiryView(caller: Caller, inquiry: Inquiry): Promise<InquiryView> {
  const { clientId, contactId, dealId, ...rest } = inquiry;
  const client = clientId ? (await clientsAt(caller, [clientId])).get(clientId) : undefined;
  const told = client && may(caller, "clients", "read", client) ? { clientId, contactId, dealId } : {};
  return { ...rest, ...told, can: can(caller, "inquiries", inquiry) };
}

/** An inquiry by id, for rules that have checked their caller by other means. */
export function find(caller: Caller, id: string): Promise<Inquiry | undefined> {
  return storeOf(caller).get(InquiryTable, { id });
}

/** An inquiry that the caller may change. */
export async function mustInquiry(caller: Caller, id: string): Promise<Inquiry> {
  return demand(caller, "inquiries", "write", await find(caller, id));
}

/** An inquiry that the caller may change and that has not ended. */
export async function mustBeOpen(caller: Caller, id: string): Promise<Inquiry> {
  const inquiry = await mustInquiry(caller, id);
  if (inquiry.state === "closed") throw new Problem("invalid_state", { reason: "inquiry_is_closed" });
  return inquiry;
}

/** Loads of all employees, strongly consistent. */
export async function loadsOf(caller: Caller): Promise<Map<string, InquiryLoad>> {
  const loads = await storeOf(caller).query(LoadTable, { pk: LOADS, consistent: true });
  return new Map(loads.map((one) => [one.id, one]));
}

/** The load of one employee. */
export async function loadOf(caller: Caller, id: string | undefined): Promise<Map<string, InquiryLoad>> {
  const load = id ? await storeOf(caller).get(LoadTable, { id }) : undefined;
  return new Map(load ? [[load.id, load]] : []);
}

/**
 * Counts an inquiry that is given to somebody, or taken from him. 1 action. Whoever counts for the same employee at once
 * is refused as raced and reads anew.
 */
export function countIn(tx: Tx, loads: ReadonlyMap<string, InquiryLoad>, id: string | undefined, change: 1 | -1): void {
  if (!id) return;
  const before = loads.get(id);
  const lastAt = change > 0 ? tx.now : (before?.lastAt ?? "");
  const open = Math.max(0, (before?.open ?? 0) + change);
  if (before) tx.update(LoadTable, before, { open, lastAt });
  else tx.create(LoadTable, { id, open, lastAt }, () => new Problem("conflict", { reason: "busy", raced: true }));
}

/** Adds a line to the journal of an inquiry. 1 action. */
export function noteIn(
  tx: Tx,
  inquiryId: string,
  line: Pick<InquiryEvent, "kind"> & Partial<Pick<InquiryEvent, "toId" | "fromId" | "note" | "outcome" | "routing">>,
): void {
  tx.create(InquiryEventTable, { ...line, id: newId("inquiryEvent"), inquiryId });
}

/** How events name an inquiry. */
export function aboutInquiry({ id, ver }: Inquiry): { kind: string; id: string; ver: number } {
  return { kind: "inquiry", id, ver };
}

/** Refuses a client, contact or deal the caller may not see, and a contact or deal of another client. */
export async function mustFit(
  caller: Caller,
  {
    clientId,
    contactId,
    dealId,
  }: { clientId?: string | undefined; contactId?: string | undefined; dealId?: string | undefined },
): Promise<void> {
  if (clientId) {
    const client = (await clientsAt(caller, [clientId])).get(clientId);
    if (!client || !may(caller, "clients", "read", client)) throw invalid("clientId", "not_one_of");
  }
  if (contactId) {
    const contacts = clientId ? await contactsOf(caller, clientId) : [];
    if (!contacts.some(({ id }) => id === contactId)) throw invalid("contactId", "not_one_of");
  }
  if (dealId) {
    const deal = (await dealsAt(caller, [dealId])).get(dealId);
    if (!deal || !may(caller, "deals", "read", deal) || deal.clientId !== clientId)
      throw invalid("dealId", "not_one_of");
  }
}

/** Refuses as missing what the caller may not read. */
export function mustRead(caller: Caller, inquiry: Inquiry | undefined): Inquiry {
  if (!inquiry || inquiry.deletedAt || !may(caller, "inquiries", "read", inquiry)) throw notFound();
  return inquiry;
}
