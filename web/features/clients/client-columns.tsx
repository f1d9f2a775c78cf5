"use client";
import { IconAlertCircle } from "@tabler/icons-react";
import { useTranslations } from "next-intl";
import { useMemo } from "react";
import type { ClientRow } from "#shared/clients/schema.ts";
import type { TableColumn } from "../../components/data-table.tsx";
import { useFormats } from "../../lib/formats.ts";
import { useEmployees, useEntries } from "../../lib/names.ts";
import { useWhen } from "../../lib/wall.ts";
import styles from "./client-list.module.css";

/** Columns of the list of clients. */
export function useClientColumns(total: number): TableColumn<ClientRow>[] {
  const t = useTranslations("clients");
  const regions = useEntries("region");
  const industries = useEntries("industry");
  const sources = useEntries("source");
  const employees = useEmployees();
  const when = useWhen();
  return useMemo(
    () => [
      { key: "name", title: t("name"), sort: "name", cell: ({ name }) => name, total: t("total", { count: total }) },
      {
        key: "step",
        title: t("nextStep"),
        sort: "nextStepAt",
        cell: (row) => <NextStep row={row} />,
        width: "10.25rem",
      },
      { key: "phone", title: t("phone"), cell: ({ phone }) => phone, width: "8.75rem", phone: false },
      { key: "email", title: t("email"), cell: ({ email }) => email, width: "9rem", phone: false },
      {
        key: "region",
        title: t("region"),
        sort: "regionId",
        cell: (row) => regions.name(row.regionId),
        width: "7.25rem",
        phone: false,
      },
      {
        key: "industry",
        title: t("industry"),
        sort: "industryId",
        cell: (row) => industries.name(row.industryId),
        width: "7.25rem",
        phone: false,
      },
      {
        key: "curator",
        title: t("curator"),
        sort: "curatorId",
        cell: (row) => employees.name(row.curatorId),
        width: "9rem",
        phone: false,
      },
      {
        key: "source",
        title: t("source"),
        sort: "sourceId",
        cell: (row) => sources.name(row.sourceId),
        width: "6.75rem",
        phone: false,
      },
      {
        key: "contact",
        title: t("lastContact"),
        sort: "lastContactAt",
        cell: ({ lastContactAt }) => (lastContactAt ? when.dayOf(lastContactAt) : ""),
        width: "7rem",
        phone: false,
      },
    ],
    [t, total, regions, industries, sources, employees, when],
  );
}

function NextStep({ row: { nextStepAt, parkedUntil } }: { row: ClientRow }) {
  const t = useTranslations();
  const when = useWhen();
  const { shortDay } = useFormats();
  if (nextStepAt) {
    if (nextStepAt >= when.nowWall()) return when.wall(nextStepAt);
    return (
      <span className={styles.step} data-late>
        <IconAlertCircle size={14} aria-hidden />
        <span className="heard">{t("when.late", { when: "" })}</span>
        {when.wall(nextStepAt)}
      </span>
    );
  }
  if (parkedUntil && parkedUntil >= when.today()) {
    return <span className={styles.quiet}>{t("clients.parked", { day: shortDay(parkedUntil) })}</span>;
  }
  return <span className={styles.quiet}>{t("clients.noStep")}</span>;
}
