"use client";
import dynamic from "next/dynamic";
import { useEffect, useState, type ReactNode } from "react";
import { useRights } from "../../lib/company.tsx";
import { useKeys } from "../../lib/keys.ts";
import { onNewTask, type TaskStart } from "../../lib/new-task.ts";
import type { Chosen } from "./task-draft.ts";

const TaskDialog = dynamic(() => import("./task-dialog.tsx").then((module) => module.TaskDialog), { ssr: false });

/** The dialog of a new task wherever one is: by `openNewTask`, or by the key T. */
export function NewTask(props: { busy?: ((chosen: Chosen) => ReactNode) | undefined }) {
  const { may } = useRights();
  const [start, setStart] = useState<TaskStart>();
  const mayPlan = may("history", "create");
  useEffect(() => (mayPlan ? onNewTask(setStart) : undefined), [mayPlan]);
  useKeys({ KeyT: mayPlan ? () => setStart({}) : undefined });
  return start ? <TaskDialog start={start} busy={props.busy} onClose={() => setStart(undefined)} /> : null;
}
