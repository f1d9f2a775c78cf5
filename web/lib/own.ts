"use client";
import type { Action, Section } from "#shared/policy-names.ts";
import { useCompany, useRights } from "./company.tsx";

/**
 * Whether the person may do something with a record that does not say so itself, by those who make it somebody's own.
 * Who is of one's team only the API knows: it is asked, and may refuse.
 */
export function useMayWith(section: Section, action: Action): (owners: readonly (string | undefined)[]) => boolean {
  const { membership } = useCompany();
  const { scope } = useRights();
  const reach = scope(section, action);
  return (owners) =>
    reach === "all" || reach === "team" || (reach === "own" && owners.includes(membership?.employeeId));
}
