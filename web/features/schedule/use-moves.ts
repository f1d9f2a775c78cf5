"use client";
import { useTranslations } from "next-intl";
import { useState } from "react";
import type { ScheduleTask } from "#shared/schedule/schema.ts";
import { tasksContract } from "#shared/tasks/contract.ts";
import { notify } from "../../components/notices.tsx";
import { useRefresh } from "../../lib/answers.ts";
import { call } from "../../lib/api.ts";
import { messageOf } from "../../lib/errors.ts";
import type { Move } from "./items.ts";

/** Moves tasks: each stands in its new place at once, and goes back where the API refuses, which says why. */
export function useMoves() {
  const t = useTranslations();
  const refresh = useRefresh();
  const [moves, setMoves] = useState<ReadonlyMap<string, Move>>(new Map());
  const put = (id: string, move: Move | undefined) =>
    setMoves((last) => {
      const next = new Map(last);
      if (move) next.set(id, move);
      else next.delete(id);
      return next;
    });
  const move = async (task: ScheduleTask, to: Move) => {
    const same = to.at === task.at && to.minutes === task.minutes && to.performerId === task.performerId;
    if (same) return;
    put(task.id, to);
    try {
      await call(tasksContract.change, {
        id: task.id,
        ver: task.ver,
        ...(to.at === task.at ? {} : { at: to.at }),
        ...(to.minutes === task.minutes ? {} : { minutes: to.minutes ?? null }),
        ...(to.performerId === task.performerId ? {} : { performerId: to.performerId }),
      });
    } catch (error) {
      put(task.id, undefined);
      notify({ message: messageOf(error, t).text, tone: "bad" });
    }
    await refresh("schedule", "tasks", "clients", "day");
    put(task.id, undefined);
  };
  return { moves, move };
}
