import type { Caller } from "../caller.ts";
import { columnsOf, rowsOfIndex } from "../query/index-rows.ts";
import { fold } from "../query/tree.ts";
import type { Fresh } from "../record.ts";
import type { Unique } from "../table/entity.ts";
import { storeOf } from "../table/store.ts";
import type { Tx } from "../table/tx.ts";
import { clientColumns } from "./columns.ts";
import { keysOf, normalEmail, normalPhone, normalTaxNumber, without, type KeyField } from "./keys.ts";
import type { Client } from "./schema.ts";
import { cardPartition, ClientTable } from "./table.ts";
import { givenUp } from "./values.ts";

/** What an import says of a card; what is absent is not said. */
export type ImportedClient = Partial<
  Pick<
    Client,
    | "name"
    | "taxNumber"
    | "website"
    | "address"
    | "regionId"
    | "industryId"
    | "curatorId"
    | "sourceId"
    | "firstContactOn"
    | "parentId"
    | "foundedYear"
    | "turnoverMinor"
    | "staff"
    | "need"
    | "triggerId"
    | "initiative"
    | "interestId"
    | "lastContactAt"
    | "nextStep"
  >
> & { phones?: string[]; emails?: string[] };

/** A card to be written, with the values that find it and the actions it takes. */
export interface ClientWrite {
  cost: number;
  keys: Unique[];
  write(tx: Tx): Client;
}

/** A new card of an import. */
export async function newClient(
  caller: Caller,
  id: string,
  importId: string | undefined,
  said: ImportedClient & Required<Pick<Client, "name" | "firstContactOn">>,
): Promise<ClientWrite> {
  const fresh: Fresh<Client> = {
    ...said,
    id,
    kind: "organisation",
    phones: (said.phones ?? []).map((value) => ({ value })),
    emails: (said.emails ?? []).map((value) => ({ value })),
    importId,
  };
  const keys = await keysOf(fresh, caller.currency);
  return {
    cost: 1 + keys.length,
    keys,
    write(tx) {
      for (const key of keys) tx.claim(key, holderOf(id));
      return tx.create(ClientTable, fresh);
    },
  };
}

/** What the import says over a card as it is; phones and e-mails are added to those it has. */
export async function overwriteClient(caller: Caller, before: Client, said: ImportedClient): Promise<ClientWrite> {
  const { phones, emails, ...rest } = said;
  const change: Partial<Client> = {
    ...rest,
    phones: await more(before.phones, phones, (value) => normalPhone(value, caller.currency)),
    emails: await more(before.emails, emails, normalEmail),
  };
  return rewrite(caller, before, change);
}

/** A card put below another one: 1 action. */
export function linkClient(tx: Tx, client: Client, parentId: string): Client {
  return tx.update(ClientTable, client, { parentId });
}

/** A card set back to what it was before an import. */
export function restoreClient(caller: Caller, current: Client, before: Client): Promise<ClientWrite> {
  const gone = Object.fromEntries(Object.keys(current).map((name) => [name, undefined]));
  const { ver: _ver, updatedAt: _at, updatedBy: _by, ...was } = before;
  return rewrite(caller, current, { ...gone, ...was });
}

/** A card an import made, put into the recycle bin with its values given free, so that the file can be brought again. */
export function takeBackClient(caller: Caller, client: Client): Promise<ClientWrite> {
  return rewrite(caller, client, binned(caller, client));
}

/** What becomes of a card that is taken back. */
export function binned(caller: Caller, { deletedAt = caller.now }: Client): Partial<Client> {
  return { taxNumber: undefined, phones: [], emails: [], deletedAt };
}

async function rewrite(caller: Caller, before: Client, change: Partial<Client>): Promise<ClientWrite> {
  const had = await keysOf(before, caller.currency);
  const has = await keysOf({ ...before, ...change }, caller.currency);
  const claimed = without(has, had);
  const given = await givenUp(caller, before.id, without(had, has), new Set([before.id]));
  return {
    cost: 1 + claimed.length + given.cost,
    keys: [...claimed, ...given.freed],
    write(tx) {
      for (const key of claimed) tx.claim(key, holderOf(before.id));
      given.write(tx);
      return tx.update(ClientTable, before, change);
    },
  };
}

async function more<V extends { value: string }>(
  had: V[],
  said: string[] = [],
  normal: (value: string) => string | Promise<string>,
): Promise<V[]> {
  const known = new Set(await Promise.all(had.map(async ({ value }) => normal(value))));
  const its = await Promise.all(said.map(async (value) => normal(value)));
  return [...had, ...said.filter((_, at) => !known.has(its[at]!)).map((value) => ({ value }) as V)];
}

function holderOf(id: string): { entity: string; id: string } {
  return { entity: "client", id };
}

/** A value as its unique item knows it. */
export async function clientKey(caller: Caller, field: KeyField, value: string): Promise<Unique> {
  const normal = {
    tax: normalTaxNumber,
    email: normalEmail,
    phone: (typed: string) => normalPhone(typed, caller.currency),
  };
  return { field, value: await normal[field](value) };
}

/** Cards by id, those in the bin left out. */
export async function clientsById(caller: Caller, ids: readonly string[]): Promise<Map<string, Client>> {
  const found = await storeOf(caller).batchGet(
    ClientTable,
    ids.map((id) => ({ id })),
  );
  return new Map(found.map((client) => [client.id, client]));
}

/** A card, one in the bin too. */
export function findClient(caller: Caller, id: string): Promise<Client | undefined> {
  return storeOf(caller).get(ClientTable, { id }, { bin: true });
}

/** Cards whose folded names are wanted: the id of each, null where several have the name. */
export async function clientsNamed(
  caller: Caller,
  wanted: { has(name: string): boolean },
): Promise<Map<string, string | null>> {
  const found = new Map<string, string | null>();
  const name = columnsOf(clientColumns)("name");
  for await (const row of rowsOfIndex(caller, "client")) {
    const folded = fold(String(row[name] ?? ""));
    if (wanted.has(folded)) found.set(folded, found.has(folded) ? null : row[1]);
  }
  return found;
}

/** Whether anything hangs on a card: then it is not an import's any more to take back. */
export async function isInUse(caller: Caller, id: string): Promise<boolean> {
  const { items } = await storeOf(caller).items({ pk: cardPartition(id), consistent: true, limit: 50 });
  return items.some(({ sk, d }) => sk !== "#" && (d as { deletedAt?: string } | undefined)?.deletedAt === undefined);
}
