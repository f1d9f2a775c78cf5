"use client";
import { useTranslations } from "next-intl";
import { useRouter } from "next/navigation";
import { useEffect } from "react";
import { peopleContract } from "#shared/people/contract.ts";
import { PageTitle } from "../../components/page.tsx";
import { ErrorBox, Waiting } from "../../components/states.tsx";
import { useAnswer } from "../../lib/answers.ts";
import { lastCompany } from "../../lib/session.ts";
import { Door } from "./door.tsx";

/** Leads on: to the company that was open last, to the first one, or to founding one. */
export function Entrance() {
  const t = useTranslations("common");
  const { replace } = useRouter();
  const me = useAnswer(peopleContract.me, {});
  const companies = me.data?.companies;
  useEffect(() => {
    if (!companies) return;
    const last = lastCompany();
    const company = companies.find((one) => one.company === last) ?? companies[0];
    replace(company ? `/${company.company}` : "/new-company");
  }, [companies, replace]);
  return (
    <Door>
      <PageTitle title={t("loading")} />
      {me.error ? <ErrorBox error={me.error} onRetry={() => void me.refetch()} /> : <Waiting lines={4} />}
    </Door>
  );
}
