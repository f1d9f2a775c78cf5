import type { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { TransactWriteItemsCommand } from "@aws-sdk/client-dynamodb";
import { marshall } from "@aws-sdk/util-dynamodb";
import type { Caller } from "#shared/caller.ts";
import { keysOf } from "#shared/clients/keys.ts";
import type { Client, Contact } from "#shared/clients/schema.ts";
import { ClientTable, ContactTable } from "#shared/clients/table.ts";
import { config } from "#shared/config.ts";
import type { Deal, StageEntry } from "#shared/deals/schema.ts";
import { DealTable, StageEntryTable } from "#shared/deals/table.ts";
import * as dictionaries from "#shared/dictionaries/dictionaries.ts";
import { add } from "#shared/employees/employees.ts";
import type { HistoryEntry } from "#shared/history/schema.ts";
import { EntryTable } from "#shared/history/table.ts";
import { newId, newIdAt } from "#shared/ids.ts";
import * as keys from "#shared/keys/keys.ts";
import * as pipelines from "#shared/pipelines/pipelines.ts";
import * as products from "#shared/products/products.ts";
import type { Fresh, Stored } from "#shared/record.ts";
import { itemOf, uniqueKey, type Item, type Table } from "#shared/table/entity.ts";
import { tenantPrefix } from "#shared/table/layout.ts";
import { aCompany } from "#test/support/callers.ts";
import { cities, dice, entryTexts, firsts, kinds, lasts } from "./words.ts";

/** How large the company is: as the peers of the comparison were. */
export const SIZE = { clients: 20_000, deals: 20_000, entries: 60_000 } as const;

/** What the measurements must know of the filled company. */
export interface Filled {
  tenant: string;
  /** Another company, empty, for the bare writes. */
  shadow: string;
  apiKey: string;
  /** Its owner's. */
  email: string;
  password: string;
  clientIds: string[];
  /** Open deals at their first version, with the stage to move each to. */
  moves: { id: string; stageId: string }[];
  regionId: string;
}

/** Items in one transaction: the local database writes a transaction to the disk once. */
const BATCH = 100;
const LANES = 2;
const PASSWORD = "correct horse battery";
const DAY_MS = 24 * 3600_000;

/**
 * Founds a company by the product's own rules and fills it past them, in bulk, with items as the product's tables
 * declare them: each client with a contact, three entries of History and a deal.
 */
export async function fillCompany(client: DynamoDBClient): Promise<Filled> {
  const company = await aCompany({ name: "Северный ветер", password: PASSWORD });
  const shadow = await aCompany({ name: "Тень" });
  const { system, owner } = company;
  const managers: string[] = [];
  for (let at = 0; at < 30; at++) {
    managers.push(
      (await add(system, { name: `${lasts[at]} ${firsts[at % firsts.length]}`, role: "sales_manager" })).id,
    );
  }
  const regions: string[] = [];
  for (const name of cities) regions.push((await dictionaries.addEntry(system, { id: "region", name })).id);
  const { dictionaries: all } = await dictionaries.list(system);
  const idsOf = (name: string) => all.find(({ id }) => id === name)!.entries.map(({ id }) => id);
  const pipeline = await pipelines.add(system, { template: "seven" });
  const pump = await products.add(system, { name: "Насос 25/6", priceMinor: 5_482_000 });
  const { key: apiKey } = await keys.make(owner, { label: "Bench", role: "owner" });

  const roll = dice(20_261_122);
  const one = <T>(list: readonly T[]): T => list[Math.floor(roll() * list.length)]!;
  const { tenant } = system;
  const rows = writer(system, client);
  const clientIds: string[] = [];
  const moves: Filled["moves"] = [];
  const nowMs = Date.parse(system.now);
  for (let at = 0; at < SIZE.clients; at++) {
    const number = String(at).padStart(5, "0");
    const madeMs = nowMs - Math.floor(roll() * 700) * DAY_MS;
    const made = { createdAt: new Date(madeMs).toISOString() };
    const curatorId = one(managers);
    const lastMs = Math.min(nowMs, madeMs + 3 * DAY_MS);
    const record = stored<Client>(system, {
      ...made,
      id: newId("client"),
      kind: "organisation",
      name: `${one(kinds)} ${one(lasts)} ${number}`,
      taxNumber: `77${number}${number.slice(2)}`,
      phones: [{ value: `+7495${number}${number.slice(3)}` }],
      emails: [{ value: `office${number}@client${number}.example` }],
      address: `${one(cities)}, Центральная улица, ${at % 200}`,
      regionId: one(regions),
      industryId: one(idsOf("industry")),
      sourceId: one(idsOf("source")),
      triggerId: one(idsOf("trigger")),
      curatorId,
      firstContactOn: made.createdAt.slice(0, 10),
      initiative: roll() < 0.5 ? "ours" : "theirs",
      lastContactAt: new Date(lastMs).toISOString(),
    });
    await rows.put(ClientTable, record);
    clientIds.push(record.id);
    for (const unique of await keysOf(record, system.currency)) {
      await rows.item({
        ...uniqueKey(tenant, unique),
        e: "unique",
        d: { entity: "client", id: record.id, field: unique.field },
      });
    }
    await rows.put(
      ContactTable,
      stored<Contact>(system, {
        ...made,
        id: newId("contact"),
        clientId: record.id,
        lastName: one(lasts),
        firstName: one(firsts),
        post: "Начальник отдела снабжения",
        phones: [{ value: `+7916${number}${number.slice(3)}`, shared: true }],
        emails: [],
      }),
    );
    for (let entry = 0; entry < SIZE.entries / SIZE.clients; entry++) {
      const happenedMs = Math.min(nowMs, madeMs + entry * DAY_MS);
      await rows.put(
        EntryTable,
        stored<HistoryEntry>(system, {
          createdAt: new Date(happenedMs).toISOString(),
          id: newIdAt("activity", happenedMs),
          clientId: record.id,
          typeId: one(idsOf("activity_type")),
          at: new Date(happenedMs).toISOString(),
          result: one(entryTexts),
          performerId: curatorId,
        }),
      );
    }
  }
  for (let at = 0; at < SIZE.deals; at++) {
    const clientId = clientIds[at % clientIds.length]!;
    const id = newId("deal");
    const place = Math.floor(roll() * (pipeline.stages.length - 1));
    const stageId = pipeline.stages[place]!.id;
    const startedMs = nowMs - Math.floor(roll() * 600) * DAY_MS;
    const createdAt = new Date(startedMs).toISOString();
    const entryId = newId("stageEntry");
    const state = at % 2 === 0 ? "open" : roll() < 0.6 ? "success" : "refusal";
    const amountMinor = 1_000_00 + Math.floor(roll() * 5_000_000_00);
    const managerId = one(managers);
    const closedOn = new Date(Math.min(nowMs, startedMs + 60 * DAY_MS)).toISOString();
    await rows.put(
      StageEntryTable,
      stored<StageEntry>(system, {
        createdAt,
        id: entryId,
        dealId: id,
        stageId,
        startedAt: createdAt,
        performerId: managerId,
      }),
    );
    await rows.put(
      DealTable,
      stored<Deal>(system, {
        createdAt,
        id,
        clientId,
        title: `Поставка насосов ${at}`,
        pipelineId: pipeline.id,
        stageId,
        stageSince: createdAt,
        managerId,
        state,
        amountMinor,
        currency: system.currency,
        baseMinor: amountMinor,
        rateDate: createdAt.slice(0, 10),
        lines: [{ productId: pump.id, quantity: "1", priceMinor: amountMinor }],
        openedOn: createdAt.slice(0, 10),
        ...(state === "open"
          ? { stageEntryId: entryId }
          : { closedOn: closedOn.slice(0, 10), closedBy: managerId, closing: { managerId, regionId: one(regions) } }),
      }),
    );
    if (state === "open") moves.push({ id, stageId: pipeline.stages[place + 1]!.id });
  }
  await rows.end();
  const { email } = company.person;
  return { tenant, shadow: shadow.id, apiKey, email, password: PASSWORD, clientIds, moves, regionId: regions[0]! };
}

/** A record as the store would have stored it on the day it was made. */
function stored<R extends Stored>({ actor }: Caller, fresh: Fresh<R> & { createdAt: string }): R {
  return { ...fresh, createdBy: actor, updatedAt: fresh.createdAt, updatedBy: actor, ver: 1 } as unknown as R;
}

/** Collects items and writes them in whole batches, some at a time. */
function writer({ tenant, shards }: Caller, client: DynamoDBClient) {
  let batch: Item[] = [];
  const running = new Set<Promise<unknown>>();
  const flush = async () => {
    const TransactItems = batch.map((item) => ({
      Put: { TableName: config.table, Item: marshall(item, { removeUndefinedValues: true }) },
    }));
    batch = [];
    if (TransactItems.length === 0) return;
    const sent = client.send(new TransactWriteItemsCommand({ TransactItems })).finally(() => running.delete(sent));
    running.add(sent);
    if (running.size >= LANES) await Promise.race(running);
  };
  const item = async (one: Item) => {
    batch.push(one);
    if (batch.length === BATCH) await flush();
  };
  return {
    item,
    async put<R extends Stored, K>(table: Table<R, K>, record: R) {
      await item(itemOf(table, tenant, shards, record));
      for (const { pk, sk, entity, d } of table.mirrors?.(record) ?? []) {
        await item({ pk: tenantPrefix(tenant) + pk, sk, e: entity, d });
      }
    },
    async end() {
      await flush();
      await Promise.all(running);
    },
  };
}
