"use client";
import { IconAlertCircle } from "@tabler/icons-react";
import { useTranslations } from "next-intl";
import { useMemo } from "react";
import type { InquiryRow } from "#shared/inquiries/schema.ts";
import type { TableColumn } from "../../components/data-table.tsx";
import { useEmployees, useEntries } from "../../lib/names.ts";
import { useWhen } from "../../lib/wall.ts";
import styles from "./inquiries.module.css";

/** Columns of the journal of inquiries. */
export function useInquiryColumns(total: number): TableColumn<InquiryRow>[] {
  const t = useTranslations("inquiries");
  const regions = useEntries("region");
  const triggers = useEntries("trigger");
  const employees = useEmployees();
  const when = useWhen();
  return useMemo(
    () => [
      {
        key: "subject",
        title: t("subject"),
        sort: "subject",
        cell: ({ subject }) => subject,
        total: t("total", { count: total }),
      },
      {
        key: "due",
        title: t("due"),
        sort: "dueAt",
        cell: (row) => <Due row={row} />,
        width: "9.5rem",
      },
      {
        key: "from",
        title: t("from"),
        sort: "fromName",
        cell: ({ clientName, fromName }) => clientName ?? fromName,
        width: "10rem",
        phone: false,
      },
      {
        key: "channel",
        title: t("channel"),
        sort: "channel",
        cell: ({ channel }) => t(`channels.${channel}`),
        width: "6rem",
        phone: false,
      },
      {
        key: "assignee",
        title: t("assignee"),
        sort: "assigneeId",
        cell: ({ assigneeId }) => (assigneeId ? employees.name(assigneeId) : t("nobody")),
        width: "8.5rem",
        phone: false,
      },
      {
        key: "state",
        title: t("state"),
        sort: "state",
        cell: ({ state, outcome }) => (outcome ? t(`outcomes.${outcome}`) : t(`states.${state}`)),
        width: "6.5rem",
        phone: false,
      },
      {
        key: "region",
        title: t("region"),
        sort: "regionId",
        cell: ({ regionId }) => regions.name(regionId),
        width: "6rem",
        phone: false,
      },
      {
        key: "trigger",
        title: t("trigger"),
        sort: "triggerId",
        cell: ({ triggerId }) => triggers.name(triggerId),
        width: "7rem",
        phone: false,
      },
      {
        key: "received",
        title: t("received"),
        sort: "receivedAt",
        cell: ({ receivedAt }) => when.moment(receivedAt),
        width: "8.5rem",
        phone: false,
      },
    ],
    [t, total, regions, triggers, employees, when],
  );
}

function Due({ row: { late, dueAt, answeredAt, state } }: { row: InquiryRow }) {
  const t = useTranslations("inquiries");
  const when = useWhen();
  if (answeredAt) return <span className={styles.quiet}>{t("answeredOn", { when: when.dayOf(answeredAt) })}</span>;
  if (state === "closed") return null;
  if (!late) return when.moment(dueAt);
  return (
    <span className={styles.late}>
      <IconAlertCircle size={14} aria-hidden />
      <span className="heard">{t("late")}</span>
      {when.moment(dueAt)}
    </span>
  );
}
