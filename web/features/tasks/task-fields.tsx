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
