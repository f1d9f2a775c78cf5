"use client";
import { useTranslations } from "next-intl";
import Link from "next/link";
import type { ReactNode } from "react";
import type { DealView } from "#shared/deals/schema.ts";
import { Panel } from "../../components/page.tsx";
import { useCompany } from "../../lib/company.tsx";
import { useFormats } from "../../lib/formats.ts";
import { useEmployees, useEntries, usePipelines } from "../../lib/names.ts";
import styles from "./deal-page.module.css";

/** What is known of a deal, and how it ended. */
export function DealFacts({ deal, clientName }: { deal: DealView; clientName: string }) {
  const t = useTranslations("deals");
  const { id: company } = useCompany();
  const { money, day, number } = useFormats();
  const pipelines = usePipelines();
  const employees = useEmployees();
  const reasons = useEntries("refusal_reason");
  const facts: [string, ReactNode][] = [
    [
      t("client"),
      <Link key="client" href={`/${company}/clients/${deal.clientId}`}>
        {clientName}
      </Link>,
    ],
    [t("amount"), <strong key="amount">{money(deal.amountMinor, deal.currency)}</strong>],
    [t("manager"), employees.name(deal.managerId)],
    [t("pipeline"), pipelines.offered.length > 1 ? pipelines.name(deal.pipelineId) : ""],
    [t("opened"), day(deal.openedOn)],
    [t("plannedClose"), deal.plannedCloseOn ? day(deal.plannedCloseOn) : ""],
    [t("probability"), deal.probability === undefined ? "" : number(deal.probability)],
    [t("closed"), deal.closedOn ? day(deal.closedOn) : ""],
    [t("reason"), deal.refusalReasonIds?.map((id) => reasons.name(id)).join(", ")],
    [t("refusedAt"), deal.refusalStageId ? pipelines.stages.name(deal.refusalStageId) : ""],
    [
      t("refusalNote"),
      deal.refusalNote ? (
        <span key="note" className={styles.note}>
          {deal.refusalNote}
        </span>
      ) : (
        ""
      ),
    ],
  ];
  return (
    <Panel title={t("facts")}>
      <dl className={styles.facts}>
        {facts.map(([name, value]) =>
          value ? (
            <div key={name}>
              <dt>{name}</dt>
              <dd>{value}</dd>
            </div>
          ) : null,
        )}
      </dl>
    </Panel>
  );
}
