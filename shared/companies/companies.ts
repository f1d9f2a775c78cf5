import type { Caller } from "../caller.ts";
import { notFound } from "../errors.ts";
import type { Input } from "../http/contract.ts";
import { demand } from "../policy.ts";
import { demandSeen } from "../table/seen.ts";
import { storeOf } from "../table/store.ts";
import type { companiesContract } from "./contract.ts";
import type { Company } from "./schema.ts";
import { CompanyTable } from "./table.ts";

/** The company of the caller; every employee may read its settings. */
export async function get(caller: Caller): Promise<Company> {
  const company = await storeOf(caller).get(CompanyTable, {});
  if (!company) throw notFound();
  return company;
}

/** Changes the settings of the company, as long as the version the caller has seen is the current one. */
export async function change(caller: Caller, { ver, ...wanted }: Input<typeof companiesContract.change>): Promise<Company> {
  const store = storeOf(caller);
  const company = demand(caller, "settings", "write", await store.get(CompanyTable, {}));
  demandSeen(company, ver);
  const tx = store.tx();
  return tx.commit(tx.update(CompanyTable, company, wanted));
}
