"use client";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import type { Section } from "#shared/policy-names.ts";
import { useCompany, useRights } from "../lib/company.tsx";
import { PageTitle } from "./page.tsx";
import { Empty } from "./states.tsx";

/** Shows a page to whoever may read its section, and tells the others why there is nothing. */
export function Allowed({ section, children }: { section: Section; children: ReactNode }) {
  const t = useTranslations("rights");
  const { membership } = useCompany();
  const { may } = useRights();
  if (!membership || may(section, "read")) return children;
  return (
    <>
      <PageTitle title={t("title")} />
      <Empty title={t("title")}>{t("text")}</Empty>
    </>
  );
}
