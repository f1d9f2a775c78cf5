"use client";
import { useTranslations } from "next-intl";
import { resourcesContract } from "#shared/resources/contract.ts";
import { MOST_RESOURCES } from "#shared/resources/schema.ts";
import { ChoiceChip } from "../../components/filter-bar.tsx";
import { useAnswer } from "../../lib/answers.ts";

/** Chooses what a task books; shows nothing in a company that has no resources. */
export function ResourcePicker(props: { value: readonly string[]; onChange: (ids: string[]) => void }) {
  const t = useTranslations("resources");
  const { data } = useAnswer(resourcesContract.list, {});
  const offered = (data?.resources ?? []).filter(({ id, hidden }) => !hidden || props.value.includes(id));
  if (offered.length === 0) return null;
  return (
    <ChoiceChip
      label={t("book")}
      options={offered}
      chosen={props.value}
      onChange={(ids) => props.onChange(ids.slice(0, MOST_RESOURCES))}
    />
  );
}
