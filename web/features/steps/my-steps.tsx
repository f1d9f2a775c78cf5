"use client";
import { Button } from "@mantine/core";
import { useTranslations } from "next-intl";
import Link from "next/link";
import { useRef } from "react";
import { tasksContract } from "#shared/tasks/contract.ts";
import type { Output } from "#shared/http/contract.ts";
import { Page } from "../../components/page.tsx";
import { Answer, Empty } from "../../components/states.tsx";
import { useAnswer } from "../../lib/answers.ts";
import { useCompany } from "../../lib/company.tsx";
import { useKeys } from "../../lib/keys.ts";
import { dayAfter, useWhen } from "../../lib/wall.ts";
import { StepRow } from "./step-row.tsx";
import styles from "./steps.module.css";

type MyTask = Output<typeof tasksContract.mine>["tasks"][number];

/** Open steps of the person by day: what is late, today, tomorrow, later. Keys: j and k walk them, d is 'done'. */
export function MySteps() {
  const t = useTranslations("steps");
  const { id: company } = useCompany();
  const mine = useAnswer(tasksContract.mine, {});
  const box = useRef<HTMLDivElement>(null);
  useStepKeys(box);
  return (
    <Page title={t("title")} note={<span className={styles.keys}>{t("help")}</span>}>
      <Answer of={mine}>
        {({ tasks }) =>
          tasks.length === 0 ? (
            <Empty
              title={t("empty.title")}
              action={
                <Button component={Link} href={`/${company}/clients?mine=1&step=none`}>
                  {t("empty.action")}
                </Button>
              }
            >
              {t("empty.text")}
            </Empty>
          ) : (
            <div ref={box} className={styles.days}>
              <Days tasks={tasks} />
            </div>
          )
        }
      </Answer>
    </Page>
  );
}

function Days({ tasks }: { tasks: readonly MyTask[] }) {
  const t = useTranslations("steps");
  const { id: company } = useCompany();
  const when = useWhen();
  const now = when.nowWall();
  const today = now.slice(0, 10);
  const tomorrow = dayAfter(today, 1);
  const days = new Map<string, MyTask[]>();
  for (const task of tasks) {
    const day = task.at < now && task.at.slice(0, 10) < today ? "late" : task.at.slice(0, 10);
    days.set(day, [...(days.get(day) ?? []), task]);
  }
  const titleOf = (day: string) =>
    day === "late"
      ? t("days.late")
      : day === today
        ? `${t("days.today")}, ${when.weekday(day)}`
        : day === tomorrow
          ? `${t("days.tomorrow")}, ${when.weekday(day)}`
          : when.weekday(day);
  return [...days].map(([day, ofDay]) => (
    <section key={day} className={styles.day} aria-labelledby={`day-${day}`}>
      <header className={styles.dayHead} data-late={day === "late" || undefined}>
        <h2 id={`day-${day}`}>{titleOf(day)}</h2>
        <span className={styles.count}>{t("count", { count: ofDay.length })}</span>
      </header>
      <ul className={`${styles.steps} ${styles.card}`}>
        {ofDay.map((task) => (
          <StepRow
            key={task.id}
            task={task}
            hasOthers={tasks.some(({ id, clientId }) => clientId === task.clientId && id !== task.id)}
            timeOnly={day !== "late"}
            client={
              <Link href={`/${company}/clients/${task.clientId}`} prefetch={false} data-step-link>
                {task.clientName}
              </Link>
            }
          />
        ))}
      </ul>
    </section>
  ));
}

/** j and k walk the links of the steps, d opens 'done' of the one in focus. */
function useStepKeys(box: React.RefObject<HTMLDivElement | null>): void {
  // Where one was stays known when a step that was finished takes the focus away with it.
  const at = useRef(-1);
  const walk = (step: 1 | -1) => {
    const links = [...(box.current?.querySelectorAll<HTMLElement>("[data-step-link]") ?? [])];
    const focused = links.findIndex((link) => link.closest("li")?.contains(document.activeElement));
    const from = focused >= 0 ? focused : at.current - (step > 0 ? 1 : 0);
    at.current = Math.max(0, Math.min(links.length - 1, from + step));
    links[at.current]?.focus();
  };
  useKeys({
    KeyJ: () => walk(1),
    KeyK: () => walk(-1),
    KeyD: () => document.activeElement?.closest("li")?.querySelector<HTMLElement>("[data-step-done]")?.click(),
  });
}
