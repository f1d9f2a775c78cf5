"use client";
import { useTranslations } from "next-intl";
import Link from "next/link";
import { useState } from "react";
import { inquiryQueries } from "#shared/inquiries/contract.ts";
import type { Output } from "#shared/http/contract.ts";
import { Segments } from "../../components/filter-bar.tsx";
import { PlainTable } from "../../components/plain-table.tsx";
import { Answer, Empty } from "../../components/states.tsx";
import { useAnswer } from "../../lib/answers.ts";
import { NOT_SET } from "../../lib/choices.ts";
import { useCompany } from "../../lib/company.tsx";
import { useFormats } from "../../lib/formats.ts";
import { useEmployees, useEntries } from "../../lib/names.ts";
import type { useInquiryFilter } from "./inquiry-filter.ts";
import { InquiryFilters } from "./inquiry-filters.tsx";
import styles from "./inquiries.module.css";

type Figures = Output<typeof inquiryQueries.report>["rows"][number];

/** Dimensions by the name the address of the journal knows them by. */
const dimensions = {
  assignee: "assigneeId",
  channel: "channel",
  region: "regionId",
  trigger: "triggerId",
  outcome: "outcome",
} as const;
type Dimension = keyof typeof dimensions;

/** How timely inquiries are answered, by whom, which way they came and what made them come. Counts open their rows. */
export function Timeliness({ filter }: { filter: ReturnType<typeof useInquiryFilter> }) {
  const t = useTranslations("inquiries");
  const { id: company } = useCompany();
  const { number } = useFormats();
  const [by, setBy] = useState<Dimension>("assignee");
  const nameOf = useNames();
  const report = useAnswer(
    inquiryQueries.report,
    { by: dimensions[by], ...(filter.filter ? { filter: filter.filter } : {}) },
    { keep: true },
  );
  const opens = (row: Figures, tab: "all" | "late") => {
    const asked = new URLSearchParams({ tab });
    for (const [name, chosen] of Object.entries(filter.chosen))
      if (chosen.length > 0) asked.set(name, chosen.join(","));
    asked.set(by, row.key ?? NOT_SET);
    return `/${company}/inquiries?${asked.toString()}`;
  };
  return (
    <div className={styles.form}>
      <InquiryFilters filter={filter} find={false}>
        <Segments
          label={t("figures.by")}
          value={by}
          options={(Object.keys(dimensions) as Dimension[]).map((value) => ({ value, label: t(value) }))}
          onChange={setBy}
        />
      </InquiryFilters>
      <Answer of={report}>
        {({ rows }) =>
          rows.length === 0 ? (
            <Empty title={t("none.title")}>{t("empty.text")}</Empty>
          ) : (
            <PlainTable
              label={t("tabs.figures")}
              rows={rows}
              rowKey={({ key }) => key ?? NOT_SET}
              columns={[
                { key: "name", title: t(by), cell: ({ key }) => nameOf(by, key) },
                {
                  key: "count",
                  title: t("figures.count"),
                  align: "end",
                  cell: (row) => (
                    <Link className={styles.figure} href={opens(row, "all")}>
                      {number(row.count)}
                    </Link>
                  ),
                },
                {
                  key: "late",
                  title: t("figures.late"),
                  align: "end",
                  cell: (row) =>
                    row.late > 0 ? (
                      <Link className={styles.late} href={opens(row, "late")}>
                        {number(row.late)}
                      </Link>
                    ) : (
                      "0"
                    ),
                },
                {
                  key: "share",
                  title: t("figures.share"),
                  align: "end",
                  cell: ({ inTime, tooLate }) =>
                    inTime + tooLate > 0 ? `${number(Math.round((100 * inTime) / (inTime + tooLate)))} %` : "—",
                },
                {
                  key: "median",
                  title: t("figures.median"),
                  align: "end",
                  phone: false,
                  cell: ({ medianMinutes }) => (medianMinutes === null ? "—" : number(medianMinutes)),
                },
                { key: "open", title: t("figures.open"), align: "end", phone: false, cell: (row) => number(row.open) },
              ]}
            />
          )
        }
      </Answer>
    </div>
  );
}

function useNames(): (by: Dimension, key: string | null) => string {
  const t = useTranslations();
  const employees = useEmployees();
  const regions = useEntries("region");
  const triggers = useEntries("trigger");
  return (by, key) => {
    if (key === null) return by === "assignee" ? t("inquiries.nobody") : t("filters.notSet");
    if (by === "assignee") return employees.name(key);
    if (by === "region") return regions.name(key);
    if (by === "trigger") return triggers.name(key);
    return by === "channel" ? t(`inquiries.channels.${key as "call"}`) : t(`inquiries.outcomes.${key as "answered"}`);
  };
}
