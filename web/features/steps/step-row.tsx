"use client";
import { IconAlertCircle, IconCheck, IconDots } from "@tabler/icons-react";
import { useTranslations } from "next-intl";
import dynamic from "next/dynamic";
import { useState, type ReactNode } from "react";
import { tasksContract } from "#shared/tasks/contract.ts";
import type { Task } from "#shared/tasks/schema.ts";
import { useConfirm } from "../../components/confirm.tsx";
import { Menu } from "../../components/menu.tsx";
import { useRefresh } from "../../lib/answers.ts";
import { call } from "../../lib/api.ts";
import { useCompany } from "../../lib/company.tsx";
import { useEmployees, useEntries } from "../../lib/names.ts";
import { useMayWith } from "../../lib/own.ts";
import { useWhen } from "../../lib/wall.ts";
import { FinishForm } from "./finish-form.tsx";
import styles from "./steps.module.css";

const MoveStep = dynamic(() => import("./move-step.tsx").then((module) => module.MoveStep), { ssr: false });

/** An open step: what, when, by whom; done with its result, moved, or cancelled. */
export function StepRow(props: {
  task: Task;
  hasOthers: boolean;
  /** Its client, where the step does not stand on his card. */
  client?: ReactNode;
  /** Whether the day stands above already. */
  timeOnly?: boolean;
}) {
  const { task } = props;
  const t = useTranslations("steps");
  const when = useWhen();
  const { membership } = useCompany();
  const types = useEntries("activity_type");
  const employees = useEmployees();
  const refresh = useRefresh();
  const { ask, dialog } = useConfirm();
  const [opened, setOpened] = useState<"finish" | "move">();
  const mayWrite = useMayWith("history", "write")([task.performerId, task.createdBy]);
  const isLate = task.at < when.nowWall();
  const close = () => setOpened(undefined);
  const cancel = () =>
    ask({
      title: t("cancelTitle"),
      text: task.text,
      action: t("cancelAction"),
      tone: "bad",
      run: async () => {
        await call(tasksContract.cancel, { id: task.id, ver: task.ver });
        await refresh("tasks", "clients");
      },
    });
  return (
    <li className={styles.step} data-late={isLate || undefined}>
      {mayWrite ? (
        <button
          type="button"
          className={styles.done}
          aria-expanded={opened === "finish"}
          aria-label={t("done", { text: task.text })}
          title={t("doneShort")}
          data-step-done
          onClick={() => setOpened(opened === "finish" ? undefined : "finish")}
        >
          <IconCheck size={14} stroke={2.5} aria-hidden />
        </button>
      ) : (
        <span className={styles.dot} aria-hidden />
      )}
      <div className={styles.what}>
        <p className={styles.text}>{task.text}</p>
        <p className={styles.note}>
          <span className={styles.time}>
            {isLate ? (
              <>
                <IconAlertCircle size={14} aria-hidden />
                <span className="heard">{t("late")}</span>
              </>
            ) : null}
            <time dateTime={task.at}>{props.timeOnly ? when.time(task.at) : when.wall(task.at)}</time>
          </span>
          {types.name(task.typeId) ? <span>{types.name(task.typeId)}</span> : null}
          {task.performerId !== membership?.employeeId ? <span>{employees.name(task.performerId)}</span> : null}
          {props.client}
        </p>
      </div>
      {mayWrite ? (
        <Menu
          label={t("more", { text: task.text })}
          align="end"
          items={[
            { label: t("move"), onSelect: () => setOpened("move") },
            { label: t("cancelAction"), tone: "bad", onSelect: cancel },
          ]}
        >
          <IconDots size={16} aria-hidden />
        </Menu>
      ) : null}
      {opened === "finish" ? (
        <div className={styles.unfolded}>
          <FinishForm task={task} hasOthers={props.hasOthers} onClose={close} />
        </div>
      ) : null}
      {opened === "move" ? <MoveStep task={task} onClose={close} /> : null}
      {dialog}
    </li>
  );
}
