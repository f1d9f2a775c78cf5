"use client";
import { useTranslations } from "next-intl";
import { useState, type KeyboardEvent } from "react";
import type { ScheduleTask } from "#shared/schedule/schema.ts";
import { useWhen } from "../../lib/wall.ts";
import { POINT, type Item, type Move } from "./items.ts";

/** A task on its way to another place, by mouse or by keys. */
export interface Moving {
  item: Item;
  task: ScheduleTask;
  to: Move;
  by: "pointer" | "keys";
}

/** Whether the person may move an item. */
export function isMovable({ task }: Item): boolean {
  return task?.state === "open" && task.can.includes("write");
}

/** What a key does to a task that is being moved; undefined where it means nothing. */
export type Shift = (key: string, withShift: boolean, to: Move) => Move | undefined;

/**
 * Moves an item: `m` takes the focused one, arrows move it, Enter puts it down, Escape leaves it where it was. What
 * happens is told to those who listen.
 */
export function useMoving(options: {
  onMove: (task: ScheduleTask, to: Move) => Promise<void>;
  nameOf: (personId: string) => string;
}) {
  const t = useTranslations("schedule");
  const when = useWhen();
  const [moving, setMoving] = useState<Moving>();
  const [said, setSaid] = useState("");
  const telling = ({ at, performerId, minutes }: Move) =>
    t("movingTo", { when: when.wall(at), who: options.nameOf(performerId), minutes: minutes ?? POINT });
  const begin = (item: Item, by: Moving["by"]) => {
    const { task } = item;
    if (!task || !isMovable(item)) return;
    const to = moveOf(task);
    setMoving({ item, task, to, by });
    if (by === "keys") setSaid(`${t("movingHelp", { what: task.text })} ${telling(to)}`);
  };
  const carry = (to: Move) => {
    setMoving((last) => last && { ...last, to });
    if (moving?.by === "keys") setSaid(telling(to));
  };
  const cancel = () => {
    if (moving) setSaid(t("movingCancelled"));
    setMoving(undefined);
  };
  const drop = () => {
    if (!moving) return;
    const { task, to, by } = moving;
    setMoving(undefined);
    setSaid(t("moved", { what: task.text, when: when.wall(to.at) }));
    void options.onMove(task, to);
    if (by === "keys") focusSoon(task.id);
  };
  const onItemKey = (event: KeyboardEvent, item: Item, shift: Shift) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const own = moving?.by === "keys" && moving.item.key === item.key;
    if (!own) {
      if (event.code !== "KeyM" || event.shiftKey || !isMovable(item)) return;
      event.preventDefault();
      begin(item, "keys");
      return;
    }
    if (event.key !== "Tab") event.preventDefault();
    if (event.key === "Tab" || event.key === "Escape") cancel();
    else if (event.key === "Enter") drop();
    else {
      const to = shift(event.key, event.shiftKey, moving.to);
      if (to) carry(to);
    }
  };
  return { moving, said, begin, carry, drop, cancel, onItemKey };
}

/** Where a task stands now. */
export function moveOf({ at, minutes, performerId }: ScheduleTask): Move {
  return { at, performerId, ...(minutes === undefined ? {} : { minutes }) };
}

/** The item is drawn anew where it was put: the focus follows it there. */
function focusSoon(id: string): void {
  requestAnimationFrame(() =>
    requestAnimationFrame(() => document.querySelector<HTMLElement>(`[data-item="${id}"]`)?.focus()),
  );
}
