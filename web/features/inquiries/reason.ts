"use client";
import { useTranslations } from "next-intl";
import type { Routing } from "#shared/inquiries/schema.ts";
import { useEmployees } from "../../lib/names.ts";

/** Why an inquiry went to whom it went, in words. */
export function useReason(): (routing: Routing) => string {
  const t = useTranslations("inquiries.routed");
  const employees = useEmployees();
  return ({ how, rule = 0, name = "", insteadOf }) => {
    const why = t(how, { rule, name });
    return insteadOf ? `${why}. ${t("insteadOf", { name: employees.name(insteadOf) })}` : why;
  };
}
