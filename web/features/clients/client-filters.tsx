"use client";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { ChoiceChip, FilterBar, FindBox, FlagChip } from "../../components/filter-bar.tsx";
import { NOT_SET } from "../../lib/choices.ts";
import { useEmployees, useEntries } from "../../lib/names.ts";
import { chosenFields, type ChosenField, type useClientFilter } from "./client-filter.ts";

/** Conditions of the list of clients. */
export function ClientFilters({
  filter,
  children,
}: {
  filter: ReturnType<typeof useClientFilter>;
  children: ReactNode;
}) {
  const t = useTranslations();
  const options = {
    region: useEntries("region"),
    industry: useEntries("industry"),
    curator: useEmployees(),
    source: useEntries("source"),
  };
  const nothing = { id: NOT_SET, name: t("filters.notSet") };
  const names = Object.keys(chosenFields) as ChosenField[];
  const clear = () =>
    filter.change({
      find: undefined,
      mine: undefined,
      step: undefined,
      ...Object.fromEntries(names.map((name) => [name, undefined])),
    });
  return (
    <FilterBar onClear={filter.isNarrow ? clear : undefined}>
      <FindBox label={t("clients.find")} value={filter.find} onChange={(find) => filter.change({ find })} />
      <FlagChip
        label={t("clients.mine")}
        on={filter.mine}
        onChange={(on) => filter.change({ mine: on ? "1" : undefined })}
      />
      <FlagChip
        label={t("clients.withoutStep")}
        on={filter.withoutStep}
        onChange={(on) => filter.change({ step: on ? "none" : undefined })}
      />
      {names.map((name) => (
        <ChoiceChip
          key={name}
          label={t(`clients.${name}`)}
          options={[nothing, ...options[name].offered]}
          chosen={filter.chosen[name]}
          onChange={(chosen) => filter.change({ [name]: chosen.join(",") })}
        />
      ))}
      {children}
    </FilterBar>
  );
}
