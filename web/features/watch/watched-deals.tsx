"use client";
import { useTranslations } from "next-intl";
import Link from "next/link";
import type { SignalKind } from "#shared/deals/signals.ts";
import { watchQueries } from "#shared/watch/contract.ts";
import type { WatchedDeal } from "#shared/watch/schema.ts";
import { DataTable, type TableColumn } from "../../components/data-table.tsx";
import { Empty } from "../../components/states.tsx";
import { useAnswerPages } from "../../lib/answers.ts";
import { useCompany } from "../../lib/company.tsx";
import { LIST_ROWS } from "../../lib/first-questions.ts";
import { useFormats } from "../../lib/formats.ts";
import { useEmployees, usePipelines } from "../../lib/names.ts";
import type { Act } from "./watch.tsx";
import { ListBody } from "./list-body.tsx";
import styles from "./watch.module.css";

/** Deals with one signal, the longest over its norm first. */
export function WatchedDeals(props: {
  signal: SignalKind;
  managerId: string | undefined;
  pipelineId: string | undefined;
  act: Act;
}) {
  const { signal, managerId, pipelineId, act } = props;
  const t = useTranslations("watch");
  const common = useTranslations("common");
  const { id: company } = useCompany();
  const { stages } = usePipelines();
  const employees = useEmployees();
  const { money } = useFormats();
  const list = useAnswerPages(watchQueries.deals, {
    signal,
    limit: LIST_ROWS,
    ...(managerId ? { managerId } : {}),
    ...(pipelineId ? { pipelineId } : {}),
  });
  const rows = list.data?.pages.flatMap((page) => page.rows) ?? [];
  const { total = 0, sumMinor = 0 } = list.data?.pages[0] ?? {};
  const stage: TableColumn<WatchedDeal> = {
    key: "stage",
    title: t("stage"),
    cell: ({ stageId }) => stages.name(stageId),
    width: "9rem",
    phone: false,
  };
  const columns: TableColumn<WatchedDeal>[] = [
    { key: "title", title: t("deal"), cell: ({ title }) => title, total: t("deals", { count: total }) },
    {
      key: "client",
      title: t("client"),
      cell: ({ clientId, clientName }) => (
        <Link href={`/${company}/clients/${clientId}`} prefetch={false} className={styles.client}>
          {clientName}
        </Link>
      ),
      width: "10.5rem",
      phone: false,
    },
    {
      key: "reason",
      title: t("reason"),
      cell: ({ days, norm }) => t(`reasons.${signal}`, { days, norm }),
      width: "16rem",
      phone: false,
    },
    {
      key: "over",
      title: t("over"),
      cell: ({ days, norm }) => t("days", { days: days - norm }),
      width: "7.5rem",
      align: "end",
    },
    ...(signal === "stuck" ? [stage] : []),
    {
      key: "manager",
      title: t("manager"),
      cell: ({ managerId: id }) => (id ? employees.name(id) : t("nobody")),
      width: "8rem",
      phone: false,
    },
    {
      key: "amount",
      title: t("amount"),
      cell: ({ amountMinor, currency }) => money(amountMinor, currency),
      width: "7rem",
      align: "end",
      phone: false,
      total: money(sumMinor),
    },
    {
      key: "act",
      title: common("actions"),
      heard: true,
      cell: (row) => act({ id: row.clientId, name: row.clientName, owners: [row.managerId ?? undefined] }),
      width: "3.5rem",
    },
  ];
  return (
    <ListBody list={list}>
      <DataTable
        label={t(`tabs.${signal}`)}
        columns={columns}
        rows={rows}
        rowKey={({ id }) => id}
        hrefOf={({ id }) => `/${company}/deals/${id}`}
        total={total}
        minWidth={signal === "stuck" ? "72rem" : "63rem"}
        onEnd={list.hasNextPage && !list.isFetchingNextPage ? () => void list.fetchNextPage() : undefined}
        empty={<Empty title={t(`empty.${signal}`)}>{t("empty.deals")}</Empty>}
      />
    </ListBody>
  );
}
