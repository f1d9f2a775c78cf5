"use client";
import { IconAlertCircle, IconCheck, IconDots, IconPresentation, IconRepeat, IconUsers } from "@tabler/icons-react";
import { useTranslations } from "next-intl";
import dynamic from "next/dynamic";
import { useState, type ReactNode } from "react";
import { setterOf, type Task } from "#shared/tasks/schema.ts";
import { Menu } from "../../components/menu.tsx";
import { useCompany } from "../../lib/company.tsx";
import { useEmployees, useEntries } from "../../lib/names.ts";
import { useMayWith } from "../../lib/own.ts";
import { useWhen } from "../../lib/wall.ts";
import { FinishForm } from "./finish-form.tsx";
import styles from "./tasks.module.css";
import { useTaskActs } from "./use-task-acts.tsx";

const TaskDialog = dynamic(() => import("./task-dialog.tsx").then((module) => module.TaskDialog), { ssr: false });

/** An open task: what, when, by whom; done with its result, moved, changed, or cancelled. */
export function TaskRow(props: {
  task: Task;
  hasOthers: boolean;
  /** Its client, where the task does not stand on his card. */
  client?: ReactNode;
  clientName?: string | undefined;
  /** Its moment as the clocks of the reader show it, where those differ. */
  at?: string;
  /** Whether the day stands above already. */
  timeOnly?: boolean;
  demonstration?: boolean;
  /** Says who set it. */
  withSetter?: boolean;
}) {
  const { task, at = task.at } = props;
  const t = useTranslations("steps");
  const more = useTranslations("tasks");
  const when = useWhen();
  const { membership } = useCompany();
  const types = useEntries("activity_type");
  const employees = useEmployees();
  const [opened, setOpened] = useState<"finish" | "edit">();
  const mayWrite = useMayWith("history", "write")([task.performerId, setterOf(task)]);
  const { items, cancel, dialog } = useTaskActs(task, () => setOpened("edit"));
  // What the daily round plans is set by nobody of the company.
  const setterName = setterOf(task) === "system" ? "Prodano" : employees.name(setterOf(task)) || "API";
  const isLate = at < when.nowWall();
  const close = () => setOpened(undefined);
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
        <p className={styles.text}>
          {props.demonstration ? <IconPresentation size={16} className={styles.mark} aria-hidden /> : null}
          {task.text}
        </p>
        <p className={styles.note}>
          <span className={styles.time}>
            {isLate ? (
              <>
                <IconAlertCircle size={14} aria-hidden />
                <span className="heard">{t("late")}</span>
              </>
            ) : null}
            <time dateTime={at}>{props.timeOnly ? when.time(at) : when.wall(at)}</time>
          </span>
          {types.name(task.typeId) ? <span>{types.name(task.typeId)}</span> : null}
          {task.urgent ? <span className={styles.urgent}>{more("urgentShort")}</span> : null}
          {task.performerId !== membership?.employeeId ? <span>{employees.name(task.performerId)}</span> : null}
          {props.withSetter ? <span>{more("setBy", { name: setterName })}</span> : null}
          {task.place ? <span>{task.place}</span> : null}
          {task.repeat ? (
            <span className={styles.time} title={more("repeats")}>
              <IconRepeat size={14} aria-hidden />
              <span className="heard">{more("repeats")}</span>
            </span>
          ) : null}
          {task.groupId ? (
            <span className={styles.time} title={more("group")}>
              <IconUsers size={14} aria-hidden />
              <span className="heard">{more("group")}</span>
            </span>
          ) : null}
          {props.client}
        </p>
      </div>
      {mayWrite ? (
        <>
          <Menu label={t("more", { text: task.text })} align="end" items={items}>
            <IconDots size={16} aria-hidden />
          </Menu>
          <button type="button" hidden data-step-cancel onClick={cancel} />
        </>
      ) : null}
      {opened === "finish" ? (
        <div className={styles.unfolded}>
          <FinishForm task={task} hasOthers={props.hasOthers} onClose={close} />
        </div>
      ) : null}
      {opened === "edit" ? <TaskDialog task={task} clientName={props.clientName} onClose={close} /> : null}
      {dialog}
    </li>
  );
}
