"use client";
import { useTranslations } from "next-intl";
import { watchQueries } from "#shared/watch/contract.ts";
import type { ForgottenClient } from "#shared/watch/schema.ts";
import { DataTable, type TableColumn } from "../../components/data-table.tsx";
import { Empty } from "../../components/states.tsx";
import { useAnswerPages } from "../../lib/answers.ts";
import { useCompany } from "../../lib/company.tsx";
import { LIST_ROWS } from "../../lib/first-questions.ts";
import { useEmployees } from "../../lib/names.ts";
import { useWhen } from "../../lib/wall.ts";
import { ListBody } from "./list-body.tsx";
import type { Act } from "./watch.tsx";

/** Clients without a next step, the longest silent first. */
export function WatchedClients({ curatorId, act }: { curatorId: string | undefined; act: Act }) {
  const t = useTranslations("watch");
  const common = useTranslations("common");
  const { id: company } = useCompany();
  const employees = useEmployees();
  const when = useWhen();
  const list = useAnswerPages(watchQueries.clients, { limit: LIST_ROWS, ...(curatorId ? { curatorId } : {}) });
  const rows = list.data?.pages.flatMap((page) => page.rows) ?? [];
  const { total = 0 } = list.data?.pages[0] ?? {};
  const columns: TableColumn<ForgottenClient>[] = [
    { key: "name", title: t("client"), cell: ({ name }) => name, total: t("clients", { count: total }) },
    {
      key: "reason",
      title: t("reason"),
      cell: ({ parkedUntil }) =>
        parkedUntil ? t("reasons.parked", { day: when.day(parkedUntil) }) : t("reasons.noStep"),
      width: "17rem",
      phone: false,
    },
    {
      key: "last",
      title: t("lastContact"),
      cell: ({ lastContactAt, firstContactOn }) =>
        lastContactAt ? when.dayOf(lastContactAt) : when.day(firstContactOn),
      width: "8.5rem",
      phone: false,
    },
    { key: "days", title: t("silence"), cell: ({ days }) => t("days", { days }), width: "6rem", align: "end" },
    {
      key: "curator",
      title: t("curator"),
      cell: ({ curatorId: id }) => (id ? employees.name(id) : t("nobody")),
      width: "10rem",
      phone: false,
    },
    {
      key: "act",
      title: common("actions"),
      heard: true,
      cell: ({ id, name, curatorId: own, createdBy }) => act({ id, name, owners: [own ?? undefined, createdBy] }),
      width: "3.5rem",
    },
  ];
  return (
    <ListBody list={list}>
      <DataTable
        label={t("tabs.clients")}
        columns={columns}
        rows={rows}
        rowKey={({ id }) => id}
        hrefOf={({ id }) => `/${company}/clients/${id}`}
        total={total}
        minWidth="60rem"
        onEnd={list.hasNextPage && !list.isFetchingNextPage ? () => void list.fetchNextPage() : undefined}
        empty={<Empty title={t("empty.clients")}>{t("empty.clientsText")}</Empty>}
      />
    </ListBody>
  );
}
