import { Seen } from "../fields.ts";
import { operation } from "../http/contract.ts";
import { ChangeCompany, Company } from "./schema.ts";

/** Settings of the company. */
export const companiesContract = {
  get: operation({
    method: "GET",
    path: "/company",
    access: "employee",
    summary: "The company of the request",
    output: Company,
  }),
  change: operation({
    method: "PATCH",
    path: "/company",
    access: ["settings", "write"],
    summary: "Change settings of the company",
    body: ChangeCompany.extend({ ver: Seen }),
    output: Company,
  }),
};
