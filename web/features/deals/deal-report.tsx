"use client";
import { NativeSelect } from "@mantine/core";
import { useTranslations } from "next-intl";
import Link from "next/link";
import { dealQueries } from "#shared/deals/contract.ts";
import { dealStates } from "#shared/deals/schema.ts";
import type { Output } from "#shared/http/contract.ts";
import { sumMinor } from "#shared/money.ts";
import { PlainTable } from "../../components/plain-table.tsx";
import { Answer, Empty } from "../../components/states.tsx";
import { useAddress } from "../../lib/address.ts";
import { useAnswer } from "../../lib/answers.ts";
import { NOT_SET } from "../../lib/choices.ts";
import { useFormats } from "../../lib/formats.ts";
import { useEmployees, useEntries, usePipelines, useProducts } from "../../lib/names.ts";
import { chosenFields, type ChosenField, type DealFilter } from "./deal-filter.ts";
import { DealFilters } from "./deal-filters.tsx";
import styles from "./deals.module.css";

/** What deals are counted by. */
const dimensions = ["manager", "stage", "region", "industry", "source", "product", "reason"] as const;
type Dimension = (typeof dimensions)[number];

type Figure = Output<typeof dealQueries.report>["rows"][number];

/** Deals counted and summed by how they stand and one dimension; every figure opens the deals behind it. */
export function DealReport({ filter }: { filter: DealFilter }) {
  const t = useTranslations("deals");
  const [address, change] = useAddress();
  const by = dimensions.find((one) => one === address.get("by")) ?? "manager";
  const conditions = filter.filter ? { filter: filter.filter } : {};
  const report = useAnswer(dealQueries.report, { by: chosenFields[by], ...conditions }, { keep: true });
  const totals = useAnswer(dealQueries.report, { by: "state", ...conditions }, { keep: true });
  return (
    <>
      <DealFilters filter={filter}>
        <NativeSelect
          aria-label={t("report.by")}
          value={by}
          data={dimensions.map((value) => ({ value, label: t("report.byWhat", { name: t(value) }) }))}
          onChange={(event) => change({ by: event.currentTarget.value })}
        />
      </DealFilters>
      <Answer of={report}>
        {({ rows }) =>
          rows.length === 0 ? (
            <Empty title={t("report.empty.title")}>{t("report.empty.text")}</Empty>
          ) : (
            <div className={styles.report}>
              <Figures by={by} rows={rows} totals={totals.data?.rows ?? []} filter={filter} />
              {by === "product" || by === "reason" ? <p className={styles.quiet}>{t("report.several")}</p> : null}
            </div>
          )
        }
      </Answer>
    </>
  );
}

interface Line {
  key: string | null;
  /** undefined is the line of totals: no condition of the dimension. */
  dimension: Dimension | undefined;
  name: string;
  figures: readonly Figure[];
}

function Figures(props: { by: Dimension; rows: readonly Figure[]; totals: readonly Figure[]; filter: DealFilter }) {
  const { by, rows, totals, filter } = props;
  const t = useTranslations("deals");
  const nameOf = useNames(by);
  const keys = [...new Set(rows.map(({ key }) => key))];
  const lines: Line[] = [
    ...keys.map((key) => ({
      key,
      dimension: by,
      name: key === null ? t("report.notSet") : nameOf(key),
      figures: rows.filter((row) => row.key === key),
    })),
    { key: null, dimension: undefined, name: t("report.total"), figures: totals },
  ];
  return (
    <PlainTable
      label={t("report.title", { name: t(by) })}
      rows={lines}
      rowKey={({ key, dimension }) => `${dimension ?? "total"} ${key ?? ""}`}
      columns={[
        { key: "name", title: t(by), cell: ({ name, dimension }) => (dimension ? name : <strong>{name}</strong>) },
        ...[...dealStates, "all" as const].map((state) => ({
          key: state,
          title: t(`shown.${state}`),
          align: "end" as const,
          cell: (line: Line) => <Cell line={line} state={state} filter={filter} />,
        })),
      ]}
    />
  );
}

function Cell({ line, state, filter }: { line: Line; state: (typeof dealStates)[number] | "all"; filter: DealFilter }) {
  const { money, number } = useFormats();
  const figures = line.figures.filter((figure) => state === "all" || figure.state === state);
  const count = figures.reduce((sum, figure) => sum + figure.count, 0);
  if (count === 0) return <span className={styles.quiet}>—</span>;
  return (
    <Link href={listOf(filter, state, line)} className={styles.figure}>
      {number(count)}
      <span>{money(sumMinor(figures.map((figure) => figure.sumMinor)))}</span>
    </Link>
  );
}

/** The list of the deals behind a figure: the same conditions, and those of its cell. */
function listOf(filter: DealFilter, state: string, { dimension, key }: Line): string {
  const search = new URLSearchParams();
  for (const [name, chosen] of Object.entries(filter.chosen)) if (chosen.length > 0) search.set(name, chosen.join(","));
  if (filter.find) search.set("find", filter.find);
  if (state !== "open") search.set("state", state);
  if (dimension) search.set(dimension, key ?? NOT_SET);
  return `?${search.toString()}`;
}

function useNames(by: Dimension): (id: string) => string {
  const names: Record<Exclude<ChosenField, "client">, { name: (id: string) => string }> = {
    manager: useEmployees(),
    stage: usePipelines().stages,
    region: useEntries("region"),
    industry: useEntries("industry"),
    source: useEntries("source"),
    product: useProducts(),
    reason: useEntries("refusal_reason"),
  };
  return (id) => names[by].name(id) || "…";
}
