"use client";
import { useTranslations } from "next-intl";
import { tasksContract } from "#shared/tasks/contract.ts";
import { setterOf, type Task } from "#shared/tasks/schema.ts";
import { wallAfter } from "#shared/wall.ts";
import { useConfirm } from "../../components/confirm.tsx";
import type { MenuItem } from "../../components/menu.tsx";
import { notify } from "../../components/notices.tsx";
import { useRefresh } from "../../lib/answers.ts";
import { call } from "../../lib/api.ts";
import { useCompany } from "../../lib/company.tsx";
import { messageOf } from "../../lib/errors.ts";
import { touched } from "./touched.ts";

const DAY_MINUTES = 24 * 60;

/** What can be done with an open task besides finishing it: moved, changed, cancelled, alone or with those it goes with. */
export function useTaskActs(task: Task, onEdit: () => void) {
  const t = useTranslations();
  const refresh = useRefresh();
  const { id: company, membership } = useCompany();
  const { ask, dialog } = useConfirm();
  const move = async (days: number) => {
    try {
      await call(tasksContract.change, { id: task.id, ver: task.ver, at: wallAfter(task.at, days * DAY_MINUTES) });
      notify({ message: t("tasks.moved"), tone: "good" });
    } catch (error) {
      const { title, text } = messageOf(error, t);
      notify({ message: `${title}. ${text}`, tone: "bad" });
    }
    await refresh(...touched);
  };
  const cancelling = (title: string, action: string, how: { end?: boolean; scope?: "group" }) => () =>
    ask({
      title,
      text: task.text,
      action,
      tone: "bad",
      run: async () => {
        await call(tasksContract.cancel, { id: task.id, ver: task.ver, ...how });
        await refresh(...touched);
      },
    });
  const cancel = task.repeat
    ? cancelling(t("tasks.skipTitle"), t("tasks.skip"), {})
    : cancelling(t("steps.cancelTitle"), t("steps.cancelAction"), {});
  const items: MenuItem[] = [
    { label: t("tasks.moveDay"), onSelect: () => void move(1) },
    { label: t("tasks.moveWeek"), onSelect: () => void move(7) },
    { label: t("steps.move"), onSelect: onEdit },
    { label: t("tasks.open"), href: `/${company}/tasks/${task.id}` },
    { label: task.repeat ? t("tasks.skip") : t("steps.cancelAction"), tone: "bad", onSelect: cancel },
  ];
  if (task.repeat)
    items.push({
      label: t("tasks.endSeries"),
      tone: "bad",
      onSelect: cancelling(t("tasks.endSeriesTitle"), t("tasks.endSeries"), { end: true }),
    });
  if (task.groupId && setterOf(task) === membership?.employeeId)
    items.push({
      label: t("tasks.cancelGroup"),
      tone: "bad",
      onSelect: cancelling(t("tasks.cancelGroupTitle"), t("tasks.cancelGroup"), { scope: "group", end: true }),
    });
  return { items, cancel, dialog };
}
