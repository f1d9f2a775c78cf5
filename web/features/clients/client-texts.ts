"use client";
import { useTranslations } from "next-intl";
import { useFormats } from "../../lib/formats.ts";
import { useEmployees, useEntries } from "../../lib/names.ts";
import type { ClientInput } from "./client-draft.ts";

type Field = keyof ClientInput;

/** Names of the fields of a card, and their values in words. */
export function useClientTexts(): { label: (field: Field) => string; value: (field: Field, value: unknown) => string } {
  const t = useTranslations("clients.fields");
  const { day, money, number } = useFormats();
  const names = {
    regionId: useEntries("region"),
    industryId: useEntries("industry"),
    sourceId: useEntries("source"),
    triggerId: useEntries("trigger"),
    interestId: useEntries("interest"),
    curatorId: useEmployees(),
  };
  return {
    label: (field) => (field === "parentId" ? t("parent") : field === "turnoverMinor" ? t("turnover") : t(field)),
    value(field, value) {
      if (Array.isArray(value)) return value.map((way: { value: string }) => way.value).join(", ");
      if (typeof value === "number")
        return field === "turnoverMinor" ? money(value) : field === "staff" ? number(value) : String(value);
      if (typeof value !== "string") return "";
      if (field === "kind") return t(`kinds.${value as "person"}`);
      if (field === "initiative") return t(`initiatives.${value as "ours"}`);
      if (field === "firstContactOn" || field === "sourceOn") return day(value);
      if (field === "productSourceId") return names.sourceId.name(value);
      return field in names ? names[field as keyof typeof names].name(value) : value;
    },
  };
}
