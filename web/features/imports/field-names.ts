"use client";
import { useMessages } from "next-intl";
import type { ImportEntity } from "#shared/imports/schema.ts";

/** Names of the fields of an entity in the language of the screen. */
export function useFieldNames(entity: ImportEntity): (field: string) => string {
  const names: Record<string, string> = useMessages().imports.fields[entity];
  return (field) => names[field] ?? field;
}
