"use client";
import { useTranslations } from "next-intl";
import dynamic from "next/dynamic";
import { useState } from "react";
import type { Filter } from "#shared/query/tree.ts";
import { scheduleQueries } from "#shared/schedule/contract.ts";
import { countsBy, type TaskCount } from "#shared/schedule/schema.ts";
import { Segments } from "../../components/filter-bar.tsx";
import { PlainTable } from "../../components/plain-table.tsx";
import { Answer, Empty } from "../../components/states.tsx";
import { useAnswer } from "../../lib/answers.ts";
import { useFormats } from "../../lib/formats.ts";
import { useEmployees, useEntries } from "../../lib/names.ts";
import { useWhen } from "../../lib/wall.ts";
import styles from "./schedule.module.css";

const CountedTasks = dynamic(() => import("./counted-tasks.tsx").then((module) => module.CountedTasks), { ssr: false });

type By = (typeof countsBy)[number];
type Figure = "planned" | "done" | "late";
const figures = ["planned", "done", "late"] as const;
const fields = { type: "typeId", performer: "performerId" } as const;

/** What a figure opens: the title of its rows and the question for them. */
export interface Opened {
  title: string;
  from: string;
  to: string;
  filter: Filter;
}

/** How many tasks of each type, person or day were planned, done and are late; each figure opens its rows. */
export function Counts({ span, people }: { span: { from: string; to: string }; people: readonly string[] }) {
  const t = useTranslations("schedule");
  const { number } = useFormats();
  const when = useWhen();
  const types = useEntries("activity_type");
  const employees = useEmployees();
  const [by, setBy] = useState<By>("type");
  const [opened, setOpened] = useState<Opened>();
  const ofPeople: Filter = { field: "performerId", op: "in", value: [...people] };
  const answer = useAnswer(
    scheduleQueries.counts,
    { ...span, by, filter: ofPeople },
    { enabled: people.length > 0, keep: true },
  );
  const nameOf = ({ key }: Pick<TaskCount, "key">) =>
    key === null
      ? t("noType")
      : by === "type"
        ? types.name(key)
        : by === "performer"
          ? employees.name(key)
          : when.weekday(key);
  const open = (row: Pick<TaskCount, "key"> | undefined, figure: Figure) => {
    const filters: Filter[] = [ofPeople, conditionOf(figure)];
    const days = row?.key && by === "day" ? { from: row.key, to: row.key } : span;
    if (row && by !== "day")
      filters.push(
        row.key === null
          ? { field: fields[by], op: "empty", value: true }
          : { field: fields[by], op: "eq", value: row.key },
      );
    setOpened({
      title: `${row ? nameOf(row) : t("total")}: ${t(`figures.${figure}`)}`,
      ...days,
      filter: { and: filters },
    });
  };
  const cell = (row: TaskCount | undefined, figure: Figure, count: number) =>
    count === 0 ? (
      "—"
    ) : (
      <button
        type="button"
        className={styles.figure}
        data-bad={figure === "late" || undefined}
        aria-label={t("openFigure", { name: row ? nameOf(row) : t("total"), figure: t(`figures.${figure}`), count })}
        onClick={() => open(row, figure)}
      >
        {number(count)}
      </button>
    );
  return (
    <>
      <div className={styles.countsBy}>
        <Segments
          label={t("countBy")}
          value={by}
          options={countsBy.map((value) => ({ value, label: t(`by.${value}`) }))}
          onChange={setBy}
        />
      </div>
      <Answer of={answer}>
        {({ rows, total }) =>
          rows.length === 0 ? (
            <Empty title={t("nothing")}>{t("nothingText")}</Empty>
          ) : (
            <PlainTable
              label={t("views.counts")}
              rows={[...rows, undefined]}
              rowKey={(row) => (row ? (row.key ?? "none") : "total")}
              columns={[
                {
                  key: "name",
                  title: t(`by.${by}`),
                  cell: (row) => (row ? nameOf(row) : <strong>{t("total")}</strong>),
                },
                ...figures.map((figure) => ({
                  key: figure,
                  title: t(`figures.${figure}`),
                  align: "end" as const,
                  cell: (row: TaskCount | undefined) => cell(row, figure, (row ?? total)[figure]),
                })),
              ]}
            />
          )
        }
      </Answer>
      {opened ? <CountedTasks opened={opened} onClose={() => setOpened(undefined)} /> : null}
    </>
  );
}

/** What each figure counts, as a condition. */
function conditionOf(figure: Figure): Filter {
  if (figure === "planned") return { field: "state", op: "ne", value: "cancelled" };
  return figure === "done" ? { field: "state", op: "eq", value: "done" } : { field: "late", op: "eq", value: true };
}
