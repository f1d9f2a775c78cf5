import { clientQueries } from "#shared/clients/contract.ts";
import { companiesContract } from "#shared/companies/contract.ts";
import { dayContract } from "#shared/day/contract.ts";
import { dealQueries } from "#shared/deals/contract.ts";
import { dictionariesContract } from "#shared/dictionaries/contract.ts";
import { employeesContract } from "#shared/employees/contract.ts";
import { requestOf } from "#shared/http/client.ts";
import type { Contract, GivenTo } from "#shared/http/contract.ts";
import { peopleContract } from "#shared/people/contract.ts";
import { pipelinesContract } from "#shared/pipelines/contract.ts";
import { productsContract } from "#shared/products/contract.ts";
import { companyOf } from "./address-parts.ts";
import { FIRST_CLIENTS, FIRST_DEALS } from "./first-questions.ts";

const frame = [urlOf(peopleContract.me, {}), urlOf(companiesContract.get, {})];
const names = [urlOf(employeesContract.list, {}), urlOf(dictionariesContract.list, {})];

/** What a page asks as soon as it runs, where its address adds no question of its own. A map: addresses name anything. */
const pages: ReadonlyMap<string, readonly string[]> = new Map([
  ["day", [urlOf(dayContract.get, {}), ...names]],
  ["clients", [urlOf(clientQueries.list, FIRST_CLIENTS), ...names]],
  [
    "deals",
    [
      urlOf(dealQueries.list, FIRST_DEALS),
      ...names,
      urlOf(pipelinesContract.list, {}),
      urlOf(productsContract.list, {}),
    ],
  ],
]);

function urlOf<C extends Contract>(contract: C, input: GivenTo<C>): string {
  return requestOf(contract, input as Record<string, unknown>).url;
}

/**
 * A script that asks the API what the page of an address will ask, while the page's own scripts are still on their way;
 * `takeEarly` hands the answers to whoever asks the same. Empty outside a company.
 * @param address path and question of the page, `/co_.../deals?find=wind`
 */
export function earlyScript(address: string): string {
  const [path = "", search] = address.split("?");
  const company = companyOf(path);
  if (!company) return "";
  const page = search ? undefined : pages.get(path.split("/").slice(2).join("/"));
  const urls = JSON.stringify([...frame, ...(page ?? [])]);
  return `var early = (window.early = new Map()), headers = { accept: "application/json", "accept-language": document.documentElement.lang, "x-company": "${company}" };
for (var url of ${urls}) early.set("${company} " + url, fetch(url, { headers: headers }));`;
}
