"use client";
import dynamic from "next/dynamic";
import { NewTask } from "../../features/tasks/new-task.tsx";

const BusyHint = dynamic(() => import("../../features/schedule/busy-hint.tsx").then((module) => module.BusyHint), {
  ssr: false,
});

const ResourcePicker = dynamic(
  () => import("../../features/resources/resource-picker.tsx").then((module) => module.ResourcePicker),
  { ssr: false },
);

/** The dialog of a new task on every page of a company, with who is free then and what it books. */
export function PlanTask() {
  return (
    <NewTask
      busy={(chosen) => (
        <>
          <BusyHint {...chosen} />
          <ResourcePicker value={chosen.resourceIds} onChange={chosen.onResources} />
        </>
      )}
    />
  );
}
