"use client";
import { IconColumns } from "@tabler/icons-react";
import { useTranslations } from "next-intl";
import { useState, type ReactNode } from "react";
import type { TableColumn } from "./data-table.tsx";
import { ChoiceChip } from "./filter-bar.tsx";

/**
 * The columns of a table that the person wants to see, and where he says so; kept in this browser under the name.
 * The first column always stays.
 */
export function useShownColumns<R>(name: string, columns: readonly TableColumn<R>[]): [TableColumn<R>[], ReactNode] {
  const t = useTranslations("table");
  const key = `hidden columns ${name}`;
  const [hidden, setHidden] = useState<readonly string[]>(() => readHidden(key));
  const optional = columns.slice(1);
  const choose = (shown: readonly string[]) => {
    const next = optional.map((column) => column.key).filter((one) => !shown.includes(one));
    setHidden(next);
    try {
      localStorage.setItem(key, JSON.stringify(next));
    } catch {
      // Without room or leave to store, the choice lives as long as the page.
    }
  };
  return [
    columns.filter((column) => !hidden.includes(column.key)),
    <ChoiceChip
      key={key}
      label={t("columns")}
      icon={<IconColumns size={16} aria-hidden />}
      options={optional.map((column) => ({ id: column.key, name: column.title }))}
      chosen={optional.map((column) => column.key).filter((one) => !hidden.includes(one))}
      onChange={choose}
    />,
  ];
}

function readHidden(key: string): readonly string[] {
  try {
    const found = JSON.parse(localStorage.getItem(key) ?? "[]") as unknown;
    return Array.isArray(found) ? found.map(String) : [];
  } catch {
    return [];
  }
}
