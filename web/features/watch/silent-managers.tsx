"use client";
import { useTranslations } from "next-intl";
import { watchQueries } from "#shared/watch/contract.ts";
import type { SilentManager } from "#shared/watch/schema.ts";
import type { TableColumn } from "../../components/data-table.tsx";
import { PlainTable } from "../../components/plain-table.tsx";
import { Answer, Empty } from "../../components/states.tsx";
import { useAnswer } from "../../lib/answers.ts";
import { useWhen } from "../../lib/wall.ts";

/** Those who sell and have written nothing for longer than the company's norm. */
export function SilentManagers() {
  const t = useTranslations("watch");
  const when = useWhen();
  const managers = useAnswer(watchQueries.managers, {});
  const columns: TableColumn<SilentManager>[] = [
    { key: "name", title: t("employee"), cell: ({ name }) => name },
    {
      key: "last",
      title: t("lastEntry"),
      cell: ({ lastEntryAt }) => (lastEntryAt ? when.dayOf(lastEntryAt) : t("never")),
      width: "10rem",
    },
    { key: "days", title: t("silence"), cell: ({ days }) => t("days", { days }), width: "6rem", align: "end" },
    {
      key: "norm",
      title: t("norm"),
      cell: ({ norm }) => t("days", { days: norm }),
      width: "6rem",
      align: "end",
      phone: false,
    },
  ];
  return (
    <Answer of={managers}>
      {({ rows }) =>
        rows.length === 0 ? (
          <Empty title={t("empty.managers")}>{t("empty.managersText")}</Empty>
        ) : (
          <PlainTable
            label={t("tabs.managers")}
            columns={columns}
            rows={rows}
            rowKey={({ employeeId }) => employeeId}
          />
        )
      }
    </Answer>
  );
}
