"use client";
import { createContext, useContext } from "react";
import type { Company } from "#shared/companies/schema.ts";
import type { Me } from "#shared/people/schema.ts";
import type { Action, Scope, Section } from "#shared/policy-names.ts";

/** What a page knows of where it is and who looks at it. What is not answered yet is absent. */
export interface Here {
  id: string;
  company?: Company;
  me?: Me;
  membership?: Me["companies"][number];
}

const HereContext = createContext<Here>({ id: "" });

/** Tells the pages below of their company. */
export const HereProvider = HereContext.Provider;

/** The company of the page and the person who looks at it. */
export function useCompany(): Here {
  return useContext(HereContext);
}

/** The zone times are shown in: the person's own in this company, else the company's. */
export function useTimeZone(): string | undefined {
  const { company, membership } = useCompany();
  return membership?.timeZone ?? company?.timeZone;
}

/** How far the person's right reaches; none until rights are known. */
export type Rights = (section: Section, action: Action) => Scope;

/** The rights of the person in the company of the page: screens hide what the API would refuse. */
export function useRights(): { scope: Rights; may: (section: Section, action: Action) => boolean } {
  const { membership } = useCompany();
  const scope: Rights = (section, action) => membership?.rights[section][action] ?? "none";
  return { scope, may: (section, action) => scope(section, action) !== "none" };
}
