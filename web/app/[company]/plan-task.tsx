"use client";
import dynamic from "next/dynamic";
import { NewTask } from "../../features/tasks/new-task.tsx";

const BusyHint = dynamic(() => import("../../features/schedule/busy-hint.tsx").then((module) => module.BusyHint), {
  ssr: false,
});

/** The dialog of a new task on every page of a company, with who is free then. */
export function PlanTask() {
  return <NewTask busy={(chosen) => <BusyHint {...chosen} />} />;
}
