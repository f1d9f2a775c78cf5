"use client";
import { NativeSelect } from "@mantine/core";
import { useTranslations } from "next-intl";
import { dealQueries } from "#shared/deals/contract.ts";
import { ClientPicker } from "../../components/client-picker.tsx";
import { EntrySelect } from "../../components/entry-select.tsx";
import { useAnswer } from "../../lib/answers.ts";
import { useRights } from "../../lib/company.tsx";
import type { Issues } from "../../lib/issues.ts";
import type { TaskDraft } from "./task-draft.ts";

const lengths = ["15", "30", "45", "60", "90", "120", "180", "240", "480"];

/** A length in words: `45 min`, `1 h 30 min`. */
export function useLength(): (minutes: number) => string {
  const t = useTranslations("tasks");
  return (minutes) => {
    const hours = Math.floor(minutes / 60);
    const rest = minutes % 60;
    return [hours > 0 ? t("hours", { hours }) : "", rest > 0 || hours === 0 ? t("minutes", { minutes: rest }) : ""]
      .filter(Boolean)
      .join(" ");
  };
}

/** How long a task takes. */
export function DurationSelect(props: {
  value: string;
  onChange: (minutes: string) => void;
  error: string | undefined;
}) {
  const t = useTranslations("tasks");
  const length = useLength();
  const offered = props.value && !lengths.includes(props.value) ? [...lengths, props.value] : lengths;
  return (
    <NativeSelect
      label={t("length")}
      value={props.value}
      data={[{ value: "", label: t("noLength") }, ...offered.map((value) => ({ value, label: length(Number(value)) }))]}
      onChange={(event) => props.onChange(event.currentTarget.value)}
      error={props.error}
    />
  );
}

/** What a task is about: its type, the client and the deal. Of a planned one client and deal stay. */
export function AboutFields(props: {
  draft: TaskDraft;
  set: (change: Partial<TaskDraft>) => void;
  issues: Issues;
  fixed: boolean;
}) {
  const { draft, set, issues, fixed } = props;
  const t = useTranslations("tasks");
  const { may } = useRights();
  const clientId = draft.client?.id;
  const deals = useAnswer(
    dealQueries.list,
    {
      filter: {
        and: [
          { field: "clientId", op: "eq", value: clientId ?? "" },
          { field: "state", op: "eq", value: "open" },
        ],
      },
      limit: 50,
    },
    { enabled: clientId !== undefined && !fixed && may("deals", "read") },
  );
  const rows = deals.data?.rows ?? [];
  return (
    <>
      <EntrySelect
        label={t("type")}
        dictionary="activity_type"
        none={t("noType")}
        value={draft.typeId}
        onChange={(typeId) => set({ typeId })}
        error={issues["typeId"]}
      />
      {fixed ? null : (
        <ClientPicker
          label={t("client")}
          value={draft.client ?? undefined}
          onChange={(client) => set({ client: client ?? null, dealId: "" })}
          error={issues["clientId"]}
        />
      )}
      {!fixed && rows.length > 0 ? (
        <NativeSelect
          label={t("deal")}
          value={draft.dealId}
          data={[{ value: "", label: t("noDeal") }, ...rows.map(({ id, title }) => ({ value: id, label: title }))]}
          onChange={(event) => set({ dealId: event.currentTarget.value })}
          error={issues["dealId"]}
        />
      ) : null}
    </>
  );
}
