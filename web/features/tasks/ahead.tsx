"use client";
import { useTranslations } from "next-intl";
import Link from "next/link";
import { tasksContract } from "#shared/tasks/contract.ts";
import { useAnswer } from "../../lib/answers.ts";
import { useCompany } from "../../lib/company.tsx";
import { useWhen } from "../../lib/wall.ts";
import { TaskRow } from "./task-row.tsx";
import styles from "./tasks.module.css";

/** Rows that are drawn before one asks for more. */
const SHOWN = 20;

/** What is planned for the days to come, day by day. */
export function Ahead({ from }: { from: string }) {
  const t = useTranslations("day");
  const tasksT = useTranslations("tasks");
  const when = useWhen();
  const { id: company } = useCompany();
  const answer = useAnswer(tasksContract.mine, { from });
  const tasks = answer.data?.tasks.slice(0, SHOWN) ?? [];
  const days = Map.groupBy(tasks, ({ at }) => at.slice(0, 10));
  if (tasks.length === 0) return null;
  return (
    <details className={styles.ahead} open>
      <summary>{t("ahead")}</summary>
      {[...days].map(([day, ofDay]) => (
        <section key={day} className={styles.day} aria-label={when.weekday(day)}>
          <header className={styles.dayHead}>
            <h2>{when.weekday(day)}</h2>
          </header>
          <ul className={`${styles.steps} ${styles.card}`}>
            {ofDay.map((task) => (
              <TaskRow
                key={task.id}
                task={task}
                timeOnly
                clientName={task.clientName}
                hasOthers={tasks.some(({ id, clientId }) => clientId === task.clientId && id !== task.id)}
                client={
                  <Link
                    href={task.clientId ? `/${company}/clients/${task.clientId}` : `/${company}/tasks/${task.id}`}
                    prefetch={false}
                    data-step-link
                  >
                    {task.clientName ?? tasksT("open")}
                  </Link>
                }
              />
            ))}
          </ul>
        </section>
      ))}
    </details>
  );
}
