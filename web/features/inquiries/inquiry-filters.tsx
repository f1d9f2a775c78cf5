"use client";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { inquiryChannels, inquiryOutcomes } from "#shared/inquiries/schema.ts";
import { ChoiceChip, FilterBar, FindBox } from "../../components/filter-bar.tsx";
import { NOT_SET } from "../../lib/choices.ts";
import { useEmployees, useEntries } from "../../lib/names.ts";
import { chosenFields, type ChosenField, type useInquiryFilter } from "./inquiry-filter.ts";

/** Conditions of the journal; without `find` those that figures can be narrowed by. */
export function InquiryFilters({
  filter,
  find = true,
  children,
}: {
  filter: ReturnType<typeof useInquiryFilter>;
  find?: boolean;
  children?: ReactNode;
}) {
  const t = useTranslations();
  const employees = useEmployees();
  const regions = useEntries("region");
  const triggers = useEntries("trigger");
  const nothing = { id: NOT_SET, name: t("filters.notSet") };
  const options: Record<ChosenField, readonly { id: string; name: string }[]> = {
    channel: inquiryChannels.map((id) => ({ id, name: t(`inquiries.channels.${id}`) })),
    assignee: [nothing, ...employees.offered],
    region: [nothing, ...regions.offered],
    trigger: [nothing, ...triggers.offered],
    outcome: [nothing, ...inquiryOutcomes.map((id) => ({ id, name: t(`inquiries.outcomes.${id}`) }))],
  };
  const names = Object.keys(chosenFields) as ChosenField[];
  const clear = () => filter.change({ find: undefined, ...Object.fromEntries(names.map((name) => [name, undefined])) });
  return (
    <FilterBar onClear={filter.isNarrow ? clear : undefined}>
      {find ? (
        <FindBox label={t("inquiries.find")} value={filter.find} onChange={(text) => filter.change({ find: text })} />
      ) : null}
      {names.map((name) => (
        <ChoiceChip
          key={name}
          label={t(`inquiries.${name}`)}
          options={options[name]}
          chosen={filter.chosen[name]}
          onChange={(chosen) => filter.change({ [name]: chosen.join(",") })}
        />
      ))}
      {children}
    </FilterBar>
  );
}
