import type { Caller } from "../caller.ts";
import type { DealRef } from "../deals/schema.ts";
import { DEAL_PREFIX, dealRefOf } from "../deals/table.ts";
import { invalid, Problem } from "../errors.ts";
import { entryView } from "../history/history.ts";
import { EntryTable, HISTORY_PREFIX } from "../history/table.ts";
import type { Input } from "../http/contract.ts";
import { newId } from "../ids.ts";
import { can, demand, may } from "../policy.ts";
import { mustBeEmployee, mustBeEntry } from "../references.ts";
import { sealCursor } from "../table/cursor.ts";
import { recordOf } from "../table/entity.ts";
import { mustBeSeen, nullsOut, retryStale } from "../table/retry.ts";
import { storeOf, type Store } from "../table/store.ts";
import type { Tx } from "../table/tx.ts";
import { STEP_PREFIX } from "../tasks/table.ts";
import type { Task } from "../tasks/schema.ts";
import { dayIn } from "../time.ts";
import type { clientsContract } from "./contract.ts";
import { duplicatesOf, toldDuplicate } from "./duplicates.ts";
import { clientCreated, curatorChanged } from "./events.ts";
import { distinct, keysOf, normalEmail, normalPhone, normalTaxNumber, without } from "./keys.ts";
import type { Client, ClientView, Contact } from "./schema.ts";
import { cardPartition, ClientTable, ContactTable } from "./table.ts";
import { givenUp } from "./values.ts";

type In<K extends keyof typeof clientsContract> = Input<(typeof clientsContract)[K]>;

/** Entries of History on a card as it opens. */
const FIRST_ENTRIES = 50;
/** Items of a card read at once: contacts, steps, the card itself, then History. */
const FIRST_ITEMS = 60 + FIRST_ENTRIES;
/** Deals on a card; the list of deals has them all. */
const FIRST_DEALS = 50;

/** A card with what the caller may do. Whose step is next is told to those alone who may read that step. */
export function clientView(caller: Caller, { nextStep, ...client }: Client): ClientView {
  const told = nextStep && may(caller, "history", "read", nextStep) ? { nextStep } : {};
  return { ...client, ...told, can: can(caller, "clients", client) };
}

/** The card if the caller may do the action with it; else as {@link demand} refuses. */
export async function mustClient(caller: Caller, id: string, action: "read" | "write" | "delete"): Promise<Client> {
  return demand(caller, "clients", action, await storeOf(caller).get(ClientTable, { id }));
}

/** A card by id, for rules that have checked their caller by other means; one in the bin is not there. */
export function find(caller: Caller, id: string): Promise<Client | undefined> {
  return storeOf(caller).get(ClientTable, { id });
}

/** Makes a card with its first contact person. */
export async function create(caller: Caller, { contact, ...input }: In<"create">) {
  const fields = { ...input, curatorId: input.curatorId ?? ownCurator(caller) };
  await checkReferences(caller, fields);
  const tx = storeOf(caller).tx();
  const client = tx.create(ClientTable, {
    ...fields,
    id: newId("client"),
    firstContactOn: input.firstContactOn ?? dayIn(caller.now, caller.timeZone),
  });
  const keys = await keysOf(client, caller.currency);
  if (contact) {
    checkName(contact);
    keys.push(...(await keysOf(contact, caller.currency)));
    tx.create(ContactTable, { ...contact, id: newId("contact"), clientId: client.id });
  }
  for (const key of distinct(keys)) tx.claim(key, holderOf(client.id));
  tx.event(clientCreated, aboutClient(client), { curatorId: client.curatorId });
  return commit(caller, tx, clientView(caller, client));
}

/** The card with everything on it, in one descending query; a second one where its deals fill the first. */
export async function card(caller: Caller, { id }: In<"card">) {
  const store = storeOf(caller);
  const pk = cardPartition(id);
  const rest = await cardItems(store, pk);
  const own = rest.items.find(({ sk }) => sk === "#");
  const client = demand(caller, "clients", "read", own && recordOf(ClientTable, own));
  if (client.deletedAt) throw new Problem("not_found");
  // One more than is shown tells whether there is more.
  const deals = await store.items({ pk, prefix: DEAL_PREFIX, descending: true, limit: FIRST_DEALS + 1 });
  const contacts = rest.items.filter((item) => item["e"] === "contact").map((item) => recordOf(ContactTable, item));
  const entries = rest.items.filter(({ sk }) => sk.startsWith(HISTORY_PREFIX));
  const last = entries.at(-1);
  return {
    client: clientView(caller, client),
    contacts: contacts.filter(({ deletedAt }) => !deletedAt),
    tasks: rest.items
      .filter(({ sk }) => sk.startsWith(STEP_PREFIX))
      .map((item) => item["d"] as Task)
      .filter((task) => may(caller, "history", "read", task))
      .sort((one, other) => one.at.localeCompare(other.at)),
    deals: deals.items
      .slice(0, FIRST_DEALS)
      .map(dealRefOf)
      .filter((deal) => may(caller, "deals", "read", deal)),
    moreDeals: deals.items.length > FIRST_DEALS,
    history: entries
      .map((item) => recordOf(EntryTable, item))
      .filter((entry) => !entry.deletedAt && may(caller, "history", "read", entry))
      .map((entry) => entryView(caller, entry)),
    ...(rest.after && last
      ? { historyCursor: await sealCursor(caller.tenant, `history ${id}`, { before: last.sk }) }
      : {}),
  };
}

/**
 * The card, its contacts and steps, and the newest entries of its History. Contacts and steps come first: where they
 * alone fill the one query that does for nearly every card, the rest is read after them.
 */
async function cardItems(store: Store, pk: string): ReturnType<Store["items"]> {
  const first = await store.items({ pk, to: "D", descending: true, limit: FIRST_ITEMS });
  if (!first.after || first.items.some(({ sk }) => sk.startsWith(HISTORY_PREFIX))) return first;
  const whole = first.items.some(({ sk }) => sk === "#");
  const [others, entries] = await Promise.all([
    whole ? undefined : store.items({ pk, from: "#", to: "D", descending: true, after: first.after }),
    store.items({ pk, prefix: HISTORY_PREFIX, descending: true, limit: FIRST_ENTRIES }),
  ]);
  return { items: [...first.items, ...(others?.items ?? []), ...entries.items], after: entries.after };
}

/** Changes a card on the version that was seen. */
export async function change(caller: Caller, { id, ver, ...input }: In<"change">) {
  return retryStale(async () => {
    const before = await mustClient(caller, id, "write");
    mustBeSeen(clientView(caller, before), ver);
    await checkReferences(caller, input, id);
    const tx = storeOf(caller).tx();
    const saved = tx.update(ClientTable, before, nullsOut(input));
    await moveKeys(caller, tx, id, before, saved);
    if (before.curatorId !== saved.curatorId) {
      tx.event(curatorChanged, aboutClient(saved), { from: before.curatorId, to: saved.curatorId });
    }
    return commit(caller, tx, clientView(caller, saved));
  });
}

/**
 * Puts a card into the recycle bin; with open deals it stays. Its values stay taken, so that nobody starts the same
 * client anew. Its deals are read after the card: one that is opened meanwhile touches the card, and they are read anew.
 */
export async function remove(caller: Caller, { id }: In<"remove">) {
  return retryStale(async () => {
    const client = await mustClient(caller, id, "delete");
    const deals = await dealRefsOfCard(caller, id);
    if (deals.some(({ state }) => state === "open")) throw new Problem("invalid_state", { reason: "client_has_deals" });
    const tx = storeOf(caller).tx();
    tx.trash(ClientTable, client);
    return tx.commit({});
  });
}

/** Ids of the deals that hang on a card. */
export async function dealsOfCard(caller: Caller, clientId: string): Promise<string[]> {
  return (await dealRefsOfCard(caller, clientId)).map(({ id }) => id);
}

async function dealRefsOfCard(caller: Caller, clientId: string): Promise<DealRef[]> {
  const { items } = await storeOf(caller).items({ pk: cardPartition(clientId), prefix: DEAL_PREFIX, consistent: true });
  return items.map(dealRefOf);
}

/** Takes a card out of the recycle bin. */
export async function restore(caller: Caller, { id }: In<"restore">) {
  const client = demand(caller, "clients", "delete", await storeOf(caller).get(ClientTable, { id }, { bin: true }));
  if (!client.deletedAt) return clientView(caller, client);
  const tx = storeOf(caller).tx();
  return tx.commit(clientView(caller, tx.update(ClientTable, client, { deletedAt: undefined })));
}

/** Whether values are taken, as they are being typed. */
export async function check(caller: Caller, { taxNumber, phone, email }: In<"check">) {
  const keys = [
    ...(taxNumber ? [{ field: "tax", value: normalTaxNumber(taxNumber) }] : []),
    ...(phone ? [{ field: "phone", value: await normalPhone(phone, caller.currency) }] : []),
    ...(email ? [{ field: "email", value: normalEmail(email) }] : []),
  ].filter(({ value }) => value.length > 0);
  return { duplicates: await duplicatesOf(caller, keys) };
}

/** Adds a contact person. His phones and e-mails belong to the card. */
export async function addContact(caller: Caller, { clientId, ...fields }: In<"addContact">) {
  await mustClient(caller, clientId, "write");
  checkName(fields);
  const tx = storeOf(caller).tx();
  const contact = tx.create(ContactTable, { ...fields, id: newId("contact"), clientId });
  for (const key of await keysOf(contact, caller.currency)) tx.claim(key, holderOf(clientId));
  return commit(caller, tx, contact);
}

/** Changes a contact person on the version that was seen. */
export async function changeContact(caller: Caller, { clientId, id, ver, ...fields }: In<"changeContact">) {
  return retryStale(async () => {
    const before = await mustContact(caller, clientId, id);
    mustBeSeen(before, ver);
    checkName(fields);
    const tx = storeOf(caller).tx();
    const { createdAt, createdBy } = before;
    const blank = {
      lastName: undefined,
      firstName: undefined,
      patronymic: undefined,
      post: undefined,
      birthday: undefined,
    };
    const saved = tx.update(ContactTable, before, {
      ...blank,
      consent: undefined,
      note: undefined,
      ...fields,
      createdAt,
      createdBy,
    });
    await moveKeys(caller, tx, clientId, before, saved);
    return commit(caller, tx, saved);
  });
}

/** Puts a contact person into the recycle bin; his values are free for other cards again. */
export async function removeContact(caller: Caller, { clientId, id }: In<"removeContact">) {
  return retryStale(async () => {
    const contact = await mustContact(caller, clientId, id);
    const tx = storeOf(caller).tx();
    tx.trash(ContactTable, contact);
    await moveKeys(caller, tx, clientId, contact, { phones: [], emails: [] });
    return tx.commit({});
  });
}

async function mustContact(caller: Caller, clientId: string, id: string): Promise<Contact> {
  await mustClient(caller, clientId, "write");
  const contact = await storeOf(caller).get(ContactTable, { clientId, id });
  if (!contact) throw new Problem("not_found");
  return contact;
}

/** Takes for the card what a record of it has anew; what the record no longer has is given up. */
async function moveKeys(
  caller: Caller,
  tx: Tx,
  clientId: string,
  before: Client | Contact,
  after: Parameters<typeof keysOf>[0],
): Promise<void> {
  const had = await keysOf(before, caller.currency);
  const has = await keysOf(after, caller.currency);
  for (const key of without(has, had)) tx.claim(key, holderOf(clientId));
  (await givenUp(caller, clientId, without(had, has), new Set([before.id]))).write(tx);
}

async function commit<O>(caller: Caller, tx: Tx, answer: O): Promise<O> {
  try {
    return await tx.commit(answer);
  } catch (error) {
    throw await toldDuplicate(caller, error);
  }
}

type References = {
  [
    K in
      "regionId" | "industryId" | "curatorId" | "sourceId" | "productSourceId" | "triggerId" | "interestId" | "parentId"
  ]?: string | null | undefined;
};

async function checkReferences(caller: Caller, input: References, id?: string): Promise<void> {
  await Promise.all([
    mustBeEntry(caller, "region", "regionId", input.regionId),
    mustBeEntry(caller, "industry", "industryId", input.industryId),
    mustBeEntry(caller, "source", "sourceId", input.sourceId),
    mustBeEntry(caller, "source", "productSourceId", input.productSourceId),
    mustBeEntry(caller, "trigger", "triggerId", input.triggerId),
    mustBeEntry(caller, "interest", "interestId", input.interestId),
    mustBeEmployee(caller, "curatorId", input.curatorId),
    mustBeParent(caller, input.parentId, id),
  ]);
}

/** A parent is a card the caller can see, and never below its own child. */
async function mustBeParent(
  caller: Caller,
  parentId: string | null | undefined,
  id: string | undefined,
): Promise<void> {
  let above = parentId;
  for (let level = 0; above; level++) {
    if (above === id || level > 20) throw invalid("parentId", "itself");
    const parent = await storeOf(caller).get(ClientTable, { id: above });
    if (level === 0 && (!parent || !may(caller, "clients", "read", parent))) throw invalid("parentId", "not_one_of");
    if (!id) return;
    above = parent?.parentId;
  }
}

function ownCurator(caller: Caller): string | undefined {
  return caller.kind === "system" ? undefined : caller.userId;
}

function checkName({ lastName, firstName }: { lastName?: string | undefined; firstName?: string | undefined }): void {
  if (!lastName && !firstName) throw invalid("lastName", "needs_name");
}

function holderOf(clientId: string): { entity: string; id: string } {
  return { entity: "client", id: clientId };
}

/** How events name a card. */
export function aboutClient({ id, ver }: Client): { kind: string; id: string; ver: number } {
  return { kind: "client", id, ver };
}
