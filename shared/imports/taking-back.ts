import type { Caller } from "../caller.ts";
import { findClient, isInUse as isClientInUse, restoreClient, takeBackClient } from "../clients/imported.ts";
import type { Client } from "../clients/schema.ts";
import { findDeal, restoreDeal, takeBackDeal } from "../deals/imported.ts";
import type { Deal } from "../deals/schema.ts";
import {
  findEmployee,
  findTeam,
  hasWork,
  restoreEmployee,
  takeBackEmployee,
  takeBackTeam,
} from "../employees/imported.ts";
import type { Employee, Team } from "../employees/schema.ts";
import { findProduct, restoreProduct, takeBackProduct } from "../products/imported.ts";
import type { Product } from "../products/schema.ts";
import type { Stored } from "../record.ts";
import type { WrittenKind } from "./chunks.ts";
import type { Write } from "./writers.ts";

/** How records of one kind are taken back. */
export interface Records {
  find(caller: Caller, id: string): Promise<Stored | undefined>;
  nameOf(record: Stored): string;
  takeBack(caller: Caller, record: Stored): Write | Promise<Write>;
  restore(caller: Caller, current: Stored, before: Record<string, unknown>): Write | Promise<Write>;
  /** Whether something hangs on it that only a look at the record itself tells. */
  isInUse?(caller: Caller, id: string): Promise<boolean>;
}

/** The ways of a kind of record. */
export function recordsOf(kind: Exclude<WrittenKind, "entry">): Records {
  return all[kind];
}

const all: Record<Exclude<WrittenKind, "entry">, Records> = {
  client: {
    find: findClient,
    nameOf: (record) => (record as Client).name,
    takeBack: (caller, record) => takeBackClient(caller, record as Client),
    restore: (caller, current, before) => restoreClient(caller, current as Client, before as Client),
    isInUse: isClientInUse,
  },
  deal: {
    find: findDeal,
    nameOf: (record) => (record as Deal).title,
    takeBack: (caller, record) => takeBackDeal(caller, record as Deal),
    restore: (caller, current, before) => restoreDeal(caller, current as Deal, before as Deal),
  },
  product: {
    find: findProduct,
    nameOf: (record) => (record as Product).name,
    takeBack: (_caller, record) => takeBackProduct(record as Product),
    restore: (_caller, current, before) => restoreProduct(current as Product, before as Product),
  },
  employee: {
    find: findEmployee,
    nameOf: (record) => (record as Employee).name,
    takeBack: (_caller, record) => takeBackEmployee(record as Employee),
    restore: (_caller, current, before) => restoreEmployee(current as Employee, before as Employee),
    isInUse: hasWork,
  },
  team: {
    find: findTeam,
    nameOf: (record) => (record as Team).name,
    takeBack: (_caller, record) => ({
      cost: 1,
      keys: [],
      write(tx) {
        takeBackTeam(tx, record as Team);
        return record;
      },
    }),
    restore: () => Promise.reject(new Error("An import changes no team")),
  },
};
