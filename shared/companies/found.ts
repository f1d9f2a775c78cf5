import type { Language } from "../caller.ts";
import { startDictionaries } from "../dictionaries/dictionaries.ts";
import { addOwner } from "../employees/employees.ts";
import type { Tx } from "../table/tx.ts";
import type { Company } from "./schema.ts";
import { CompanyTable } from "./table.ts";

/** One partition of the change index does for a company of some thousands of records; the number only ever grows. */
const FIRST_SHARDS = 1;

/**
 * Adds the first items of a company to the transaction of its sign-up: the company, its owner and its dictionaries
 * in its language; 11 actions. The membership of the person is the caller's to write, in the same transaction.
 */
export function foundCompany(
  tx: Tx,
  company: { id: string; name: string; language: Language; timeZone: string; currency: string },
  owner: { personId: string; employeeId: string; name: string; email: string },
): Company {
  addOwner(tx, owner);
  startDictionaries(tx, company.language);
  return tx.create(CompanyTable, { ...company, shards: FIRST_SHARDS, setUp: false, demo: false });
}
