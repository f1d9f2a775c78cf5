"use client";
import { useTranslations } from "next-intl";
import dynamic from "next/dynamic";
import type { ReactNode } from "react";
import { ChoiceChip, FilterBar, FindBox, Segments } from "../../components/filter-bar.tsx";
import { NOT_SET } from "../../lib/choices.ts";
import { useEmployees, useEntries, usePipelines, useProducts } from "../../lib/names.ts";
import { cleared, shownStates, type ChosenField, type DealFilter } from "./deal-filter.ts";

// Few lists are narrowed to one client; the others load nothing of him.
const ClientChip = dynamic(() => import("./client-chip.tsx").then((module) => module.ClientChip), { ssr: false });

/** Conditions that stand in sight; the others show once they hold. */
const always: readonly ChosenField[] = ["manager", "stage", "region", "industry", "product"];

/** Conditions of the deals of a page. */
export function DealFilters({ filter, children }: { filter: DealFilter; children?: ReactNode }) {
  const t = useTranslations();
  const { view, chosen } = filter;
  const options: Record<Exclude<ChosenField, "client">, readonly { id: string; name: string }[]> = {
    manager: useEmployees().offered,
    stage: usePipelines().stages.offered,
    region: useEntries("region").offered,
    industry: useEntries("industry").offered,
    source: useEntries("source").offered,
    product: useProducts().offered,
    reason: useEntries("refusal_reason").offered,
  };
  const nothing = { id: NOT_SET, name: t("filters.notSet") };
  const shown = (Object.keys(options) as (keyof typeof options)[]).filter(
    (name) => (always.includes(name) || chosen[name].length > 0) && !(view === "board" && name === "stage"),
  );
  return (
    <FilterBar onClear={filter.isNarrow ? () => filter.change(cleared) : undefined}>
      <FindBox label={t("deals.find")} value={filter.find} onChange={(find) => filter.change({ find })} />
      {view === "list" ? (
        <Segments
          label={t("deals.state")}
          value={filter.state}
          options={shownStates.map((value) => ({ value, label: t(`deals.shown.${value}`) }))}
          onChange={(state) => filter.change({ state: state === "open" ? undefined : state })}
        />
      ) : null}
      {shown.map((name) => (
        <ChoiceChip
          key={name}
          label={t(`deals.${name}`)}
          options={name === "stage" ? options[name] : [nothing, ...options[name]]}
          chosen={chosen[name]}
          onChange={(ids) => filter.change({ [name]: ids.join(",") })}
        />
      ))}
      {chosen.client[0] ? (
        <ClientChip
          label={t("deals.client")}
          id={chosen.client[0]}
          onChange={(ids) => filter.change({ client: ids.join(",") })}
        />
      ) : null}
      {children}
    </FilterBar>
  );
}
