"use client";
import { Button } from "@mantine/core";
import { useTranslations } from "next-intl";
import dynamic from "next/dynamic";
import Link from "next/link";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { clientQueries } from "#shared/clients/contract.ts";
import type { ClientRow } from "#shared/clients/schema.ts";
import { DataTable } from "../../components/data-table.tsx";
import { notify } from "../../components/notices.tsx";
import { Page } from "../../components/page.tsx";
import { Empty, ErrorBox, Waiting } from "../../components/states.tsx";
import { useShownColumns } from "../../components/shown-columns.tsx";
import { useAnswerPages } from "../../lib/answers.ts";
import { useCompany, useRights } from "../../lib/company.tsx";
import { LIST_ROWS } from "../../lib/first-questions.ts";
import { useKeys } from "../../lib/keys.ts";
import { ClientFilters } from "./client-filters.tsx";
import { useClientFilter } from "./client-filter.ts";
import { useClientColumns } from "./client-columns.tsx";
import styles from "./client-list.module.css";

const NewClient = dynamic(() => import("./new-client.tsx").then((module) => module.NewClient), { ssr: false });

/** All clients one may see: found, narrowed, ordered, and a new one. */
export function ClientList() {
  const t = useTranslations("clients");
  const router = useRouter();
  const { id: company } = useCompany();
  const { may } = useRights();
  const filter = useClientFilter();
  const list = useAnswerPages(
    clientQueries.list,
    { ...filter.question, limit: LIST_ROWS },
    { enabled: filter.isReady },
  );
  const rows = list.data?.pages.flatMap((page) => page.rows) ?? [];
  const total = list.data?.pages[0]?.total ?? 0;
  const [columns, chooser] = useShownColumns("clients", useClientColumns(total));
  const [selected, setSelected] = useState<Set<string>>(new Set());
  const [adding, setAdding] = useState(false);
  const add = may("clients", "create") ? () => setAdding(true) : undefined;
  useKeys({ KeyN: add });
  return (
    <Page title={t("title")} fill actions={add ? <Button onClick={add}>{t("new")}</Button> : null}>
      <div className={styles.list}>
        <ClientFilters filter={filter}>{chooser}</ClientFilters>
        {selected.size > 0 ? (
          <Selected rows={rows.filter(({ id }) => selected.has(id))} clear={() => setSelected(new Set())} />
        ) : null}
        {list.data ? (
          <div className={styles.table} data-old={list.isPlaceholderData || undefined}>
            <DataTable
              label={t("title")}
              columns={columns}
              rows={rows}
              rowKey={({ id }) => id}
              nameOf={({ name }) => name}
              hrefOf={({ id }) => `/${company}/clients/${id}`}
              sort={filter.sort}
              onSort={(sort) => filter.change({ sort })}
              selected={selected}
              onSelect={setSelected}
              total={total}
              minWidth="80rem"
              onEnd={list.hasNextPage && !list.isFetchingNextPage ? () => void list.fetchNextPage() : undefined}
              empty={<Nothing isNarrow={filter.isNarrow} add={add} />}
            />
          </div>
        ) : list.error ? (
          <ErrorBox error={list.error} onRetry={() => void list.refetch()} />
        ) : (
          <Waiting lines={12} />
        )}
        {list.data ? <ErrorBox error={list.error} onRetry={() => void list.fetchNextPage()} /> : null}
      </div>
      {adding ? (
        <NewClient onClose={() => setAdding(false)} onMade={({ id }) => router.push(`/${company}/clients/${id}`)} />
      ) : null}
    </Page>
  );
}

function Nothing({ isNarrow, add }: { isNarrow: boolean; add: (() => void) | undefined }) {
  const t = useTranslations("clients");
  const { id: company } = useCompany();
  const { may } = useRights();
  if (isNarrow) return <Empty title={t("none.title")}>{t("none.text")}</Empty>;
  return (
    <Empty
      title={t("empty.title")}
      action={
        <div className={styles.ways}>
          {add ? <Button onClick={add}>{t("new")}</Button> : null}
          {may("imports", "create") ? (
            <Button variant="default" component={Link} href={`/${company}/imports`}>
              {t("empty.import")}
            </Button>
          ) : null}
        </div>
      }
    >
      {t("empty.text")}
    </Empty>
  );
}

function Selected({ rows, clear }: { rows: readonly ClientRow[]; clear: () => void }) {
  const t = useTranslations("clients");
  const emails = rows.flatMap(({ email }) => (email ? [email] : []));
  const copy = async () => {
    await navigator.clipboard.writeText(emails.join(", "));
    notify({ message: t("copied", { count: emails.length }) });
  };
  return (
    <div className={styles.selected} role="status">
      {t("selected", { count: rows.length })}
      {emails.length > 0 ? (
        <Button variant="default" onClick={() => void copy()}>
          {t("copyEmails")}
        </Button>
      ) : null}
      <Button variant="subtle" onClick={clear}>
        {t("unselect")}
      </Button>
    </div>
  );
}
