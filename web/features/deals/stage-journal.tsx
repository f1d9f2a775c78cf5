"use client";
import { useLocale, useTranslations } from "next-intl";
import type { StageEntry } from "#shared/deals/schema.ts";
import { Panel } from "../../components/page.tsx";
import { PlainTable } from "../../components/plain-table.tsx";
import { useEmployees, usePipelines } from "../../lib/names.ts";
import { useWhen } from "../../lib/wall.ts";

/** The way a deal has come: each stage with its start, end, length and performer. */
export function StageJournal({ journal }: { journal: readonly StageEntry[] }) {
  const t = useTranslations("deals.journal");
  const { stages } = usePipelines();
  const employees = useEmployees();
  const when = useWhen();
  const lengthOf = useLength();
  const entries = [...journal].sort((one, other) => other.startedAt.localeCompare(one.startedAt));
  return (
    <Panel title={t("title")}>
      <PlainTable
        label={t("title")}
        rows={entries}
        rowKey={({ id }) => id}
        columns={[
          { key: "stage", title: t("stage"), cell: ({ stageId }) => stages.name(stageId) },
          { key: "start", title: t("start"), cell: ({ startedAt }) => when.moment(startedAt) },
          {
            key: "end",
            title: t("end"),
            cell: ({ endedAt }) => (endedAt ? when.moment(endedAt) : t("now")),
            phone: false,
          },
          { key: "length", title: t("length"), cell: ({ startedAt, endedAt }) => lengthOf(startedAt, endedAt) },
          {
            key: "performer",
            title: t("performer"),
            cell: ({ performerId }) => employees.name(performerId),
            phone: false,
          },
        ]}
      />
    </Panel>
  );
}

/** How long something took, in its largest unit that is at least one. */
function useLength(): (from: string, to: string | undefined) => string {
  const locale = useLocale();
  return (from, to) => {
    const minutes = Math.max(0, Math.round((Date.parse(to ?? new Date().toISOString()) - Date.parse(from)) / 60_000));
    const [value, unit] =
      minutes < 60
        ? [minutes, "minute"]
        : minutes < 2880
          ? [Math.round(minutes / 60), "hour"]
          : [Math.round(minutes / 1440), "day"];
    return new Intl.NumberFormat(locale, { style: "unit", unit, unitDisplay: "short" }).format(value);
  };
}
