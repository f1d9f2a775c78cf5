"use client";
import { Badge } from "@mantine/core";
import { IconChevronLeft } from "@tabler/icons-react";
import { useTranslations } from "next-intl";
import Link from "next/link";
import type { ReactNode } from "react";
import { tasksContract } from "#shared/tasks/contract.ts";
import { setterOf, type Task } from "#shared/tasks/schema.ts";
import { useLength } from "../../components/duration-select.tsx";
import { Page, Panel } from "../../components/page.tsx";
import { Answer } from "../../components/states.tsx";
import { useAnswer } from "../../lib/answers.ts";
import { useCompany } from "../../lib/company.tsx";
import { useEmployees, useEntries } from "../../lib/names.ts";
import { useWhen } from "../../lib/wall.ts";
import { useRepeatText } from "./repeat-text.ts";
import { TaskRow } from "./task-row.tsx";
import styles from "./tasks.module.css";

/** Everything of a task, and what can be done with it. */
export function TaskPage({ id }: { id: string }) {
  const t = useTranslations("tasks");
  const { id: company } = useCompany();
  const answer = useAnswer(tasksContract.get, { id });
  const task = answer.data?.task;
  return (
    <Page
      title={task?.text ?? t("task")}
      before={
        <Link href={`/${company}/day`} aria-label={t("toDay")}>
          <IconChevronLeft size={18} aria-hidden />
        </Link>
      }
      note={task ? <Badge tt="none">{t(`states.${task.state}`)}</Badge> : null}
    >
      <Answer of={answer}>
        {({ task: found, clientName }) => (
          <div className={styles.days}>
            {found.state === "open" ? (
              <ul className={`${styles.steps} ${styles.card}`}>
                <TaskRow task={found} clientName={clientName} hasOthers={false} />
              </ul>
            ) : null}
            <Facts task={found} clientName={clientName} />
          </div>
        )}
      </Answer>
    </Page>
  );
}

function Facts({ task, clientName }: { task: Task; clientName: string | undefined }) {
  const t = useTranslations("tasks");
  const { id: company } = useCompany();
  const when = useWhen();
  const types = useEntries("activity_type");
  const employees = useEmployees();
  const length = useLength();
  const { say } = useRepeatText();
  const leads = (task.remind ?? []).map((minutes) => (minutes === 0 ? t("remind.now") : length(minutes)));
  const facts: [label: string, value: ReactNode][] = [
    [t("when"), when.wall(task.at)],
    [t("zone"), task.timeZone],
    [t("length"), task.minutes ? length(task.minutes) : ""],
    [t("performer"), employees.name(task.performerId)],
    [t("setter"), employees.name(setterOf(task))],
    [t("type"), types.name(task.typeId)],
    [
      t("client"),
      task.clientId ? (
        <Link href={`/${company}/clients/${task.clientId}`} prefetch={false}>
          {clientName}
        </Link>
      ) : null,
    ],
    [
      t("deal"),
      task.dealId ? (
        <Link href={`/${company}/deals/${task.dealId}`} prefetch={false}>
          {t("toDeal")}
        </Link>
      ) : null,
    ],
    [t("place"), task.place],
    [t("repeat.label"), task.repeat ? say(task.repeat, task.at.slice(0, 10)) : ""],
    [t("remind.label"), leads.join(", ")],
    [t("note"), task.note],
    [t("done"), task.doneAt ? when.moment(task.doneAt) : ""],
    [t("result"), task.result],
  ];
  return (
    <Panel title={t("facts")}>
      <dl className={styles.facts}>
        {facts
          .filter(([, value]) => value !== undefined && value !== null && value !== "")
          .map(([label, value]) => (
            <div key={label}>
              <dt>{label}</dt>
              <dd>{value}</dd>
            </div>
          ))}
      </dl>
    </Panel>
  );
}
