"use client";
import { Button } from "@mantine/core";
import { useTranslations } from "next-intl";
import { inquiryQueries } from "#shared/inquiries/contract.ts";
import { DataTable } from "../../components/data-table.tsx";
import { useShownColumns } from "../../components/shown-columns.tsx";
import { Empty, ErrorBox, Waiting } from "../../components/states.tsx";
import { useAnswerPages } from "../../lib/answers.ts";
import { useCompany } from "../../lib/company.tsx";
import { LIST_ROWS } from "../../lib/first-questions.ts";
import { useInquiryColumns } from "./inquiry-columns.tsx";
import type { useInquiryFilter } from "./inquiry-filter.ts";
import { InquiryFilters } from "./inquiry-filters.tsx";
import styles from "./inquiries.module.css";

/** Inquiries of a view: found, narrowed, ordered. */
export function InquiryList({
  filter,
  add,
}: {
  filter: ReturnType<typeof useInquiryFilter>;
  add: (() => void) | undefined;
}) {
  const t = useTranslations("inquiries");
  const { id: company } = useCompany();
  const list = useAnswerPages(
    inquiryQueries.list,
    { ...filter.question, limit: LIST_ROWS },
    { enabled: filter.isReady },
  );
  const rows = list.data?.pages.flatMap((page) => page.rows) ?? [];
  const total = list.data?.pages[0]?.total ?? 0;
  const [columns, chooser] = useShownColumns("inquiries", useInquiryColumns(total));
  return (
    <div className={styles.list}>
      <InquiryFilters filter={filter}>{chooser}</InquiryFilters>
      {list.data ? (
        <div className={styles.table} data-old={list.isPlaceholderData || undefined}>
          <DataTable
            label={t("title")}
            columns={columns}
            rows={rows}
            rowKey={({ id }) => id}
            hrefOf={({ id }) => `/${company}/inquiries/${id}`}
            sort={filter.sort}
            onSort={(sort) => filter.change({ sort })}
            total={total}
            minWidth="78rem"
            onEnd={list.hasNextPage && !list.isFetchingNextPage ? () => void list.fetchNextPage() : undefined}
            empty={
              filter.isNarrow ? (
                <Empty title={t("none.title")}>{t("none.text")}</Empty>
              ) : (
                <Empty
                  title={t(`empty.${filter.tab}`)}
                  action={add ? <Button onClick={add}>{t("writeDown")}</Button> : null}
                >
                  {t("empty.text")}
                </Empty>
              )
            }
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
