"use client";
import { IconRepeat, IconUsers } from "@tabler/icons-react";
import { useTranslations } from "next-intl";
import type { CSSProperties, HTMLAttributes, Ref } from "react";
import { useWhen } from "../../lib/wall.ts";
import type { Item } from "./items.ts";
import styles from "./schedule.module.css";

/** Hues of people, by their place among those shown. */
export function hueOf(place: number): string {
  return `var(--p${place % 8})`;
}

/** One item of a calendar: a button that opens its task, or a mere block where only is known that somebody is busy. */
export function ItemButton({
  item,
  hue,
  person,
  moving,
  brief = false,
  className,
  style,
  ref,
  ...rest
}: {
  item: Item;
  hue: string;
  /** Name of whose it is, where several people are shown. */
  person?: string | undefined;
  moving?: boolean;
  /** Shows when it begins alone: its height, or its room, tells the rest. */
  brief?: boolean;
  ref?: Ref<HTMLButtonElement>;
  className?: string | undefined;
} & Omit<HTMLAttributes<HTMLButtonElement>, "className">) {
  const t = useTranslations("schedule");
  const when = useWhen();
  const { task } = item;
  const time =
    task?.minutes === undefined && task ? when.time(item.from) : `${when.time(item.from)}–${when.time(item.to)}`;
  const shown = { ...style, "--hue": hue } as CSSProperties;
  if (!task) {
    return (
      <div className={`${styles.item} ${className ?? ""}`} data-busy style={shown}>
        <span className={styles.itemTime}>{time}</span> {t("busy")}
        {person ? <span className={styles.itemNote}> {person}</span> : null}
      </div>
    );
  }
  return (
    <button
      {...rest}
      ref={ref}
      type="button"
      className={`${styles.item} ${className ?? ""}`}
      style={shown}
      data-state={task.state}
      data-late={task.late || undefined}
      data-moving={moving || undefined}
      data-item={task.id}
      title={`${time} ${task.text}`}
    >
      <span className={styles.inside}>
        <span className={styles.itemTime}>{brief ? when.time(item.from) : time}</span>
        {task.late ? <span className="heard">{t("late")}</span> : null}
        {task.state === "done" ? <span className="heard">{t("done")}</span> : null}{" "}
        <span className={styles.itemText}>{task.text}</span>
        {task.seriesId ? <IconRepeat size={12} aria-label={t("repeats")} /> : null}
        {task.groupId ? <IconUsers size={12} aria-label={t("together")} /> : null}
        <span className={styles.itemNote}>{[task.clientName, task.place, person].filter(Boolean).join(" · ")}</span>
      </span>
    </button>
  );
}
