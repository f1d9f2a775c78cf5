"use client";
import { useTranslations } from "next-intl";
import { MOST_REMINDERS } from "#shared/tasks/schema.ts";
import { useLength } from "./duration-select.tsx";
import styles from "./lead-times.module.css";

const leads = [0, 5, 15, 30, 60, 120, 1440, 2880, 10_080];

/** How long before a task its performer is told: as he chose for himself, or at the chosen times, or not at all. */
export function LeadTimes(props: {
  value: readonly number[] | null;
  onChange: (value: readonly number[] | null) => void;
  /** Whether the performer's own choice may be followed. */
  mayFollow: boolean;
}) {
  const { value, onChange } = props;
  const t = useTranslations("tasks.remind");
  const length = useLength();
  const shown = [...new Set([...leads, ...(value ?? [])])].sort((one, other) => one - other);
  const name = (minutes: number) =>
    minutes === 0 ? t("now") : minutes % 1440 === 0 ? t("days", { days: minutes / 1440 }) : length(minutes);
  const toggle = (minutes: number) => {
    const has = value ?? [];
    const next = has.includes(minutes) ? has.filter((one) => one !== minutes) : [...has, minutes];
    if (next.length <= MOST_REMINDERS) onChange(next);
  };
  return (
    <div className={styles.wide} role="group" aria-label={t("label")}>
      <span className={styles.label}>{t("label")}</span>
      <div className={styles.chips}>
        {props.mayFollow ? (
          <button type="button" className={styles.chip} aria-pressed={value === null} onClick={() => onChange(null)}>
            {t("own")}
          </button>
        ) : null}
        <button type="button" className={styles.chip} aria-pressed={value?.length === 0} onClick={() => onChange([])}>
          {t("none")}
        </button>
        {shown.map((minutes) => (
          <button
            key={minutes}
            type="button"
            className={styles.chip}
            aria-pressed={value?.includes(minutes) ?? false}
            onClick={() => toggle(minutes)}
          >
            {name(minutes)}
          </button>
        ))}
      </div>
    </div>
  );
}
