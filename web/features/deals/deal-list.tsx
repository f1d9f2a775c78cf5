"use client";
import { Button } from "@mantine/core";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { dealQueries } from "#shared/deals/contract.ts";
import type { DealRow } from "#shared/deals/schema.ts";
import { sumMinor } from "#shared/money.ts";
import { DataTable } from "../../components/data-table.tsx";
import { useShownColumns } from "../../components/shown-columns.tsx";
import { Empty, ErrorBox, Waiting } from "../../components/states.tsx";
import { useAnswerPages } from "../../lib/answers.ts";
import { useCompany } from "../../lib/company.tsx";
import { LIST_ROWS } from "../../lib/first-questions.ts";
import { useFormats } from "../../lib/formats.ts";
import { useDealColumns } from "./deal-columns.tsx";
import { cleared, type DealFilter } from "./deal-filter.ts";
import { DealFilters } from "./deal-filters.tsx";
import styles from "./deals.module.css";

/** Deals as a table, with their count and sum. */
export function DealList({ filter, open }: { filter: DealFilter; open: (() => void) | undefined }) {
  const t = useTranslations("deals");
  const { id: company } = useCompany();
  const list = useAnswerPages(dealQueries.list, {
    ...(filter.whole ? { filter: filter.whole } : {}),
    sort: filter.sort,
    limit: LIST_ROWS,
  });
  const rows = list.data?.pages.flatMap((page) => page.rows) ?? [];
  const { total = 0, sumMinor: sum = 0 } = list.data?.pages[0] ?? {};
  const [columns, chooser] = useShownColumns("deals", useDealColumns(total, sum));
  const [selected, setSelected] = useState<Set<string>>(new Set());
  return (
    <div className={styles.list}>
      <DealFilters filter={filter}>{chooser}</DealFilters>
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
            nameOf={({ title, clientName }) => `${title}, ${clientName}`}
            hrefOf={({ id }) => `/${company}/deals/${id}`}
            sort={filter.sort}
            onSort={(sort) => filter.change({ sort })}
            selected={selected}
            onSelect={setSelected}
            total={total}
            minWidth="75rem"
            onEnd={list.hasNextPage && !list.isFetchingNextPage ? () => void list.fetchNextPage() : undefined}
            empty={<Nothing filter={filter} open={open} />}
          />
        </div>
      ) : list.error ? (
        <ErrorBox error={list.error} onRetry={() => void list.refetch()} />
      ) : (
        <Waiting lines={12} />
      )}
      {list.data ? <ErrorBox error={list.error} onRetry={() => void list.fetchNextPage()} /> : null}
    </div>
  );
}

function Nothing({ filter, open }: { filter: DealFilter; open: (() => void) | undefined }) {
  const t = useTranslations("deals");
  if (filter.isNarrow || filter.state !== "open") {
    return (
      <Empty
        title={t("none.title")}
        action={
          <Button variant="default" onClick={() => filter.change({ ...cleared, state: "all" })}>
            {t("none.action")}
          </Button>
        }
      >
        {t("none.text")}
      </Empty>
    );
  }
  return (
    <Empty title={t("empty.title")} action={open ? <Button onClick={open}>{t("new")}</Button> : null}>
      {t("empty.text")}
    </Empty>
  );
}

function Selected({ rows, clear }: { rows: readonly DealRow[]; clear: () => void }) {
  const t = useTranslations("deals");
  const { money } = useFormats();
  return (
    <div className={styles.selected} role="status">
      {t("selected", { count: rows.length, sum: money(sumMinor(rows.map(({ baseMinor }) => baseMinor))) })}
      <Button variant="subtle" onClick={clear}>
        {t("unselect")}
      </Button>
    </div>
  );
}
