"use client";
import { Badge } from "@mantine/core";
import { useTranslations } from "next-intl";
import Link from "next/link";
import { useMemo } from "react";
import type { DealRow } from "#shared/deals/schema.ts";
import type { TableColumn } from "../../components/data-table.tsx";
import { useCompany } from "../../lib/company.tsx";
import { useFormats } from "../../lib/formats.ts";
import { useEmployees, usePipelines } from "../../lib/names.ts";
import { useWhen } from "../../lib/wall.ts";
import { stateColours } from "./deal-states.ts";
import styles from "./deals.module.css";

/** Columns of the list of deals, with what stands under them. */
export function useDealColumns(total: number, sum: number): TableColumn<DealRow>[] {
  const t = useTranslations("deals");
  const { id: company } = useCompany();
  const { stages } = usePipelines();
  const employees = useEmployees();
  const { money } = useFormats();
  const when = useWhen();
  return useMemo(() => {
    const today = when.today();
    return [
      {
        key: "title",
        title: t("name"),
        sort: "title",
        cell: ({ title }) => title,
        total: t("total", { count: total }),
      },
      {
        key: "client",
        title: t("client"),
        cell: ({ clientId, clientName }) => (
          <Link href={`/${company}/clients/${clientId}`} prefetch={false} className={styles.client}>
            {clientName}
          </Link>
        ),
        width: "12rem",
        phone: false,
      },
      {
        key: "stage",
        title: t("stage"),
        sort: "stageId",
        cell: ({ stageId }) => stages.name(stageId),
        width: "9.5rem",
        phone: false,
      },
      {
        key: "manager",
        title: t("manager"),
        sort: "managerId",
        cell: ({ managerId }) => employees.name(managerId),
        width: "8.75rem",
        phone: false,
      },
      {
        key: "amount",
        title: t("amount"),
        sort: "baseMinor",
        cell: ({ amountMinor, currency }) => money(amountMinor, currency),
        width: "8rem",
        align: "end",
        total: money(sum),
      },
      {
        key: "plannedClose",
        title: t("plannedClose"),
        sort: "plannedCloseOn",
        cell: ({ plannedCloseOn, state }) =>
          plannedCloseOn ? (
            <span className={styles.day} data-late={(state === "open" && plannedCloseOn < today) || undefined}>
              {when.day(plannedCloseOn)}
            </span>
          ) : null,
        width: "6.5rem",
        phone: false,
      },
      {
        key: "opened",
        title: t("opened"),
        sort: "openedOn",
        cell: ({ openedOn }) => when.day(openedOn),
        width: "6.5rem",
        phone: false,
      },
      {
        key: "state",
        title: t("state"),
        sort: "state",
        cell: ({ state, closedOn }) => (
          <span title={closedOn ? when.day(closedOn) : undefined}>
            <Badge color={stateColours[state]} tt="none">
              {t(`states.${state}`)}
            </Badge>
          </span>
        ),
        width: "6.25rem",
        phone: false,
      },
    ];
  }, [t, total, sum, company, stages, employees, money, when]);
}
