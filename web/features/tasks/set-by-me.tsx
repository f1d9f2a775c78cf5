"use client";
import { Button } from "@mantine/core";
import { useTranslations } from "next-intl";
import Link from "next/link";
import type { Output } from "#shared/http/contract.ts";
import { tasksContract } from "#shared/tasks/contract.ts";
import { Page } from "../../components/page.tsx";
import { Empty, ErrorBox, Waiting } from "../../components/states.tsx";
import { useAddress } from "../../lib/address.ts";
import { useAnswerPages } from "../../lib/answers.ts";
import { useCompany } from "../../lib/company.tsx";
import { useEmployees } from "../../lib/names.ts";
import { openNewTask } from "../../lib/new-task.ts";
import { useWhen } from "../../lib/wall.ts";
import styles from "./tasks.module.css";

const states = ["open", "late", "done", "cancelled"] as const;
type SetTask = Output<typeof tasksContract.set>["tasks"][number];

/** What the person set for others and how it goes: open, late, done with its result, cancelled; by person. */
export function SetByMe() {
  const t = useTranslations("tasks");
  const [address, setAddress] = useAddress();
  const employees = useEmployees();
  const state = states.find((one) => one === address.get("state")) ?? "open";
  const performerId = address.get("who") ?? undefined;
  const pages = useAnswerPages(tasksContract.set, { state, ...(performerId ? { performerId } : {}) });
  const people = pages.data?.pages[0]?.people ?? [];
  const tasks = pages.data?.pages.flatMap((page) => page.tasks) ?? [];
  return (
    <Page title={t("set.title")} actions={<Button onClick={() => openNewTask()}>{t("new")}</Button>}>
      <div className={styles.days}>
        <nav aria-label={t("set.states")} className={styles.chips}>
          {states.map((one) => (
            <button
              key={one}
              type="button"
              className={styles.chip}
              aria-current={one === state || undefined}
              onClick={() => setAddress({ state: one === "open" ? undefined : one })}
            >
              {t(`set.${one}`)}
            </button>
          ))}
        </nav>
        {people.length > 0 ? (
          <nav aria-label={t("set.people")} className={styles.chips}>
            <button
              type="button"
              className={styles.chip}
              aria-current={!performerId || undefined}
              onClick={() => setAddress({ who: undefined })}
            >
              {t("set.everybody")}
            </button>
            {people.map(({ performerId: id, open, late }) => (
              <button
                key={id}
                type="button"
                className={styles.chip}
                aria-current={id === performerId || undefined}
                onClick={() => setAddress({ who: id })}
              >
                {employees.name(id)}{" "}
                <span className={styles.count}>
                  {late > 0 ? t("set.countsLate", { open, late }) : t("set.counts", { open })}
                </span>
              </button>
            ))}
          </nav>
        ) : null}
        {pages.error ? (
          <ErrorBox error={pages.error} onRetry={() => void pages.refetch()} />
        ) : pages.data === undefined ? (
          <Waiting />
        ) : tasks.length === 0 ? (
          <Empty title={t("set.empty")}>{t("set.emptyText")}</Empty>
        ) : (
          <ul className={`${styles.steps} ${styles.card}`}>
            {tasks.map((task) => (
              <SetRow key={task.id} task={task} />
            ))}
          </ul>
        )}
        {pages.hasNextPage ? (
          <Button variant="default" loading={pages.isFetchingNextPage} onClick={() => void pages.fetchNextPage()}>
            {t("set.further")}
          </Button>
        ) : null}
      </div>
    </Page>
  );
}

function SetRow({ task }: { task: SetTask }) {
  const when = useWhen();
  const { id: company } = useCompany();
  const employees = useEmployees();
  const late = task.state === "open" && task.at < when.nowWall();
  return (
    <li className={styles.step} data-late={late || undefined}>
      <span className={styles.dot} aria-hidden />
      <div className={styles.what}>
        <p className={styles.text}>
          <Link href={`/${company}/tasks/${task.id}`} prefetch={false}>
            {task.text}
          </Link>
        </p>
        <p className={styles.note}>
          <time className={styles.time} dateTime={task.at}>
            {task.doneAt ? when.moment(task.doneAt) : when.wall(task.at)}
          </time>
          <span>{employees.name(task.performerId)}</span>
          {task.clientId ? (
            <Link href={`/${company}/clients/${task.clientId}`} prefetch={false}>
              {task.clientName}
            </Link>
          ) : null}
        </p>
        {task.result ? <p className={styles.result}>{task.result}</p> : null}
      </div>
    </li>
  );
}
