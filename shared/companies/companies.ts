import type { Caller, Language } from "../caller.ts";
import { startDictionaries } from "../dictionaries/dictionaries.ts";
import { addOwner } from "../employees/owner.ts";
import { notFound } from "../errors.ts";
import type { Input } from "../http/contract.ts";
import { demand } from "../policy.ts";
import { mustBeSeen } from "../table/retry.ts";
import { storeOf } from "../table/store.ts";
import type { Tx } from "../table/tx.ts";
import { armRound } from "../watch/arm.ts";
import { forgetContext } from "./context.ts";
import type { companiesContract } from "./contract.ts";
import type { Company } from "./schema.ts";
import { CompanyTable } from "./table.ts";

/** One partition of the change index does for a company of some thousands of records; the number only ever grows. */
const FIRST_SHARDS = 1;

/** The company of the caller; whoever acts in it may read its settings. */
export async function get(caller: Caller): Promise<Company> {
  const company = await find(caller);
  if (!company) throw notFound();
  return company;
}

/** The company of the caller, if there is one: an old link or cookie may name one that is gone. */
export function find(caller: Caller): Promise<Company | undefined> {
  return storeOf(caller).get(CompanyTable, {});
}

/** Changes settings of the company over the version that was seen. */
export async function change(
  caller: Caller,
  { ver, ...wanted }: Input<typeof companiesContract.change>,
): Promise<Company> {
  const company = demand(caller, "settings", "write", await find(caller));
  mustBeSeen(company, ver);
  const tx = storeOf(caller).tx();
  const changed = await tx.commit(tx.update(CompanyTable, company, wanted));
  forgetContext(caller.tenant);
  return changed;
}

/** Adds to a transaction whether demo data are loaded: 1 action. */
export async function setDemo(caller: Caller, tx: Tx, demo: boolean): Promise<void> {
  tx.update(CompanyTable, await get(caller), { demo });
}

/**
 * Adds the first items of a company to the transaction of its sign-up: the company, its owner, its dictionaries
 * in its language and its daily round; 13 actions. The membership of the person is the caller's to write, in the same transaction.
 */
export function foundCompany(
  tx: Tx,
  company: { id: string; name: string; language: Language; timeZone: string; currency: string },
  owner: { personId: string; employeeId: string; name: string; email: string },
): Company {
  addOwner(tx, owner);
  startDictionaries(tx, company.language);
  armRound(tx);
  return tx.create(CompanyTable, { ...company, shards: FIRST_SHARDS, setUp: false, demo: false });
}
